from django.urls import path

from alongside.shell import views

app_name = "shell"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
]

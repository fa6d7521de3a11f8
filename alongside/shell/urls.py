from django.urls import path

from alongside.shell import views

app_name = "shell"
urlpatterns = [
    path("components/", views.components, name="components"),
]

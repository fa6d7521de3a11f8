from django.urls import path

from alongside.jobs import views

app_name = "jobs"
urlpatterns = [
    path("readyz", views.readyz, name="readyz"),
]

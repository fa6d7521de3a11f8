from django.urls import path

from alongside.shell import views

app_name = "shell"
urlpatterns = [
    path("leaving/", views.leaving, name="leaving"),
    path("components/", views.components, name="components"),
]

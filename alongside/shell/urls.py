from django.urls import path

from alongside.shell import views

app_name = "shell"
urlpatterns = [
    path("help-lines/", views.help_lines, name="help_lines"),
    path("leaving/", views.leaving, name="leaving"),
    path("components/", views.components, name="components"),
]

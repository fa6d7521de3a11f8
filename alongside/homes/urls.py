from django.urls import path

from alongside.homes.views import setup, today

app_name = "homes"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("set-up/", setup.setup, name="setup"),
]

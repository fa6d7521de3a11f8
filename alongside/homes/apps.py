from django.apps import AppConfig


class Homes(AppConfig):
    name = "alongside.homes"

from django.apps import AppConfig


class Sites(AppConfig):
    name = "alongside.sites"

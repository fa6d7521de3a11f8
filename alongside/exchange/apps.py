from django.apps import AppConfig


class Exchange(AppConfig):
    name = "alongside.exchange"

from django.apps import AppConfig


class Support(AppConfig):
    name = "alongside.support"

from django.apps import AppConfig


class Measures(AppConfig):
    name = "alongside.measures"

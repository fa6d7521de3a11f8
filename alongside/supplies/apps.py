from django.apps import AppConfig


class Supplies(AppConfig):
    name = "alongside.supplies"

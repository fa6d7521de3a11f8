from django.apps import AppConfig


class Capture(AppConfig):
    name = "alongside.capture"

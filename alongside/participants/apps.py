from django.apps import AppConfig


class Participants(AppConfig):
    name = "alongside.participants"

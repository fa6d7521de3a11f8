from django.apps import AppConfig


class Jobs(AppConfig):
    name = "alongside.jobs"

from django.apps import AppConfig


class Outreach(AppConfig):
    name = "alongside.outreach"

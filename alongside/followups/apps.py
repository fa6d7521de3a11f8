from django.apps import AppConfig


class FollowUps(AppConfig):
    name = "alongside.followups"

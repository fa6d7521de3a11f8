from datetime import time

from django.apps import AppConfig


class Sites(AppConfig):
    name = "alongside.sites"

    def ready(self) -> None:
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty

        does = "alongside.sites.tasks.forget_words"
        jobs.register(Duty("forget-words", does, at=time(3, 40)))

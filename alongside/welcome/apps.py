from datetime import timedelta

from django.apps import AppConfig


class Welcome(AppConfig):
    name = "alongside.welcome"

    def ready(self) -> None:
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty

        does = "alongside.welcome.tasks.close_old_days"
        jobs.register(Duty("close-days", does, every=timedelta(hours=1)))

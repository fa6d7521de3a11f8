from datetime import timedelta

from django.apps import AppConfig


class Outreach(AppConfig):
    name = "alongside.outreach"

    def ready(self) -> None:
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty

        does = "alongside.outreach.tasks.call_buddies"
        jobs.register(Duty("call-buddies", does, every=timedelta(minutes=1)))

from datetime import timedelta

from django.apps import AppConfig


class Outreach(AppConfig):
    name = "alongside.outreach"

    def ready(self) -> None:
        from alongside.directory.queries import beside
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty
        from alongside.outreach.queries import alerts

        does = "alongside.outreach.tasks.call_buddies"
        jobs.register(Duty("call-buddies", does, every=timedelta(minutes=1)))
        beside.tellers.append(alerts.beside_a_place)

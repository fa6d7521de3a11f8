from datetime import time, timedelta

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
        forgets = "alongside.outreach.tasks.forget_reach"
        jobs.register(Duty("forget-reach", forgets, at=time(3, 50)))
        beside.tellers.append(alerts.beside_a_place)

from datetime import time, timedelta

from django.apps import AppConfig


class Exchange(AppConfig):
    name = "alongside.exchange"

    def ready(self) -> None:
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty

        every = timedelta(minutes=5)
        jobs.register(Duty("read-feeds", "alongside.exchange.tasks.read_feeds", every=every))
        jobs.register(Duty("find-twins", "alongside.exchange.tasks.look_for_twins", at=time(4, 15)))
        lost = "alongside.exchange.tasks.take_up_lost"
        jobs.register(Duty("take-up-lost-lists", lost, every=timedelta(minutes=1)))
        forget = "alongside.exchange.tasks.forget_uploads"
        jobs.register(Duty("forget-uploads", forget, at=time(3, 45)))
        lost = "alongside.exchange.tasks.take_up_people"
        jobs.register(Duty("take-up-lost-people", lost, every=timedelta(minutes=1)))
        forget = "alongside.exchange.tasks.forget_people"
        jobs.register(Duty("forget-people", forget, at=time(3, 50)))

        shown = "alongside.exchange.tasks.publish_groups"
        jobs.register(Duty("publish-groups", shown, at=time(4, 5)))

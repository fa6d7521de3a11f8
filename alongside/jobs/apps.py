from datetime import time, timedelta

from django.apps import AppConfig


class Jobs(AppConfig):
    name = "alongside.jobs"

    def ready(self) -> None:
        from alongside.jobs import actions
        from alongside.jobs.rules import Duty

        actions.register(Duty("prune", "alongside.jobs.tasks.prune", at=time(3, 30)))
        hour = timedelta(hours=1)
        actions.register(Duty("take-stock", "alongside.jobs.tasks.take_stock", every=hour))
        actions.register(
            Duty(
                "take-back-lost-tasks",
                "alongside.jobs.tasks.take_back_lost_tasks",
                every=timedelta(minutes=10),
            )
        )

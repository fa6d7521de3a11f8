from datetime import time, timedelta

from django.apps import AppConfig


class Directory(AppConfig):
    name = "alongside.directory"

    def ready(self) -> None:
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty

        jobs.register(Duty("strike-clock", "alongside.directory.tasks.strike", at=time(4, 15)))
        hour = timedelta(hours=1)  # midnight comes at another moment everywhere
        jobs.register(Duty("show-drafts", "alongside.directory.tasks.show_due", every=hour))

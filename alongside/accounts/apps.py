from datetime import time

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "alongside.accounts"

    def ready(self) -> None:
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty

        jobs.register(Duty("seal", "alongside.accounts.tasks.seal", at=time(2, 30)))
        jobs.register(Duty("prune-history", "alongside.accounts.tasks.prune", at=time(4, 10)))

from datetime import timedelta

from django.apps import AppConfig


class Welcome(AppConfig):
    name = "alongside.welcome"

    def ready(self) -> None:
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty
        from alongside.participants.actions import passing
        from alongside.support.queries import logging
        from alongside.welcome import queries
        from alongside.welcome.actions import ends

        does = "alongside.welcome.tasks.close_old_days"
        jobs.register(Duty("close-days", does, every=timedelta(hours=1)))
        passing.closers.append(passing.Closer("welcome", ends.let_go, ends.take_up_again))
        logging.here.append(queries.who_is_here)

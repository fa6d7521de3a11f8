from datetime import timedelta

from django.apps import AppConfig


class Threads(AppConfig):
    name = "alongside.threads"

    def ready(self) -> None:
        from alongside.directory.queries import beside
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty
        from alongside.threads.channels import colleagues
        from alongside.threads.queries import asking

        does = "alongside.threads.tasks.send_what_is_due"
        jobs.register(Duty("send-notices", does, every=timedelta(minutes=1)))
        jobs.texts.append(colleagues.Colleagues())
        beside.everywhere.append(asking.on_the_page)

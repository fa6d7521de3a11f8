from datetime import time

from django.apps import AppConfig


class Rights(AppConfig):
    name = "alongside.rights"

    def ready(self) -> None:
        from alongside.audit import actions as history
        from alongside.core import copies
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty
        from alongside.participants.policy import hosting
        from alongside.rights import queries, tasks
        from alongside.rights.queries import telling as told
        from alongside.support.queries import telling
        from alongside.threads import channels

        jobs.register(Duty("retention", "alongside.rights.tasks.retention", at=time(3, 0)))
        channels.may_use.append(queries.may_use)
        copies.afterwards.append(tasks.restored)
        hosting.agreed.append(queries.may_host)
        history.held.append(queries.held_in)
        telling.news.append(telling.News("notice", told.since, told.use))

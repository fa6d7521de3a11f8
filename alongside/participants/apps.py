from datetime import time

from django.apps import AppConfig


class Participants(AppConfig):
    name = "alongside.participants"

    def ready(self) -> None:
        from alongside.accounts import access
        from alongside.core import guards
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty
        from alongside.participants import queries

        likenesses = "alongside.participants.tasks.likenesses"
        jobs.register(Duty("likenesses", likenesses, at=time(3, 40)))
        jobs.register(Duty("watch", "alongside.participants.tasks.watch", at=time(3, 20)))
        access.is_record.append(queries.is_record)
        access.own_record.append(queries.own_id)
        # The second wall, under policy.py: no tie was ever written, no row is shown.
        guards.reached_through["participant_id"] = (
            "participant_id IN (SELECT participant_id FROM participants_tie "
            "WHERE person_id = {walker})"
        )

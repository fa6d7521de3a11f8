from datetime import timedelta

from django.apps import AppConfig


class Support(AppConfig):
    name = "alongside.support"

    def ready(self) -> None:
        from alongside.jobs import actions as jobs
        from alongside.jobs.rules import Duty
        from alongside.participants.actions import passing, saying, status
        from alongside.participants.queries import contents
        from alongside.support import queries
        from alongside.support.actions import ahead, aloud, ends, replies
        from alongside.support.queries import telling

        does = "alongside.support.tasks.part_from_gone"
        jobs.register(Duty("part-from-gone", does, every=timedelta(minutes=5)))
        passing.closers.append(passing.Closer("support", ends.let_go, ends.take_up_again))
        status.gone_away.append(ahead.away)
        saying.UNDO |= aloud.UNDO | {saying.What.REPLY: replies.take_back_reply}
        telling.news.append(telling.News("walk", telling.came_since, telling.use_of_who_came))
        contents.said_of["attendance"] = queries.days_met
        contents.said_of["goals"] = queries.goals_said

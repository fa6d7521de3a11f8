from django.apps import AppConfig


class Groups(AppConfig):
    name = "alongside.groups"

    def ready(self) -> None:
        from alongside.groups.actions import ends
        from alongside.groups.queries import telling
        from alongside.participants.actions import passing
        from alongside.support.queries import telling as told

        passing.closers.append(passing.Closer("groups", ends.let_go, ends.take_up_again))
        told.news.append(told.News("group", telling.since, telling.use))

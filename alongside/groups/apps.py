from django.apps import AppConfig


class Groups(AppConfig):
    name = "alongside.groups"

    def ready(self) -> None:
        from alongside.groups.actions import ends
        from alongside.participants.actions import passing

        passing.closers.append(passing.Closer("groups", ends.let_go, ends.take_up_again))

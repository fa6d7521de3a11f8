from django.apps import AppConfig


class FollowUps(AppConfig):
    name = "alongside.followups"

    def ready(self) -> None:
        from alongside.followups.actions import ending
        from alongside.participants.actions import passing

        passing.closers.append(
            passing.Closer("followups", ending.end_for_gone, ending.begin_again_for)
        )

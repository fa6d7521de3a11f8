from django.apps import AppConfig


class Matching(AppConfig):
    name = "alongside.matching"

    def ready(self) -> None:
        from alongside.matching import actions
        from alongside.participants.actions import saying

        saying.UNDO |= actions.UNDO

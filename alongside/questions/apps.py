from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Questions(AppConfig):
    name = "alongside.questions"

    def ready(self) -> None:
        from alongside.questions import policy
        from alongside.questions.actions import answering
        from alongside.questions.queries import sheets
        from alongside.support.actions import corrections
        from alongside.support.queries import beside

        ours = beside.Page(
            "questions:asked",
            _("Questions of our own"),
            "circle-help",
            sign="ours",
            rows=policy.signs_for_workers,
        )
        beside.pages.append(ours)
        beside.offerings.append(sheets.offers)
        corrections.goes_along.append(answering.move_along)

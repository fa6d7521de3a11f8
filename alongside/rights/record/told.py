"""What columns of plans and journeys are called in the whole record."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

COLUMNS: Mapping[str, Words] = {
    "back_when": _("Back when"),
    "by_participant": _("You changed it"),
    "by_when": _("By when"),
    "carries": _("What to carry"),
    "dreams": _("What you dream of"),
    "edition": _("Which plan it was"),
    "from_when": _("From"),
    "goes_on": _("It goes on"),
    "home": _("Home, and your culture"),
    "in_the_way": _("What stands in the way"),
    "is_private": _("Kept to yourself"),
    "keeps_contact": _("Who keeps contact"),
    "let_go_at": _("Let go of"),
    "line": _("Which line"),
    "meeting": _("Meeting"),
    "passage": _("On your journey"),
    "phase": _("How far it went"),
    "plan_said": _("What was signed"),
    "signed_on": _("Signed"),
    "support.Signature.who": _("Who signed"),
    "until_when": _("Until"),
}

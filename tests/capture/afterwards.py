"""Where what a phone captured is afterwards: under the number that the phone gave it."""

from typing import Any

from alongside.capture.models import Capture
from alongside.followups.models import FollowUp, Touch
from alongside.outreach import models as outreach
from alongside.sites import models as sites
from alongside.supplies import models as supplies
from alongside.support.models import Contact, Talk, Work

# A sheet is its parts; and what ends or begins something has no row of its own.
ROWS: dict[str, tuple[Any, ...]] = {
    "contact": (Contact, Work), "talk": (Talk,), "hand-out": (supplies.Entry,),
    "take-back": (supplies.Entry,), "clean-up": (supplies.Entry,), "kit": (supplies.Kit,),
    "reversal": (supplies.Reversal,), "visit-in": (sites.Visit,), "visit-use": (sites.Use,),
    "look-in": (sites.Look,), "overdose": (sites.Overdose,), "tap": (sites.Tap,),
    "overdose-finish": (sites.Finish,), "seen": (outreach.Seen,), "safe": (outreach.Safe,),
    "bedside": (FollowUp,), "follow-up": (Touch,),
}  # fmt: skip


def rows_of(capture: Capture) -> int:
    models = ROWS.get(capture.kind, ())
    return sum(model.objects.filter(pk=capture.pk).count() for model in models)

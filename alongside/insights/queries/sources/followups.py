"""After an overdose: who was asked, and who was reached."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.followups import policy, rules
from alongside.insights.rules.measures import THINGS, Fact, Measure, Split

MEASURES = {
    "followups.asked": Measure(
        words=_("People asked whether somebody may keep in touch"),
        counted=_(
            "Each once, on the day they were asked. A card that was answered later counts as the "
            "answer."
        ),
        splits={
            "answer": Split(
                _("What they said"), {"yes": _("yes"), "no": _("no"), "card": _("took a card")}
            )
        },
        asks=(THINGS,),
    ),
    "followups.reached": Measure(
        words=_("People reached after an overdose"),
        counted=_(
            "Of those who said yes, each with whom somebody talked; on the day they were asked."
        ),
        splits={
            "in-time": Split(
                _("How soon"), {"yes": _("within 72 hours"), "no": _("later than that")}
            )
        },
        asks=(THINGS,),
    ),
}


def facts(by: actors.Actor, since: datetime, until: datetime) -> Iterator[Fact]:
    """One query."""
    rows = policy.counted_in(by).filter(happened_at__gte=since, happened_at__lt=until)
    for at, state, agreed, reached in rows.values_list(
        "happened_at", "state", "agreed_at", "reached_at"
    ):
        day = at.astimezone(since.tzinfo).date()
        answer = "yes" if agreed else {"card": "card"}.get(state, "no")
        yield Fact("followups.asked", day, splits={"answer": answer})
        if agreed and reached:
            in_time = "yes" if rules.is_in_time(agreed, reached) else "no"
            yield Fact("followups.reached", day, splits={"in-time": in_time})

"""Referrals: going to a service together."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.insights import policy
from alongside.insights.rules.measures import PEOPLE, THINGS, Fact, Measure, Split
from alongside.referrals.models import Referral

CAME_OF: dict[str, str] = {
    Referral.State.SENT: "sent",
    Referral.State.RECEIVED: "answered",
    Referral.State.SEEN: "answered",
    Referral.State.CANT_HELP: "answered",
    Referral.State.CLOSED: "closed",
}
MEASURES = {
    "onwards.referrals": Measure(
        words=_("Referrals sent together"),
        counted=_(
            "Each referral once, on the day it was sent. What became of it is as it stands today."
        ),
        splits={
            "came-of": Split(
                _("What became of it"),
                {
                    "sent": _("waits for the service"),
                    "answered": _("answered by the service"),
                    "closed": _("closed by the person’s own answer"),
                },
            )
        },
        asks=(THINGS, PEOPLE),
    )
}


def facts(by: actors.Actor, since: datetime, until: datetime) -> Iterator[Fact]:
    rows = policy.referrals_in(by).filter(sent_at__gte=since, sent_at__lt=until).order_by()
    for sent_at, who, state in rows.values_list("sent_at", "participant_id", "state"):
        if sent_at is None:
            continue
        came_of = CAME_OF.get(state)
        yield Fact(
            "onwards.referrals",
            sent_at.astimezone(since.tzinfo).date(),
            who=who,
            splits={"came-of": came_of} if came_of else {},
        )

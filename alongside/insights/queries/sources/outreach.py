"""Work out there: shifts, who was seen, what was checked and warned of."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.insights.rules.measures import THINGS, Fact, Measure
from alongside.outreach import models, policy

MEASURES = {
    "outreach.shifts": Measure(
        words=_("Shifts out there"),
        counted=_("Each shift that began, however many went."),
        asks=(THINGS,),
        about_people=False,
    ),
    "outreach.people": Measure(
        words=_("People seen out there"),
        counted=_("As counted by eye at each stop: somebody seen twice is counted twice."),
        asks=(THINGS,),
    ),
    "outreach.alerts": Measure(
        words=_("Alerts about the supply"),
        counted=_("Each alert that was written, whether it still stands or not."),
        asks=(THINGS,),
        about_people=False,
    ),
    "outreach.samples": Measure(
        words=_("Samples checked"),
        counted=_("Each sample that was taken in, however many tests it had."),
        asks=(THINGS,),
    ),
}


def facts(by: actors.Actor, since: datetime, until: datetime) -> Iterator[Fact]:
    """Four queries."""

    def on(at: datetime) -> "datetime":
        return at.astimezone(since.tzinfo)

    begun = policy.counts_in(by, models.Shift).filter(begun_at__gte=since, begun_at__lt=until)
    for begun_at in begun.values_list("begun_at", flat=True):
        if begun_at:
            yield Fact("outreach.shifts", on(begun_at).date())
    within = {"happened_at__gte": since, "happened_at__lt": until}
    for at, people in (
        policy.counts_in(by, models.Seen).filter(**within).values_list("happened_at", "people")
    ):
        if people:
            yield Fact("outreach.people", on(at).date(), people, people)
    written = policy.counts_in(by, models.Alert)
    for at in written.filter(recorded_at__gte=since, recorded_at__lt=until).values_list(
        "recorded_at", flat=True
    ):
        yield Fact("outreach.alerts", on(at).date())
    taken = policy.counts_in(by, models.Sample).filter(**within)
    for at in taken.values_list("happened_at", flat=True):
        yield Fact("outreach.samples", on(at).date())

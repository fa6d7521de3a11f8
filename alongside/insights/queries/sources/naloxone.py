"""Naloxone on its way round: kits out, who was shown how, and reversals as people tell them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.insights.rules.measures import THINGS, TIMES, Fact, Measure, Split
from alongside.supplies import models, policy
from alongside.supplies.policy import naloxone as reach
from alongside.supplies.rules import catalogue
from alongside.supplies.rules import naloxone as rules

ROUTE = Split(_("How it is given"), rules.ROUTES)
UNIT = Split(_("In kits or single"), {"kit": _("kits"), "dose": _("single doses")})
REASON = Split(_("Why"), rules.REASONS)
WAY = Split(_("Which way it went"), rules.WAYS_OUT)
MEASURES = {
    "naloxone.out": Measure(
        words=_("Naloxone given out"),
        counted=_(
            "In kits, and in single doses, as they went out; with or without a word about "
            "training. What was put right is taken off."
        ),
        splits={"route": ROUTE, "unit": UNIT, "reason": REASON, "way": WAY},
        asks=(THINGS, TIMES),
    ),
    "naloxone.doses": Measure(
        words=_("Doses of naloxone given out"),
        counted=_("All doses in what went out, in kits and single."),
        splits={"route": ROUTE, "unit": UNIT, "way": WAY},
        asks=(THINGS, TIMES),
        like="naloxone.out",
    ),
    "naloxone.trained": Measure(
        words=_("People shown how to use naloxone"),
        counted=_(
            "As many as were shown at least one thing when naloxone was given. Somebody who is "
            "shown twice counts twice."
        ),
        asks=(THINGS,),
    ),
    "naloxone.reversals": Measure(
        words=_("Overdoses in which naloxone was given, as told"),
        counted=_(
            "Each story once, on the day it happened, or was told where nobody said when. "
            "Stories of the same overdose by two people are two: nobody is asked who they are."
        ),
        splits={
            "outcome": Split(_("How it ended"), rules.OUTCOMES),
            "ambulance": Split(_("Ambulance"), rules.AMBULANCE),
            "who": Split(_("Who it was"), rules.WHO),
            "setting": Split(_("Where"), rules.SETTINGS),
            "route": Split(_("How it was given"), rules.ROUTES_USED),
        },
        asks=(THINGS,),
    ),
    "naloxone.doses-used": Measure(
        words=_("Doses of naloxone used, as told"),
        counted=_("As many as people said were given in those overdoses."),
        asks=(THINGS,),
    ),
}


def facts(by: actors.Actor, since: datetime, until: datetime) -> Iterator[Fact]:
    """Four queries."""
    things = {
        slug: item
        for slug, item in catalogue.catalogue(policy.items_for(by)).items()
        if item.is_naloxone
    }
    yield from _with_training(by, since, until, things)
    yield from _otherwise_handed_out(by, since, until, things)
    yield from _told(by, since, until)


def _with_training(
    by: actors.Actor, since: datetime, until: datetime, things: Mapping[str, catalogue.Item]
) -> Iterator[Fact]:
    kits = reach.kits_for(by).filter(happened_at__gte=since, happened_at__lt=until)
    for row in kits.values_list(
        "happened_at", "item", "route", "way", "reason", "kits", "doses", "people", "trained"
    ):
        at, slug, route, way, reason, many, doses, people, trained = row
        day, item = at.astimezone(since.tzinfo).date(), things.get(slug)
        splits = {
            "route": route,
            "unit": item.unit if item else "kit",
            "reason": reason,
            "way": way,
        }
        said = {axis: value for axis, value in splits.items() if value}
        # In bulk, or in a box, nobody in particular stands behind it.
        times = many if way in {"bulk", "box"} else people
        yield Fact("naloxone.out", day, many, times, splits=said)
        of_doses = {axis: value for axis, value in said.items() if axis != "reason"}
        yield Fact("naloxone.doses", day, doses, times, splits=of_doses)
        if trained:
            yield Fact("naloxone.trained", day, trained, trained)


def _otherwise_handed_out(
    by: actors.Actor, since: datetime, until: datetime, things: Mapping[str, catalogue.Item]
) -> Iterator[Fact]:
    """Naloxone that went out with other things, without a word about training."""
    told = reach.kits_for(by).filter(entry__isnull=False).values("entry")
    rows = (
        policy.in_book(by, models.Movement)
        .filter(
            what=models.Entry.What.OUT,
            item__in=list(things),
            happened_at__gte=since,
            happened_at__lt=until,
        )
        .exclude(entry__in=told)
        .order_by()
        .annotate(day=TruncDate("happened_at", tzinfo=since.tzinfo))
        .values("day", "item", "place__name", "entry__bulk_to")
        .annotate(
            n=Sum("count"),
            in_doses=Sum("doses"),
            went=Count("entry", filter=Q(count__gt=0), distinct=True),
            back=Count("entry", filter=Q(count__lt=0), distinct=True),
        )
    )
    for row in rows:
        item, bulk = things[row["item"]], row["entry__bulk_to"]
        if not row["n"]:
            continue
        splits = {
            "route": item.route,
            "unit": item.unit,
            "way": "bulk" if bulk else "hand",
        }
        said = {axis: value for axis, value in splits.items() if value}
        times = abs(row["n"]) if bulk else max(row["went"] - row["back"], 1)
        place = row["place__name"]
        yield Fact("naloxone.out", row["day"], row["n"], times, splits=said, place=place)
        yield Fact("naloxone.doses", row["day"], row["in_doses"], times, splits=said, place=place)


def _told(by: actors.Actor, since: datetime, until: datetime) -> Iterator[Fact]:
    """By when it happened; by when it was told, where nobody said when it happened."""
    when = Q(happened_at__gte=since, happened_at__lt=until) | Q(
        happened_at=None, recorded_at__gte=since, recorded_at__lt=until
    )
    axes = tuple(MEASURES["naloxone.reversals"].splits)
    rows = reach.reversals_for(by).filter(when)
    for happened_at, recorded_at, doses, *said in rows.values_list(
        "happened_at", "recorded_at", "doses", *axes
    ):
        day = (happened_at or recorded_at).astimezone(since.tzinfo).date()
        splits = {axis: value for axis, value in zip(axes, said, strict=True) if value}
        yield Fact("naloxone.reversals", day, splits=splits)
        if doses:
            yield Fact("naloxone.doses-used", day, doses)

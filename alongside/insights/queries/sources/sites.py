"""Places where nobody uses alone: summed from the same line list as their own pages."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core.privacy import Words
from alongside.insights.rules.measures import MOST, PEOPLE, THINGS, Fact, Measure, Split
from alongside.sites import models, policy
from alongside.sites.queries import lines, reports
from alongside.sites.rules import counting

# What the line list calls them, and what a return does.
NAMES = {
    "visits": "sites.visits",
    "uses": "sites.uses",
    "alerts": "sites.alerts",
    "doses": "sites.doses",
    "open-minutes": "sites.hours",
}


def choices(kind: type[TextChoices]) -> dict[str, Words]:
    return {each.value: each.label for each in kind}


BAND = Split(_("Part of the day"), reports.BANDS)
GENDER = Split(_("Gender, as told"), choices(models.Gender), of_person=True)
AGE = Split(_("Age, as told"), choices(models.Age), of_person=True)
MODE = Split(_("How"), choices(models.Use.Mode))
KNOWN = Split(
    _("Whether they can be told apart"), {"yes": _("came with six words"), "no": _("no name")}
)
WHERE = Split(_("Where"), choices(models.Overdose.Where))
OUTCOME = Split(_("How it ended"), choices(models.Finish.Outcome))
RESPONSE = {
    "was": Split(
        _("What it was"), {"overdose": _("an overdose"), "none": _("no overdose, after all")}
    ),
    "answer": Split(
        _("How it was answered"),
        {
            "naloxone": _("with naloxone"),
            "other": _("with oxygen, rescue breathing or stimulation, and no naloxone"),
            "none": _("with nothing that was written down"),
        },
    ),
    "ambulance": Split(_("Ambulance"), {"yes": _("called, or came"), "no": _("not called")}),
    "care": Split(
        _("Onwards"),
        {"yes": _("handed over, or to hospital"), "no": _("cared for at the place")},
    ),
    "band": BAND,
    "where": WHERE,
    "outcome": OUTCOME,
    "gender": GENDER,
    "age": AGE,
}

MEASURES = {
    "sites.visits": Measure(
        words=_("Visits"),
        counted=_(
            "Somebody came in, once each time; a visit that was taken back is none. Different "
            "people are those who came with their six words, each once in the time that is "
            "counted, with what they told last."
        ),
        splits={"band": BAND, "gender": GENDER, "age": AGE, "known": KNOWN},
        asks=(THINGS, PEOPLE),
    ),
    "sites.uses": Measure(
        words=_("Times that somebody used"),
        counted=_("Each use during a visit that counts. A visit may have none, one or several."),
        splits={"band": BAND, "mode": MODE},
        asks=(THINGS,),
    ),
    "sites.alerts": Measure(
        words=_("Alerts and overdoses"),
        counted=_(
            "An alert: somebody was found and a response began. Where two wrote down the same "
            "one, it is one, at the earlier moment. A mistake, where nobody needed anybody, is "
            "none. An alert is an overdose, unless it turned out to be none; until somebody "
            "says, it is one."
        ),
        splits=RESPONSE,
        asks=(THINGS,),
    ),
    "sites.doses": Measure(
        words=_("Doses of naloxone given at an alert"),
        counted=_("Each dose that was tapped, of all who were there."),
        splits={"where": WHERE, "band": BAND},
        asks=(THINGS,),
    ),
    "sites.hours": Measure(
        words=_("Hours open"),
        counted=_(
            "From opening to closing, of all places together; a day that nobody closed ended when "
            "it was meant to. Counted in minutes, shown in whole hours."
        ),
        asks=(THINGS,),
        about_people=False,
        in_each=60,
    ),
    "sites.booths": Measure(
        words=_("Booths"),
        counted=_("The most on one day, of all places together."),
        asks=(MOST,),
        about_people=False,
    ),
}


def facts(by: actors.Actor, since: datetime, until: datetime) -> Iterator[Fact]:
    """The line list of the place, read once."""
    visits = lines.visits(by, since, until)
    days = lines.days(by, since, until)
    rows = counting.counts(
        lines.places(by),
        visits=visits,
        uses=lines.uses(by, since, until),
        responses=lines.responses(by, since, until),
        days=days,
    )
    names = dict(policy.sites_for(by).values_list("pk", "name"))
    whose = {visit.id: visit.person for visit in visits}
    of_place: dict[tuple[date, uuid.UUID], int] = {}  # one that opened twice has no more of them
    for day in days:
        key = (day.at.astimezone(since.tzinfo).date(), day.site)
        of_place[key] = max(of_place.get(key, 0), day.booths)
    booths: Counter[date] = Counter()
    for (on, _place), many in of_place.items():
        booths[on] += many
    yield from (Fact("sites.booths", on, most) for on, most in booths.items())
    of_response: dict[uuid.UUID, set[str]] = defaultdict(set)
    for row in rows:
        of_response[row.id].add(row.measure)
    for row in rows:
        name = NAMES.get(row.measure)
        if name is None:
            continue
        yield Fact(
            name,
            row.at.astimezone(since.tzinfo).date(),
            row.number,
            who=(whose.get(row.id) or None) if name == "sites.visits" else None,
            splits=_splits(row, MEASURES[name], of_response[row.id]),
            place=names.get(row.site, "") if row.site else "",
        )


def _splits(row: counting.Count, measure: Measure, of: set[str]) -> Mapping[str, str]:
    said = dict(row.facets)
    said["known"] = said.get("known") or "no"
    if row.measure == "alerts":
        answers = (("with-naloxone", "naloxone"), ("without-naloxone", "other"))
        said |= {
            "was": "overdose" if "overdoses" in of else "none",
            "answer": next((slug for which, slug in answers if which in of), "none"),
            "ambulance": "yes" if "ambulances" in of else "no",
            "care": "yes" if "treated-by-ambulance" in of else "no",
        }
    return {axis: value for axis, value in said.items() if axis in measure.splits and value}

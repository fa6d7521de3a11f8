"""Places where nobody uses alone: summed from the same line list as their own pages."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core.privacy import Words
from alongside.insights.rules.measures import MOST, PEOPLE, THINGS, Fact, Measure, Split
from alongside.sites import models, policy
from alongside.sites.queries import lines
from alongside.sites.rules import counting


def choices(kind: type[TextChoices]) -> dict[str, Words]:
    return {each.value: each.label for each in kind}


BAND = Split(
    _("Part of the day"),
    {
        "07-12": _("07:00 to 11:59"),
        "12-17": _("12:00 to 16:59"),
        "17-22": _("17:00 to 21:59"),
        "22-03": _("22:00 to 02:59"),
        "03-07": _("03:00 to 06:59"),
    },
)
GENDER = Split(_("Gender, as told"), choices(models.Gender), of_person=True)
AGE = Split(_("Age, as told"), choices(models.Age), of_person=True)
MODE = Split(_("How"), choices(models.Use.Mode))
KNOWN = Split(
    _("Whether they can be told apart"), {"yes": _("came with six words"), "no": _("no name")}
)
WHERE = Split(_("Where"), choices(models.Overdose.Where))
OUTCOME = Split(_("How it ended"), choices(models.Finish.Outcome))
RESPONSE = {"band": BAND, "where": WHERE, "outcome": OUTCOME, "gender": GENDER, "age": AGE}


def _of_responses(words: Words, counted: Words) -> Measure:
    return Measure(words=words, counted=counted, splits=RESPONSE, asks=(THINGS,))


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
    "sites.alerts": _of_responses(
        _("Alerts"),
        _(
            "Somebody was found and a response began. Where two wrote down the same one, it is "
            "one, at the earlier moment. A mistake, where nobody needed anybody, is none."
        ),
    ),
    "sites.overdoses": _of_responses(
        _("Overdoses"),
        _("An alert, unless it turned out to be none. Until somebody says, it is one."),
    ),
    "sites.deaths": _of_responses(_("Deaths"), _("Overdoses that ended in a death.")),
    "sites.with-naloxone": _of_responses(
        _("Overdoses answered with naloxone"), _("At least one dose was given.")
    ),
    "sites.without-naloxone": _of_responses(
        _("Overdoses answered without naloxone"),
        _("Oxygen, rescue breathing or stimulation, and no naloxone."),
    ),
    "sites.doses": _of_responses(
        _("Doses of naloxone given"), _("Each dose that was tapped, of all who were there.")
    ),
    "sites.ambulances": _of_responses(
        _("Ambulance called"), _("Overdoses for which an ambulance was called or came.")
    ),
    "sites.treated-by-ambulance": _of_responses(
        _("Cared for by the ambulance or a hospital"),
        _("Overdoses in which somebody was handed over, or went to hospital."),
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
    booths: Counter[date] = Counter()
    for day in days:
        booths[day.at.astimezone(since.tzinfo).date()] += day.booths
    yield from (Fact("sites.booths", on, most) for on, most in booths.items())
    for row in rows:
        name = "sites.hours" if row.measure == "open-minutes" else f"sites.{row.measure}"
        measure = MEASURES.get(name)
        if measure is None or name == "sites.booths":
            continue
        who = whose.get(row.id) if name == "sites.visits" else None
        yield Fact(
            name,
            row.at.astimezone(since.tzinfo).date(),
            row.number,
            who=who or None,
            splits=_splits(row, measure),
            place=str(names.get(row.site, "")),
        )


def _splits(row: counting.Count, measure: Measure) -> Mapping[str, str]:
    said = dict(row.facets)
    if "known" in said:
        said["known"] = said["known"] or "no"
    return {axis: value for axis, value in said.items() if axis in measure.splits and value}

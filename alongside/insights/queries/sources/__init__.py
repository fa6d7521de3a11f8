"""Where the figures of returns come from: one file a floor below, each with its measures and the
facts of a time. What was captured once is read here; nothing is typed again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core.privacy import Words
from alongside.insights.queries.sources import (
    followups,
    naloxone,
    onwards,
    outreach,
    sites,
    supplies,
)
from alongside.insights.rules.measures import Fact, Measure

Facts = Callable[[actors.Actor, datetime, datetime], Iterable[Fact]]


@dataclass(frozen=True, slots=True)
class Source:
    """`facts` of all its measures from one moment until before another, by the wall's clock of
    the zone that both moments carry."""

    title: Words
    measures: Mapping[str, Measure]
    facts: Facts


SOURCES: dict[str, Source] = {
    "supplies": Source(_("Supplies"), supplies.MEASURES, supplies.facts),
    "naloxone": Source(_("Naloxone"), naloxone.MEASURES, naloxone.facts),
    "sites": Source(_("Places where nobody uses alone"), sites.MEASURES, sites.facts),
    "outreach": Source(_("Work out there"), outreach.MEASURES, outreach.facts),
    "followups": Source(_("After an overdose"), followups.MEASURES, followups.facts),
    "onwards": Source(_("Onwards, together"), onwards.MEASURES, onwards.facts),
}
MEASURES: dict[str, Measure] = {
    name: measure for source in SOURCES.values() for name, measure in source.measures.items()
}


def facts(
    by: actors.Actor, names: Iterable[str], *, since: datetime, until: datetime
) -> list[Fact]:
    """All facts of the sources that these measures are of."""
    asked = set(names)
    return [
        fact
        for source in SOURCES.values()
        if asked & set(source.measures)
        for fact in source.facts(by, since, until)
        if fact.measure in asked
    ]

"""Which tables of people there can be, what stands in their columns, and by which headings people
know them, in three languages. Our own files use the slugs."""

from collections.abc import Mapping

from alongside.exchange.people import asking, columns, doings, persons, ways
from alongside.exchange.people.columns import Field, Kind

# In the order in which they come in: who, then what they agreed to, then what was done.
KIND: Mapping[str, columns.Kind] = {
    kind.slug: kind
    for kind in (
        persons.PEOPLE,
        persons.PEERS,
        persons.WALKING,
        doings.AGREEMENTS,
        doings.GOALS,
        doings.HELPS,
        ways.JOURNEY,
        ways.WHERE,
        doings.CONTACTS,
        doings.GROUPS,
        doings.ATTENDANCE,
        asking.SHEETS,
        asking.QUESTIONS,
        asking.ANSWERS,
    )
}

__all__ = ["KIND", "Field", "Kind"]

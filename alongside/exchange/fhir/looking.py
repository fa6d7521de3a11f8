"""The rows that a question means: those that the HSDS API gives, and no others."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from alongside.core import ids
from alongside.directory import policy
from alongside.directory.policy import published
from alongside.exchange import around
from alongside.exchange.fhir import asking
from alongside.exchange.fhir.asking import Question, Token, When, Wish
from alongside.exchange.fhir.names import LOCATION, ORGANISATION, OURS, SERVICE

Rows = QuerySet[Any]
TABLES = {SERVICE: "services", LOCATION: "locations", ORGANISATION: "organisations"}
FRESH = "fresh"
SUPPORTS = "support/"  # of our own facts, those that are a kind of service


def everything(kind: str) -> Rows:
    return published.rows(TABLES[kind])


def found(asked: Question) -> Rows:
    rows = everything(asked.kind)
    for wish in asked.wishes:
        rows = NARROW[wish.name](rows, wish, asked.kind)
    return rows


def dated(rows: Rows, kind: str) -> Rows:
    """With the moment when each last became different here, as programs that keep a copy ask for
    it. A place or an organisation is as new as the newest service that is shown of it: whatever
    changes in it changes them. Never too old, at times too new."""
    own: tuple[Any, ...] = ("changed_at", "touched_at", "modified_at")
    if kind != SERVICE:
        own = (Subquery(_newest_of(kind)),)
    told: Rows = rows.annotate(
        **{FRESH: Coalesce(*own, F("source__read_at"), F("source__made_at"))}
    )
    return told


def _newest_of(kind: str) -> Any:
    if kind == LOCATION:
        here = published.rows("offers").filter(location=OuterRef("pk")).order_by()
        newest = here.values("location").annotate(at=Max("service__changed_at"))
    else:
        here = published.rows("services").filter(organisation=OuterRef("pk")).order_by()
        newest = here.values("organisation").annotate(at=Max("changed_at"))
    return newest.values("at")


def _ids(rows: Rows, wish: Wish, kind: str) -> Rows:
    return rows.filter(pk__in=asking.keys(wish))


def _changed(rows: Rows, wish: Wish, kind: str) -> Rows:
    so = Q()
    for when in asking.whens(wish):
        so |= _in_time(when)
    return dated(rows, kind).filter(so)


def _in_time(when: When) -> Q:
    from_begin, before_begin = Q(fresh__gte=when.begin), Q(fresh__lt=when.begin)
    before_end, from_end = Q(fresh__lt=when.end), Q(fresh__gte=when.end)
    return {
        "eq": from_begin & before_end, "ne": before_begin | from_end, "gt": from_end,
        "sa": from_end, "ge": from_begin, "lt": before_begin, "eb": before_begin,
        "le": before_end,
    }[when.how]  # fmt: skip


LOOKUPS = {"": "istartswith", "contains": "icontains", "exact": "exact"}


def _text(columns: tuple[str, ...], wish: Wish) -> Q:
    so = Q()
    for column in columns:
        for value in wish.values:
            so |= Q(**{f"{column}__{LOOKUPS[wish.modifier]}": value})
    return so


def _name(rows: Rows, wish: Wish, kind: str) -> Rows:
    return rows.filter(_text(("name", "alternate_name"), wish))


def _address(column: str) -> Callable[[Rows, Wish, str], Rows]:
    def narrow(rows: Rows, wish: Wish, kind: str) -> Rows:
        there = published.rows("addresses").filter(_text((column,), wish))
        return rows.filter(pk__in=there.values("location"))

    return narrow


def _organisation(rows: Rows, wish: Wish, kind: str) -> Rows:
    return rows.filter(organisation__in=asking.references(wish, ORGANISATION))


def _location(rows: Rows, wish: Wish, kind: str) -> Rows:
    places = asking.references(wish, LOCATION)
    there = published.rows("offers").filter(location__in=places)
    return rows.filter(pk__in=there.values("service"))


def _active(rows: Rows, wish: Wish, kind: str) -> Rows:
    """What is not open is not given: it is nobody's business here that it was."""
    if kind == LOCATION:
        return rows if asking.yes(wish, "active", {"inactive", "suspended"}) else rows.none()
    return rows if asking.yes(wish, "true", {"false"}) else rows.none()


def _near(rows: Rows, wish: Wish, kind: str) -> Rows:
    """By their own position. The positions of what is offered there are the ones in an index."""
    near = asking.near(wish)
    where = near.latitude, near.longitude, near.km
    offers = around.within(published.rows("offers").filter(is_exact=True).order_by(), *where)
    rows = rows.filter(pk__in=offers.values("location"))
    rows = rows.annotate(near_latitude=F("latitude"), near_longitude=F("longitude"))
    return around.within(rows, *where)


def _type(rows: Rows, wish: Wish, kind: str) -> Rows:
    so = Q(pk__in=())
    for token in asking.tokens(wish):
        so |= Q(pk__in=_carrying(_term(token, "term__")).values("service"))
        if token.system in (None, OURS) and token.code.startswith(SUPPORTS):
            _kind, _slash, value = token.code.partition("/")
            facts = policy.undisputed().filter(kind="support", value=value)
            so |= Q(pk__in=facts.values("service"))
    return rows.filter(so)


def _category(rows: Rows, wish: Wish, kind: str) -> Rows:
    """The category above that of a service, or its own where none is above it."""
    so = Q(pk__in=())
    for token in asking.tokens(wish):
        own = _term(token, "term__") & Q(term__parent=None)
        carried = _carrying(own | _term(token, "term__parent__"))
        so |= Q(pk__in=carried.values("service"))
    return rows.filter(so)


def _carrying(so: Q) -> Rows:
    return published.rows("attributes").filter(so, entity="services")


def _term(token: Token, prefix: str) -> Q:
    so = Q(**{f"{prefix}code": token.code}) if token.code else Q(**{f"{prefix}code__gt": ""})
    if token.system is None:
        return so
    if not token.system:
        return so & Q(**{f"{prefix}scheme": None})
    key = ids.parse(token.system.removeprefix("urn:uuid:"))
    of_scheme = Q(**{f"{prefix}scheme__uri": token.system})
    if key:
        of_scheme |= Q(**{f"{prefix}scheme": key})
    return so & of_scheme


NARROW: dict[str, Callable[[Rows, Wish, str], Rows]] = {
    "_id": _ids, "_lastUpdated": _changed, "name": _name, "active": _active, "status": _active,
    "organization": _organisation, "location": _location, "near": _near, "service-type": _type,
    "service-category": _category, "address-city": _address("town"),
    "address-state": _address("region"), "address-postalcode": _address("postal"),
    "address-country": _address("country"),
}  # fmt: skip

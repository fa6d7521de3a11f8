"""The people one walks with, or some of them: as one asks for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core import ids
from alongside.core.privacy import Words
from alongside.support import policy, queries, rules
from alongside.support.rules import finding

NEEDS: dict[str, Words] = {
    "promised": _("A promise for today, or one that is late"),
    "asked": _("Waits for my answer"),
    "new": _("Not met yet"),
    "quiet": _("Gone quiet, and wished to be missed"),
    finding.DUE: _("A day in their plan has gone by"),
}
FEW = 6  # below it nobody needs to be found


@dataclass(frozen=True, slots=True)
class Found:
    """`all` is how many one walks with; the choices are only those that find somebody."""

    people: list[queries.Walking]
    all: int
    wish: finding.Wish
    needs: list[tuple[str, Words]]
    places: list[tuple[str, Words]]

    @property
    def days(self) -> tuple[int, ...]:
        return finding.DAYS

    @property
    def place(self) -> str:
        return finding.NOWHERE if self.wish.nowhere else str(self.wish.place or "")

    @property
    def is_offered(self) -> bool:
        return self.all >= FEW or self.wish.is_any


def people(
    by: actors.Actor, *, now: datetime, zone: str, need: str, place: str, days: str
) -> Found:
    """Three queries for any number of them."""
    walking = queries.walking(by, now=now, zone=zone, place=policy.last_place())
    wish = finding.wish(need, place, days, parsed=ids.parse(place))
    today = rules.day_of(now, zone)
    known = [(each, _known(each, today=today, zone=zone)) for each in walking]
    met = {one.place for _each, one in known if one.recorded and one.met}
    places: list[tuple[str, Words]] = [
        (pk, name) for pk, name in queries.sites(by) if ids.parse(pk) in met
    ]
    if places and None in met:
        places.append((finding.NOWHERE, _("Somewhere else")))
    return Found(
        people=[each for each, one in known if finding.is_wished(one, wish)],
        all=len(walking),
        wish=wish,
        needs=[
            (slug, label)
            for slug, label in NEEDS.items()
            if slug == wish.need or _is_met(finding.Wish(need=slug), known)
        ],
        places=places,
    )


def _is_met(wish: finding.Wish, known: list[tuple[queries.Walking, finding.One]]) -> bool:
    return any(finding.is_wished(one, wish) for _each, one in known)


def _known(each: queries.Walking, *, today: date, zone: str) -> finding.One:
    return finding.One(
        reasons=frozenset(why.kind for why in each.reasons),
        due=each.due,
        recorded=each.recorded,
        met=each.last_contact_at is not None,
        place=each.place,
        days=(today - rules.day_of(each.last_contact_at or each.since, zone)).days,
    )

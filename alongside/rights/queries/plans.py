"""What erasing somebody would do, before it is done; and which regime says so."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from alongside.accounts import policy as accounts
from alongside.core import clock
from alongside.core.privacy import Then
from alongside.participants.models import Participant
from alongside.participants.rules import regimes
from alongside.rights import policy, rules
from alongside.rights.record import places, words


@dataclass
class Sum:
    """What becomes of how many: erased by kind; sealed by kind, ground, law and last day."""

    erased: Counter[str] = field(default_factory=Counter)
    sealed: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)

    @property
    def kept(self) -> list[dict[str, Any]]:
        return [
            {"kind": kind, "ground": ground, "law": law, "until": until, "n": n}
            for (kind, ground, law, until), n in sorted(self.sealed.items())
        ]

    def count(self, kind: str, fate: rules.Fate) -> None:
        if fate.then is Then.SEAL:
            self.sealed[kind, fate.ground, fate.law, str(fate.until)] += 1
        else:
            self.erased[kind] += 1


def regime_of(person: Participant) -> regimes.Regime:
    """Of their programme, if one was chosen; else the strictest of the country."""
    chosen = getattr(person.programme, "regime", "")
    return regimes.of(chosen) or regimes.of_country(person.organisation.country)


def regime_in(organisation_id: uuid.UUID) -> regimes.Regime:
    """For what is about nobody in particular: the one law that all of its programmes chose, else
    the strictest of the country."""
    mine = accounts.organisations().filter(pk=organisation_id)
    found = list(mine.values_list("country", "programmes__regime").distinct())
    chosen = regimes.of(found[0][1] or "") if len(found) == 1 else None
    return chosen or regimes.of_country(found[0][0] if found else "")


def plan_of(person: Participant) -> Sum:
    """Exactly what `actions.forget` would do now. Reads only dates, and counts the rest."""
    plan, regime, today = Sum(), regime_of(person), clock.now().date()
    for place in places.places():
        if place.label in places.RECEIPTS or place.owned:
            continue
        rows = policy.rows_of(place, person)
        if not place.rule.ground:
            plan.erased[place.label] += rows.count()
            continue
        for _row, fate in fates(place, rows.iterator(), regime=regime, today=today):
            plan.count(place.label, fate)
    for one in policy.all_of(person):
        plan.erased["accounts.ReturnKey"] += int(one.return_key_id is not None)
        plan.erased["accounts.Person"] += int(one.person_id is not None)
    plan.erased = +plan.erased
    return plan


def fates(
    place: places.Place, rows: Iterable[Any], *, regime: regimes.Regime, today: date
) -> Iterator[tuple[Any, rules.Fate]]:
    """Each row, and what becomes of it. What has not ended yet, ends today."""
    for row in rows:
        since = getattr(row, place.rule.after, None)
        day = since.date() if isinstance(since, datetime) else since or today
        yield row, rules.fate(place.rule.ground, regime, since=day, today=today)


# --- in words ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One kind on the page that asks, or on a receipt. `ground` is empty where it is erased."""

    title: str
    n: int
    ground: str = ""
    law: str = ""
    until: date | None = None


def lines(erased: dict[str, int], kept: list[dict[str, Any]]) -> tuple[list[Line], list[Line]]:
    """What is erased, and what is sealed, in the reader's words."""
    titles = {place.label: words.kind_called(place.model) for place in places.places()}
    gone = [Line(titles.get(kind, kind), n) for kind, n in erased.items()]
    stays = [
        Line(
            titles.get(said["kind"], said["kind"]),
            said["n"],
            str(rules.GROUNDS.get(said["ground"], said["ground"])),
            said["law"],
            date.fromisoformat(said["until"]),
        )
        for said in kept
    ]
    return sorted(gone, key=lambda line: line.title), stays

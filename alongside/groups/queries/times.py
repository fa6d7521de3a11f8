"""Having been there, and places."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from alongside.accounts import access, actors
from alongside.groups import models, policy, rules

NOTHING = access.NOTHING
ON_A_PAGE = 30


def attended(by: actors.Actor, *, page: str = "") -> "Page[models.Attendance]":
    """Where one was, newest first: one's own list."""
    rows = policy.attendances_for(by).select_related("session__group")
    return Paginator(rows.order_by("-happened_at", "-pk"), ON_A_PAGE).get_page(page)


@dataclass(frozen=True, slots=True)
class Line:
    """Places of one day, or of all of it: how many are taken, who waits, and one's own turn.
    `turn` is 0 with a place, 1 for who is next."""

    on: date | None
    capacity: int | None
    taken: int
    waiting: int
    mine: models.SignUp | None
    turn: int

    @property
    def is_placed(self) -> bool:
        """Whether they have a place themselves."""
        return self.mine is not None and not self.turn

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)


def line(group: models.Group, on: date | None) -> list[rules.Wish]:
    """Those who have a place or wait for one, in the order of asking."""
    ordered = policy.line_of(group).filter(on=on).order_by("asked_at", "pk")
    rows = ordered.values_list("pk", "placed_at")
    return [rules.Wish(pk, placed is not None) for pk, placed in rows]


def places(by: actors.Actor, group: models.Group, days: list[date]) -> list[Line]:
    """One line for each of these days; a single one where the place is for all of it."""
    if group.places == models.Group.Places.NONE:
        return []
    wanted: list[date | None] = list(days)
    if group.places == models.Group.Places.WHOLE:
        wanted = [None]
    mine = {row.on: row for row in policy.sign_ups_for(by).filter(group=group)}
    found = []
    for on in wanted:
        wishes = line(group, on)
        own = mine.get(on)
        taken = sum(wish.has_place for wish in wishes)
        turn = rules.turn_of(wishes, own.pk) if own else 0
        found.append(Line(on, group.capacity, taken, len(wishes) - taken, own, turn))
    return found

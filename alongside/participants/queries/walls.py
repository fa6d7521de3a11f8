"""What pages about the walls read: what waits for a privacy lead, and a participant's own."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.policy import parties, signs
from alongside.participants.rules import walls as rules

ON_A_PAGE = 50
Row = TypeVar("Row", bound=Model)


# --- the privacy lead ------------------------------------------------------------------------


@dataclass(frozen=True)
class SecondLooks:
    """What waits, oldest first; none of it is of a record. `page` is of the longest of them."""

    asked: Sequence[models.BlindRequest]
    opened: Sequence[models.Glass]
    searched: Sequence[models.Search]
    odd: Sequence[models.OddLook]
    page: Page[Any]

    @property
    def is_empty(self) -> bool:
        return not self.page.paginator.count


def second_looks(by: actors.Actor, *, page: str = "") -> SecondLooks:
    waiting = policy.blind_for(by).filter(state=models.BlindRequest.State.WAITING)
    drawn = policy.searches_for(by).filter(for_review=True, reviewed_at=None)
    shown, (asked, opened, searched, odd) = _side_by_side(
        page,
        waiting.order_by("asked_at", "pk"),
        policy.glasses_for(by).filter(reviewed_at=None).order_by("broken_at", "pk"),
        drawn.order_by("searched_at", "pk"),
        _odd(by, settled=False),
    )
    return SecondLooks(asked, opened, searched, odd, shown)


def odd_looks(by: actors.Actor, *, settled: bool, page: str = "") -> Page[models.OddLook]:
    rows = _odd(by, settled=settled).select_related("person")
    return Paginator(rows, ON_A_PAGE).get_page(page)


def _odd(by: actors.Actor, *, settled: bool) -> QuerySet[models.OddLook]:
    rows = policy.odd_for(by).filter(settled_at__isnull=not settled)
    return rows.order_by("-settled_at" if settled else "found_at", "pk")


def _side_by_side(page: str, *lists: QuerySet[Any]) -> tuple[Page[Any], list[Sequence[Any]]]:
    """Several lists on one page, turned together: a shorter one ends sooner."""
    turned = [Paginator(rows.select_related("person"), ON_A_PAGE) for rows in lists]
    shown = max(turned, key=lambda each: each.count).get_page(page)
    at = shown.number
    return shown, [each.page(at) if at <= each.num_pages else () for each in turned]


def blind(by: actors.Actor, pk: uuid.UUID) -> models.BlindRequest:
    return _one(policy.blind_for(by), pk)


def glass(by: actors.Actor, pk: uuid.UUID) -> models.Glass:
    return _one(policy.glasses_for(by), pk)


def search(by: actors.Actor, pk: uuid.UUID) -> models.Search:
    return _one(policy.searches_for(by).filter(for_review=True), pk)


def odd_look(by: actors.Actor, pk: uuid.UUID) -> models.OddLook:
    return _one(policy.odd_for(by), pk)


def _one(rows: QuerySet[Row], pk: uuid.UUID) -> Row:
    found = rows.select_related("person").filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


# --- a worker ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What a worker asked the privacy lead for, and what became of it. `opens` is whose record is
    open to them still; where nothing is, it looks the same whatever the reason."""

    row: models.BlindRequest
    opens: uuid.UUID | None
    until_at: datetime | None


def asked(by: actors.Actor, *, now: datetime, page: str = "") -> Page[Any]:
    """Newest first, each as `Asked`."""
    rows = policy.blind_for(by).filter(person_id=by.person_id).select_related("tie")
    found: Page[Any] = Paginator(rows.order_by("-asked_at", "-pk"), ON_A_PAGE).get_page(page)
    found.object_list = [_asked(row, now) for row in found]
    return found


def _asked(row: models.BlindRequest, now: datetime) -> Asked:
    tie = row.tie
    live = tie is not None and tie.until_at is not None and tie.until_at > now
    return Asked(row, tie.participant_id if tie and live else None, tie.until_at if tie else None)


@dataclass(frozen=True)
class Answering:
    """Who answers now, and everybody else on the list."""

    now: list[models.OnCall]
    later: list[models.OnCall]


def on_call(by: actors.Actor, *, now: datetime) -> Answering:
    """Of the organisation's whole list, by its own time; of one's own programme first."""
    rows = list(policy.on_call_in(by, at=now).select_related("programme").order_by("pk"))
    mine = _programme_of(by, now)
    rows.sort(key=lambda row: (row.programme_id is None, row.programme_id != mine))
    local = now.astimezone(ZoneInfo(_zone(by)))
    here = [
        row
        for row in rows
        if rules.is_on_call(row.days, row.from_time, row.until_time, local=local)
    ]
    return Answering(here, [row for row in rows if row not in here])


def _zone(by: actors.Actor) -> str:
    rows = accounts.organisations().filter(pk=by.tenant)
    return rows.values_list("time_zone", flat=True).first() or "UTC"


def _programme_of(by: actors.Actor, now: datetime) -> uuid.UUID | None:
    hats = accounts.open_memberships(by.person_id, at=now)
    worn = hats.filter(pk=by.membership_id or actors.NOWHERE)
    return worn.values_list("programme_id", flat=True).first()


def unwritten(by: actors.Actor) -> list[models.Danger]:
    """One's own taps of which nobody has written yet what happened."""
    return list(policy.dangers_of(by).filter(written_at=None).order_by("-tapped_at")[:5])


def danger(by: actors.Actor, pk: uuid.UUID) -> models.Danger:
    return _one(policy.dangers_of(by), pk)


def reachable(by: actors.Actor) -> list[tuple[str, str]]:
    """The people a worker reaches, by name, to choose from."""
    rows = [(str(row.pk), str(row)) for row in policy.participants_for(by)]
    return sorted(rows, key=lambda row: row[1].casefold())


# --- a participant's own ------------------------------------------------------------------------


@dataclass(frozen=True)
class Near:
    """A link as one of its two reads it: what the other lets them know."""

    row: models.Link
    is_agreed: bool
    gives: list[str]  # what both chose
    says: str
    called: str


@dataclass(frozen=True)
class OwnWalls:
    works_here: bool
    nevers: list[models.Never]
    near: list[Near]
    let_in: list[models.Tie]
    opened: Sequence[models.Glass]
    told: Sequence[models.Told]
    odd: Sequence[models.OddLook]
    communities: list[tuple[models.Community, bool]]
    page: Page[Any]  # of the longest of what was opened, told and looked at


def own_walls(
    by: actors.Actor, me: models.Participant, *, now: datetime, page: str = ""
) -> OwnWalls:
    belongs = set(policy.belongings_of(by).values_list("community_id", flat=True))
    here = policy.works_here(me.organisation_id).filter(person_id=me.person_id or actors.NOWHERE)
    shown, (opened, told, odd) = _side_by_side(
        page,
        policy.glasses_for(by).order_by("-broken_at", "pk"),
        policy.told_to(by).order_by("-happened_at", "pk"),
        policy.odd_for(by).order_by("-found_at", "pk"),
    )
    return OwnWalls(
        works_here=me.person_id is not None and here.exists(),
        nevers=list(policy.nevers_for(by).filter(until_at=None).order_by("-from_at")),
        near=near(by, me, now=now),
        let_in=let_in(me, now=now),
        opened=opened,
        told=told,
        odd=odd,
        communities=[
            (row, row.pk in belongs) for row in policy.communities_in(by).order_by("name")
        ],
        page=shown,
    )


def let_in(me: models.Participant, *, now: datetime) -> list[models.Tie]:
    """Who may open the record for a time, still."""
    whys = (models.Tie.Why.GRANT, models.Tie.Why.GLASS)
    rows = me.ties.filter(why__in=whys, until_at__gt=now)
    return list(rows.select_related("person").order_by("-from_at"))


def just_opened(by: actors.Actor, *, now: datetime) -> list[models.Glass]:
    """Emergencies of the last weeks: told on the first page until then."""
    rows = policy.glasses_for(by).filter(broken_at__gt=now - signs.RECENT).order_by("-broken_at")
    return list(rows.select_related("person")[:3])


def near(by: actors.Actor, me: models.Participant, *, now: datetime) -> list[Near]:
    """Links that are alive: agreed, or still waiting for the other."""
    rows = policy.links_for(by).filter(cut_at=None).select_related("one", "other")
    found = []
    for row in rows.order_by("-offered_at"):
        if row.agreed_at is None and (row.one_id != me.pk or row.open_until_at <= now):
            continue
        other = row.other if row.one_id == me.pk else row.one
        said = row.other_says if row.one_id == me.pk else row.one_says
        gives = rules.given(row.one_gives, row.other_gives) if row.agreed_at else []
        known = other is not None and row.agreed_at is not None and "supported" in gives
        found.append(
            Near(
                row,
                is_agreed=row.agreed_at is not None,
                gives=gives,
                says=said if "words" in gives else "",
                called=str(other) if known else "",
            )
        )
    return found


# --- communities ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asking:
    """Something asked about a community, and how often it was used since."""

    row: models.Use
    shown: list[models.Shown]
    is_mine_to_answer: bool


def asked_of(by: actors.Actor, *, page: str = "") -> Page[Any]:
    """What a steward answers, and what one asked for oneself, newest first, each as `Asking`."""
    stewarded = set(policy.stewarded(by).values_list("pk", flat=True))
    rows = policy.uses_for(by).select_related("community", "asked_by", "answered_by")
    found: Page[Any] = Paginator(rows.order_by("-asked_at", "-pk"), ON_A_PAGE).get_page(page)
    found.object_list = [
        Asking(
            row,
            list(policy.shown_of(row).select_related("person").order_by("-shown_at")[:10]),
            row.community_id in stewarded,
        )
        for row in found
    ]
    return found


def use_to_answer(by: actors.Actor, pk: uuid.UUID) -> models.Use:
    found = policy.uses_for(by).filter(pk=pk, community__in=policy.stewarded(by))
    row = found.select_related("community", "asked_by").first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    return row


def community_choices(by: actors.Actor) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in policy.communities_in(by).order_by("name")]


def silent_about_exports(by: actors.Actor) -> list[str]:
    """The communities whose stewards have not said yes to a file with everybody in it."""
    found = parties.silent_about(by, kind=models.Use.Kind.EXPORT, at=clock.now())
    return list(found.order_by("name").values_list("name", flat=True))

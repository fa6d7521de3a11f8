"""What was done for somebody, by all who did it, in the order in which it happened."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from alongside.accounts import access, actors
from alongside.accounts.models import Person
from alongside.core import errors
from alongside.sites import models, policy
from alongside.sites.queries import lines
from alongside.sites.rules import counting, times

SHOWN = timedelta(days=28)
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A tap, and how long after they were found."""

    tap: models.Tap
    after: timedelta
    is_mine: bool

    @property
    def clock(self) -> str:
        """Minutes and seconds, as '2:05'; before they were found, as another clock had it, '–'."""
        seconds = int(self.after.total_seconds())
        return f"{seconds // 60}:{seconds % 60:02d}" if seconds >= 0 else "–"


@dataclass(frozen=True)
class Response:
    """One alert with everything that all told of it."""

    root: models.Overdose
    group: list[models.Overdose]  # others that are the same one
    steps: list[Step]
    finishes: list[models.Finish]
    told: counting.Finish
    whole: counting.Response
    maybe_same: list[models.Overdose]
    debriefs: list[models.Debrief]
    own: models.Witness | None

    @property
    def last_dose_at(self) -> datetime | None:
        given = [one.at for one in counting.done(self.whole) if one.what == counting.NALOXONE]
        return given[-1] if given else None

    @property
    def doses(self) -> int:
        return counting.doses(self.whole)

    @property
    def outcome(self) -> str:
        return _label(models.Finish.Outcome, counting.outcome(self.whole))

    @property
    def turned_out(self) -> str:
        return _label(models.Finish.Turned, self.told.turned_out)

    @property
    def tapped(self) -> dict[str, int]:
        """How often each was tapped."""
        found: dict[str, int] = {}
        for one in counting.done(self.whole):
            found[one.what] = found.get(one.what, 0) + 1
        return found

    @property
    def facts(self) -> list[str]:
        """What was told of whoever it was, in words; nobody's name."""
        told = self.told
        said = [
            _label(models.Gender, told.gender),
            _label(models.Age, told.age),
            _label(models.Use.Mode, told.mode),
            *(_label(models.Substance, slug) for slug in told.substances),
        ]
        return [one for one in said if one]


def _label(of: type[models.Gender] | type, slug: str) -> str:
    return str(of(slug).label) if slug else ""


def response(by: actors.Actor, pk: uuid.UUID) -> Response:
    """Whichever of two that are one was asked for: both are one page."""
    row = policy.rows(by, models.Overdose).filter(pk=pk).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    rows = policy.rows(by, models.Overdose).select_related("site", "room", "visit", "found_by")
    root = rows.get(pk=row.same_as_id or row.pk)
    group = list(rows.filter(same_as=root).order_by("found_at", "pk"))
    these = [root.pk, *(one.pk for one in group)]
    taps = policy.rows(by, models.Tap).filter(overdose__in=these).select_related("tapped_by")
    finishes = policy.rows(by, models.Finish).filter(overdose__in=these)
    (whole,) = lines.put_together(by, [root])
    witnesses = policy.exposure_of(by).filter(overdose__in=these)
    return Response(
        root=root,
        group=group,
        steps=[
            Step(tap, tap.happened_at - root.found_at, tap.tapped_by_id == by.person_id)
            for tap in taps.order_by("happened_at", "pk")
        ],
        finishes=list(finishes.select_related("finished_by").order_by("happened_at", "pk")),
        told=counting.told(whole.finishes),
        whole=whole,
        maybe_same=_near(by, root),
        debriefs=list(policy.rows(by, models.Debrief).filter(overdose__in=these)),
        own=witnesses.order_by("was_at").first(),
    )


def _near(by: actors.Actor, root: models.Overdose) -> list[models.Overdose]:
    """Others that began at about the same time and place: they may be the same one."""
    near = policy.rows(by, models.Overdose).filter(
        same_as=None,
        site=root.site,
        found_at__gte=root.found_at - times.LIKE_EACH_OTHER,
        found_at__lte=root.found_at + times.LIKE_EACH_OTHER,
    )
    return list(near.exclude(pk=root.pk).select_related("found_by").order_by("found_at"))


@dataclass(frozen=True, slots=True)
class Listed:
    row: models.Overdose
    told: counting.Finish
    doses: int
    is_finished: bool
    is_overdose: bool

    @property
    def turned_out(self) -> str:
        return _label(models.Finish.Turned, self.told.turned_out)


def recent(by: actors.Actor, *, now: datetime) -> list[Listed]:
    """The last four weeks, everywhere; the newest first."""
    rows = policy.rows(by, models.Overdose).filter(same_as=None, found_at__gt=now - SHOWN)
    found = list(rows.select_related("site", "room").order_by("-found_at", "pk")[:MOST_SHOWN])
    return [
        Listed(
            row,
            counting.told(whole.finishes),
            counting.doses(whole),
            bool(whole.finishes),
            counting.is_overdose(whole),
        )
        for row, whole in zip(found, lines.put_together(by, found), strict=True)
    ]


# --- afterwards --------------------------------------------------------------------------


def colleagues(by: actors.Actor) -> list[Person]:
    """Who may have been there, but for oneself. Names are sealed, so they are sorted here."""
    rows = policy.colleagues_in(by).exclude(pk=by.person_id).defer("username", "email")
    return sorted(rows, key=lambda one: str(one.name).casefold())


def who_asked(by: actors.Actor, *, now: datetime) -> list[models.Witness]:
    """Colleagues who were there and would like to talk, of the last four weeks."""
    rows = policy.wishes_to_talk(by).filter(answered_at__gt=now - SHOWN)
    return list(rows.select_related("person").defer("person__username", "person__email"))


@dataclass(frozen=True, slots=True)
class Exposure:
    """What one carries: for one's own eyes."""

    offered: list[models.Witness]  # and not answered, or answered 'later'
    rows: list[models.Witness]
    in_month: int
    in_year: int
    deaths: int


def exposure(by: actors.Actor, *, now: datetime) -> Exposure:
    """Each overdose once, however often one did something for it; mistakes are none."""
    mine = policy.exposure_of(by).filter(was_at__gt=now - timedelta(days=365))
    rows = list(mine.select_related("overdose", "overdose__site").order_by("-was_at"))
    roots = {row.pk: row.overdose.same_as_id or row.overdose_id for row in rows}
    found = policy.rows(by, models.Overdose).filter(pk__in=set(roots.values()))
    wholes = {one.id: one for one in lines.put_together(by, list(found))}
    once: dict[uuid.UUID, models.Witness] = {}
    for row in rows:
        if counting.is_overdose(wholes[roots[row.pk]]):
            once.setdefault(roots[row.pk], row)
    kept = list(once.values())
    waits = {"", models.Witness.Answer.LATER}
    return Exposure(
        offered=[row for row in kept if row.offered_at and row.answer in waits],
        rows=kept,
        in_month=sum(row.was_at > now - timedelta(days=30) for row in kept),
        in_year=len(kept),
        deaths=sum(counting.outcome(wholes[pk]) == "died" for pk in once),
    )


def asked_of_me(by: actors.Actor) -> int:
    """How many offers to talk wait for one's own answer. One query."""
    mine = policy.exposure_of(by).filter(offered_at__isnull=False)
    return mine.filter(Q(answer="") | Q(answer=models.Witness.Answer.LATER)).count()

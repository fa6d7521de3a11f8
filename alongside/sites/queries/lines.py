"""The line list of a time, as plain rows for `rules.counting`: everything shown or sent is summed
from these, and from nothing else."""

import uuid
from collections import defaultdict
from datetime import datetime

from django.db.models import Q

from alongside.accounts import actors
from alongside.core import clock
from alongside.sites import models, policy
from alongside.sites.rules import counting, times


def counts(
    by: actors.Actor, since: datetime, until: datetime, *, site: uuid.UUID | None = None
) -> list[counting.Count]:
    """What is counted from `since` until before `until`, at one site or at all of the
    organisation. Nobody is in it. Eight queries, however much there is."""
    return counting.counts(
        places(by),
        visits=visits(by, since, until, site=site),
        uses=uses(by, since, until, site=site),
        responses=responses(by, since, until, site=site),
        days=days(by, since, until, site=site),
    )


def places(by: actors.Actor) -> list[counting.Place]:
    rows = policy.sites_for(by).values_list("pk", "time_zone")
    return [counting.Place(pk, zone) for pk, zone in rows]


def visits(
    by: actors.Actor, since: datetime, until: datetime, *, site: uuid.UUID | None = None
) -> list[counting.Visit]:
    """Also those that were taken back, which say so."""
    rows = policy.rows(by, models.Visit).filter(came_at__gte=since, came_at__lt=until, **_at(site))
    return [
        counting.Visit(
            id=row.pk,
            site=row.site_id,
            at=row.came_at,
            person=row.code,
            gender=row.gender,
            age=row.age,
            left_at=row.left_at,
            is_taken_back=row.taken_back_at is not None,
        )
        for row in rows.order_by("came_at", "pk")
    ]


def uses(
    by: actors.Actor, since: datetime, until: datetime, *, site: uuid.UUID | None = None
) -> list[counting.Use]:
    rows = policy.rows(by, models.Use).filter(used_at__gte=since, used_at__lt=until)
    if site is not None:
        rows = rows.filter(visit__site_id=site)
    return [
        counting.Use(
            id=row.pk,
            visit=row.visit_id,
            site=row.visit.site_id,
            at=row.used_at,
            mode=row.mode,
            substances=tuple(row.substances),
            assisted=row.assisted,
            is_taken_back=row.visit.taken_back_at is not None,
        )
        for row in rows.select_related("visit").order_by("used_at", "pk")
    ]


def responses(
    by: actors.Actor, since: datetime, until: datetime, *, site: uuid.UUID | None = None
) -> list[counting.Response]:
    """Each once, whoever wrote it down; with everything that was done by all."""
    rows = policy.rows(by, models.Overdose).filter(
        found_at__gte=since, found_at__lt=until, same_as=None, **_at(site)
    )
    return put_together(by, list(rows.order_by("found_at", "pk")))


def put_together(by: actors.Actor, roots: list[models.Overdose]) -> list[counting.Response]:
    mine = Q(overdose__in=[row.pk for row in roots])
    mine |= Q(overdose__same_as__in=[row.pk for row in roots])
    taps: dict[uuid.UUID, list[counting.Tap]] = defaultdict(list)
    tapped = policy.rows(by, models.Tap).filter(mine).select_related("overdose")
    for tap in tapped.order_by("happened_at", "pk"):
        root = tap.overdose.same_as_id or tap.overdose_id
        taps[root].append(
            counting.Tap(tap.what, tap.happened_at, tap.why, tap.struck_at is not None)
        )
    told: dict[uuid.UUID, list[counting.Finish]] = defaultdict(list)
    finished = policy.rows(by, models.Finish).filter(mine).select_related("overdose")
    for one in finished.order_by("happened_at", "recorded_at", "pk"):
        root = one.overdose.same_as_id or one.overdose_id
        told[root].append(
            counting.Finish(
                at=one.happened_at,
                turned_out=one.turned_out,
                outcome=one.outcome,
                gender=one.gender,
                age=one.age,
                mode=one.mode,
                substances=tuple(one.substances),
            )
        )
    return [
        counting.Response(row.pk, row.site_id, row.found_at, row.where, taps[row.pk], told[row.pk])
        for row in roots
    ]


def days(
    by: actors.Actor, since: datetime, until: datetime, *, site: uuid.UUID | None = None
) -> list[counting.Open]:
    """Days that began in this time."""
    now = clock.now()
    rows = policy.rows(by, models.Day).filter(opened_at__gte=since, opened_at__lt=until)
    return [
        counting.Open(
            id=row.pk,
            site=row.site_id,
            at=row.opened_at,
            ended_at=times.ended_at(row.opened_at, row.closes_at, row.closed_at, now=now),
            booths=row.booths,
        )
        for row in rows.filter(**_at(site)).order_by("opened_at", "pk")
    ]


def _at(site: uuid.UUID | None) -> dict[str, uuid.UUID]:
    return {} if site is None else {"site_id": site}

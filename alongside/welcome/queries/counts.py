"""How many came: counts of days that are closed. Nobody is in them."""

from datetime import date

from django.db.models import Sum

from alongside.accounts import actors
from alongside.accounts.models import Site
from alongside.welcome import models, policy


def by_day_and_hour(
    by: actors.Actor, place: Site, *, start: date, end: date
) -> list[tuple[date, int, int]]:
    """Day, hour on the wall, visits; `end` is the first day not in it."""
    rows = policy.at_desk(by, models.DayCount).filter(site=place, day__gte=start, day__lt=end)
    return list(rows.order_by("day", "hour").values_list("day", "hour", "visits"))


def by_day(by: actors.Actor, *, start: date, end: date) -> list[tuple[date, int, int]]:
    """Day, visits, how many wanted to talk: of the whole organisation, for who reads counts."""
    rows = policy.counts_in(by).filter(day__gte=start, day__lt=end)
    sums = rows.order_by("day").values("day").annotate(came=Sum("visits"), talked=Sum("talks"))
    return [(row["day"], row["came"], row["talked"]) for row in sums]

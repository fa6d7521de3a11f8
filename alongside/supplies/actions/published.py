"""What offices publish, brought in whole by an operator. The same table again changes nothing."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import ids
from alongside.supplies import models
from alongside.supplies.policy import naloxone as reach
from alongside.supplies.rules import published as rules
from alongside.supplies.rules.naloxone import folded

AT_ONCE = 500
Positions = dict[str, tuple[float, float]]


def load_local_deaths(
    *, by: actors.Actor, raw: bytes, years: tuple[int, int], source: str, middles: Positions
) -> rules.Read:
    """Deaths by county of all these years together. Rows of a county that is known are written
    over; what is held back stays empty. `middles` are positions by key."""
    access.require(by, P.DIRECTORY_IMPORT)
    read = rules.deaths_of(raw)
    with transaction.atomic():
        rows = [_row(each, years, source, middles) for each in read.rows]
        models.LocalDeaths.objects.bulk_create(
            rows,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=[
                field.name
                for field in models.LocalDeaths._meta.concrete_fields
                if field.name not in {"id", "key"}
            ],
        )
        audit.record(by=by, verb="load-local-deaths", facts={"rows": len(rows)})
    return read


def _row(
    each: rules.Deaths, years: tuple[int, int], source: str, middles: Positions
) -> models.LocalDeaths:
    middle = middles.get(each.key, (each.latitude, each.longitude))
    return models.LocalDeaths(
        id=ids.new(),
        key=each.key,
        name=each.name,
        folded=folded(each.name)[:120],
        region=each.region,
        country=each.country,
        deaths=each.deaths,
        person_years=each.person_years,
        rate=each.rate,
        rate_low=each.rate_low,
        rate_high=each.rate_high,
        first_year=years[0],
        last_year=years[1],
        source=source[:120],
        latitude=middle[0],
        longitude=middle[1],
    )


def load_laws(*, by: actors.Actor, sheet: Iterator[Sequence[Any]], source: str) -> rules.Read:
    """What held in each state in each year; what was there before is replaced."""
    access.require(by, P.DIRECTORY_IMPORT)
    read = rules.laws_of(sheet)
    if not read.rows:
        raise ValueError("no row in it can be read")
    with transaction.atomic():
        reach.laws().delete()
        models.NaloxoneLaw.objects.bulk_create(
            (
                models.NaloxoneLaw(
                    id=ids.new(),
                    region=row.region,
                    year=row.year,
                    any_share=row.shares[0],
                    standing_share=row.shares[1],
                    prescribing_share=row.shares[2],
                    any_from=row.since[0],
                    standing_from=row.since[1],
                    prescribing_from=row.since[2],
                    source=source[:120],
                )
                for row in read.rows
            ),
            batch_size=AT_ONCE,
        )
        audit.record(by=by, verb="load-naloxone-laws", facts={"rows": len(read.rows)})
    return read

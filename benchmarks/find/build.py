"""A directory of a chosen size, made once, in the database that DATABASE_URL names."""

import argparse
import itertools
import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

import django

from benchmarks.find import invent

AT_ONCE = 5000


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rows = iter(rows)
    while batch := list(itertools.islice(rows, AT_ONCE)):
        yield batch


class Builder:
    def __init__(self, *, meetings: int, services: int) -> None:
        from alongside.directory import models

        self.models, self.meetings, self.services = models, meetings, services

    def build(self) -> None:
        from django.core.management import call_command
        from django.db import transaction

        call_command("migrate", verbosity=0)
        call_command("load_places", verbosity=0)
        self.world = invent.World(self.towns())
        self.source = self.models.Source.objects.create(key="bench", name="Invented")
        for step in (self.write_meetings, self.write_services, self.index):
            started = time.monotonic()
            with transaction.atomic():
                step()
            print(f"  {step.__name__}: {time.monotonic() - started:.0f} s", flush=True)
        self.settle()

    def towns(self) -> list[invent.Town]:
        rows = self.models.Place.objects.filter(postal="", country__in=invent.COUNTRIES)
        columns = ("name", "region", "country", "latitude", "longitude", "people", "time_zone")
        return [invent.Town(*row) for row in rows.order_by("pk").values_list(*columns) if row[6]]

    def write_meetings(self) -> None:
        models = self.models
        kinds = {
            code: models.MeetingType.objects.create(code=code, means=code, known=True).pk
            for code, _ in invent.TYPES
        }
        tongues = {
            name: models.Language.objects.create(name=name, code=code).pk
            for code, name, _ in invent.TONGUES
        }
        types: Any = models.Meeting.types.through
        languages: Any = models.Meeting.languages.through
        for groups in batches(self.world.groups(self.meetings)):
            rows = [(group, self._meetings(group)) for group in groups]
            models.Meeting.objects.bulk_create([row for _, each in rows for row in each])
            types.objects.bulk_create(
                types(meeting_id=row.pk, meetingtype_id=kinds[code])
                for group, each in rows
                for row in each
                for code in group.types
            )
            languages.objects.bulk_create(
                languages(meeting_id=row.pk, language_id=tongues[group.tongue])
                for group, each in rows
                for row in each
            )

    def _meetings(self, group: invent.Group) -> list[Any]:
        from alongside.core import clock, ids
        from alongside.directory.rules import times

        zone = group.values["time_zone"]
        return [
            self.models.Meeting(
                source=self.source,
                key=str(ids.new()),
                mark="",
                weekday=day,
                start_minute=start,
                end_minute=end,
                world_minute=times.world_minute(day, start, zone),
                checked_at=clock.now(),
                **group.values,
            )
            for day, start, end in group.times
        ]

    def write_services(self) -> None:
        for numbers in batches(range(self.services)):
            rows: dict[Any, list[Any]] = {}
            for number in numbers:
                for row in self._service(number):
                    rows.setdefault(type(row), []).append(row)
            for model, made in rows.items():
                model.objects.bulk_create(made)

    def _service(self, number: int) -> Iterator[Any]:
        from alongside.core import clock

        models, source = self.models, self.source
        if number % 4 == 0:
            self.town = self.world.town()
            self.owner = models.ListedOrganisation(
                source=source, key=str(number), mark="", name=f"{self.town.name} Help {number}"
            )
            yield self.owner
        said = self.world.service(self.town)
        place = {name: said[name] for name in ("latitude", "longitude")}
        location = models.Location(
            source=source, key=str(number), mark="", organisation=self.owner, name="", **place
        )
        yield location
        service = models.Service(
            source=source, key=str(number), mark="", organisation=self.owner,
            organisation_name=self.owner.name, checked_at=clock.now(),
            **{name: said[name] for name in ("name", "description", "address", "phone")},
        )  # fmt: skip
        yield service
        yield models.ServiceAtLocation(
            source=source, key=str(number), mark="", service=service, location=location,
            near_latitude=said["latitude"], near_longitude=said["longitude"],
        )  # fmt: skip
        for word in said["keywords"]:
            yield models.Detail(service=service, kind="keyword", words=word)
        for fact in said["facts"]:
            yield models.Fact(service=service, kind=fact)
        if said["week"]:
            days, opens, closes = said["week"]
            for day in days:
                yield models.Schedule(
                    source=source, key=f"{number}-{day}", mark="", service=service, weekday=day,
                    opens_minute=opens * 60, closes_minute=closes * 60 % 1440,
                )  # fmt: skip

    def index(self) -> None:
        from alongside.directory import search

        search.reindex_all()

    def settle(self) -> None:
        """What a server does by itself within the hour."""
        from django.db import connection

        from alongside.core import storage

        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        storage.take_stock()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, required=True)
    parser.add_argument("--services", type=int, required=True)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    Builder(**vars(options)).build()
    return 0


if __name__ == "__main__":
    sys.exit(main())

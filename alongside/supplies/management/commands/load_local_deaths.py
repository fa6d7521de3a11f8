import csv
import gzip
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.accounts import actors
from alongside.supplies.actions import published as actions

COUNTIES = Path(__file__).parents[2] / "data" / "counties.csv.gz"
LARGEST = 50_000_000
TOLD = 20  # rows that could not be read, named one by one


class Command(BaseCommand):
    help = "Loads overdose deaths by county, as an office published them; suppressed stays so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--years", required=True, help="of the whole table, as 2009-2018")
        parser.add_argument("--source", default="CDC WONDER")

    def handle(self, *args: Any, **options: Any) -> None:
        found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", options["years"])
        years = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if years[0] > years[1]:
            raise CommandError("--years is one year, or the first and the last: 2009-2018")
        try:
            if options["file"].stat().st_size > LARGEST:
                raise CommandError("This file is far larger than such a table.")
            read = actions.load_local_deaths(
                by=actors.system("load local deaths"),
                raw=options["file"].read_bytes(),
                years=years,
                source=options["source"],
                middles=middles(),
            )
        except (OSError, ValueError) as error:
            raise CommandError(f"Nothing was loaded: {error}") from error
        held = sum(row.deaths is None for row in read.rows)
        self.stdout.write(
            f"{len(read.rows)} of {read.lines} rows loaded, {held} with deaths held back, "
            f"{read.totals} totals left out, {len(read.faults)} not readable."
        )
        for number, why in read.faults[:TOLD]:
            self.stdout.write(f"  row {number}: {why}")


def middles() -> dict[str, tuple[float, float]]:
    """About where each US county is, by its key."""
    with gzip.open(COUNTIES, "rt", encoding="utf-8", newline="") as file:
        return {f"US-{code}": (float(lat), float(lon)) for code, lat, lon in csv.reader(file)}

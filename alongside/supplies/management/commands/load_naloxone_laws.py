import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from django.core.management.base import BaseCommand, CommandError, CommandParser
from openpyxl.utils.exceptions import InvalidFileException

from alongside.accounts import actors
from alongside.supplies.actions import published as actions

LARGEST = 10_000_000
TOLD = 20


class Command(BaseCommand):
    help = "Loads what the law of each US state said about naloxone by year (OPTIC's workbook)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="OPTIC-Vetted Naloxone Policy Data")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["file"].stat().st_size > LARGEST:
                raise CommandError("This file is far larger than such a workbook.")
            book = openpyxl.load_workbook(options["file"], read_only=True, data_only=True)
            read = actions.load_laws(
                by=actors.system("load naloxone laws"), sheet=sheet(book), source=options["source"]
            )
        except (OSError, ValueError, KeyError, zipfile.BadZipFile, InvalidFileException) as error:
            raise CommandError(f"Nothing was loaded: {error}") from error
        self.stdout.write(
            f"{len(read.rows)} of {read.lines} rows loaded, {len(read.faults)} not readable."
        )
        for number, why in read.faults[:TOLD]:
            self.stdout.write(f"  row {number}: {why}")


def sheet(book: Any) -> Iterator[Sequence[Any]]:
    """The one whose first row has a state and a year; others are words about it."""
    for one in book.worksheets:
        first = [str(cell or "").casefold() for cell in next(one.iter_rows(values_only=True), ())]
        if {"state", "year"} <= set(first):
            return iter(one.iter_rows(values_only=True))
    raise ValueError("no sheet has a state and a year in its first row")

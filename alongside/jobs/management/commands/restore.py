import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from alongside.core import clock, copies, parcels
from alongside.jobs import policy

JUST_NOW = timedelta(seconds=10)


class Command(BaseCommand):
    help = "Brings a copy made by `backup` back. Stop the server and the worker before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="the file, or the folder made with --open")
        parser.add_argument("--replace", action="store_true", help="in the place of what is there")

    def handle(self, *, source: Path, replace: bool, **options: Any) -> None:
        if is_alive():
            raise CommandError("A worker is alive. Stop Alongside, then bring the copy back.")
        try:
            if source.is_file():
                _bring_back(source, replace=replace)
            else:
                copies.load(source, replace=replace)
        except (copies.Refused, parcels.Unreadable) as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write("The copy is back. Prove it: python manage.py verify_audit")


def _bring_back(file: Path, *, replace: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="alongside-copy-") as between:
        parcels.unwrap(file, Path(between), key=settings.BACKUP_KEY)
        copies.load(Path(between), replace=replace)


def is_alive() -> bool:
    try:
        return policy.heartbeats().filter(beat_at__gt=clock.now() - JUST_NOW).exists()
    except DatabaseError:  # no table, so nobody works on it
        return False

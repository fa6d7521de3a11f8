from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.core import copies


class Command(BaseCommand):
    help = "Writes a copy of the database and the seals into a new folder. Keys are not in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            manifest = copies.save(folder)
        except copies.Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            f"{folder} holds {len(manifest['files'])} files and their digests. It opens only with "
            f"the keys ({', '.join(manifest['keys'])}), which are not in it: keep those elsewhere."
        )

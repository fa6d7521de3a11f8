from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from alongside.audit import actions, tasks
from alongside.core import rotation, storage


class Command(BaseCommand):
    help = "Seals everything anew with the first key of ALONGSIDE_KEYS, while all goes on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", action="store_true", help="only say what is under which key")
        parser.add_argument("--batch", type=int, default=rotation.BATCH, help="rows at a time")

    def handle(self, **options: Any) -> None:
        if not options["count"]:
            by = tasks.System("rotate_keys")
            values = actions.rotate_keys(by=by, batch=options["batch"], tell=self._tell)
            self.stdout.write(f"{values:,} values were sealed anew.")
            if values:
                self._scrub()
        first = settings.KEYS[0].partition(":")[0]
        found = rotation.count()
        for name, values in sorted(found.items()):
            self.stdout.write(f"under {name}: {values:,}")
        if set(found) <= {first}:
            self.stdout.write(f"Nothing needs a key but {first}. Copies made before need theirs.")

    def _tell(self, table: str, values: int) -> None:
        self.stdout.write(f"{table}: {values:,}")

    def _scrub(self) -> None:
        """What was sealed with the old key lies in free pages until then."""
        try:
            scrubbed = storage.scrub_storage()
        except storage.Busy:
            self.stdout.write(
                "The log of writes could not be emptied; run `scrub` when it is calm."
            )
            return
        if not scrubbed.whole:
            self.stdout.write("This role owns no tables: run `scrub` with the owner's role.")

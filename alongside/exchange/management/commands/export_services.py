from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from alongside.exchange.hsds import package


class Command(BaseCommand):
    help = "Write the public services as HSDS: a zip of tables, or of documents (JSON)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help="where to write the zip")
        parser.add_argument("--format", choices=["tables", "json"], default="tables")

    def handle(self, *args: Any, **options: Any) -> None:
        write = package.tables if options["format"] == "tables" else package.documents
        path = Path(options["path"])
        part = path.with_name(path.name + ".part")
        try:
            with part.open("wb") as out:
                counts = write(out)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise CommandError(
                _("The zip could not be written: %(reason)s.") % {"reason": error.strerror},
                returncode=1,
            ) from error
        for name, count in counts.items():
            if count:
                self.stdout.write(f"{name:20}{count:>10}")

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import errors, scope
from alongside.exchange import actions


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # noqa: RUF012 - `run` has made them
    help = "Write everything that an organisation keeps about people to one zip of tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="where to; it must not be there yet")
        parser.add_argument("--organisation", required=True, help="its short name (slug)")
        parser.add_argument("--why", required=True, help="everybody in it reads this")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = accounts.organisations().filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['organisation']!r}.")
        by = actors.system("take people out", organisation_id=organisation.pk)
        path = Path(options["file"])
        try:  # readable by nobody else, from the first byte
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        with os.fdopen(handle, "wb") as file, scope.within(organisation.pk):
            try:
                file.writelines(actions.take_people(by=by, why=options["why"]))
            except errors.Problem as problem:
                path.unlink()
                raise CommandError(f"{problem.happened} {problem.kept}") from problem
        self.stdout.write(f"{path}: keep it locked, and delete it after use.")

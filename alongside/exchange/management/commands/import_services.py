from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from alongside.accounts import actors
from alongside.exchange import actions, reports


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # noqa: RUF012 - `run` has made them
    help = "Bring in services: HSDS (JSON or tables), Ohana tables; a file, a folder or a zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("where", help="a path or an http(s) address")
        parser.add_argument("--source-name", default="", help="the same for every import of it")
        names = parser.add_mutually_exclusive_group()
        names.add_argument(
            "--show-names",
            action="store_true",
            default=None,
            dest="shows_names",
            help="the public may see the people whom it publishes as contacts",
        )
        names.add_argument("--hide-names", action="store_false", dest="shows_names")

    def handle(self, *args: Any, **options: Any) -> None:
        with reports.told(self.stdout):
            run = actions.import_services(
                by=actors.system("import services"),
                where=options["where"],
                source_name=options["source_name"],
                shows_names=options["shows_names"],
            )
            reports.tell(run, self.stdout)

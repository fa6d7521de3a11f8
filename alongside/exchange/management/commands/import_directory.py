from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from alongside.accounts import actors
from alongside.exchange import actions, readers, reports


class Command(BaseCommand):
    help = (
        "Bring in a list of meetings or services: a file, a folder, a zip (also .gz), an address."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("where", help="a path or an http(s) address")
        parser.add_argument(
            "--format", default="", choices=["", *readers.READERS], help="found out if not said"
        )
        parser.add_argument("--source-name", default="", help="the same for every import of it")
        parser.add_argument("--licence", default="", help="under which the list may be used")
        parser.add_argument("--fellowship", default="", help="of all meetings that name none")
        parser.add_argument("--pathway", default="", help="12-step, secular, faith, family, …")
        parser.add_argument("--time-zone", default="", help="of meetings without zone and place")
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
            run = actions.import_directory(
                by=actors.system("import directory"),
                where=options["where"],
                reader=options["format"],
                source_name=options["source_name"],
                licence=options["licence"],
                options=readers.Options(
                    options["fellowship"],
                    options["pathway"],
                    options["time_zone"],
                    options["shows_names"],
                ),
            )
            reports.tell(run, self.stdout)

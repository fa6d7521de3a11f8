from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from alongside.accounts import actors
from alongside.exchange import actions, reports
from alongside.exchange.management import options as asked


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # noqa: RUF012 - `run` has made them
    help = "Bring in meetings from a Meeting Guide feed: a file (also .gz) or an address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.of_a_list(parser)
        asked.of_meetings(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with reports.told(self.stdout):
            run = actions.import_meetings(
                by=actors.system("import meetings"),
                where=options["where"],
                source_name=options["source_name"],
                fellowship=options["fellowship"],
                pathway=options["pathway"],
                time_zone=options["time_zone"],
            )
            reports.tell(run, self.stdout)

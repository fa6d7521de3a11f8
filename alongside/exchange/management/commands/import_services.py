from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from alongside.accounts import actors
from alongside.exchange import actions, reports
from alongside.exchange.management import options as asked


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # noqa: RUF012 - `run` has made them
    help = "Bring in services: HSDS (JSON or tables), Ohana tables; a file, a folder or a zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.of_a_list(parser)
        asked.of_names(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with reports.told(self.stdout):
            run = actions.import_services(
                by=actors.system("import services"),
                where=options["where"],
                source_name=options["source_name"],
                shows_names=options["shows_names"],
            )
            reports.tell(run, self.stdout)

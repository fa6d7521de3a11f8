from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from alongside.accounts import actors
from alongside.directory import actions as directory
from alongside.exchange import actions, queries, readers, reports
from alongside.exchange.management import options as asked

MOST_GONE = 30  # per cent
FEW = 20  # lines of each kind at a terminal; --report has them all


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # noqa: RUF012 - `run` has made them
    help = (
        "Bring in a list of meetings or services: a file, a folder, a zip (also .gz), an address."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.of_a_list(parser)
        parser.add_argument(
            "--format", default="", choices=["", *readers.READERS], help="found out if not said"
        )
        parser.add_argument("--licence", default="", help="under which the list may be used")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, only")
        parser.add_argument("--report", default="", help="write all that changes to this CSV file")
        parser.add_argument(
            "--even-if-many-go",
            action="store_true",
            help="also where more would be gone than the source allows",
        )
        asked.of_meetings(parser)
        asked.of_names(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        by = actors.system("import directory")
        with reports.told(self.stdout):
            run = actions.import_directory(
                by=by,
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
                manner=directory.Manner(
                    most_gone=None if options["even_if_many_go"] else MOST_GONE,
                    only_show=options["dry_run"],
                ),
            )
            if options["report"]:
                with Path(options["report"]).open("w", encoding="utf-8", newline="") as file:
                    file.writelines(queries.report(by, run.pk))
            reports.tell(run, self.stdout)
            reports.tell_lines(queries.first_lines(by, run.pk, most=FEW), self.stdout)
            if run.state != run.State.APPLIED:
                actions.let_go(by=by, run=run.pk)
            reports.tell_end(run, self.stdout)

import json
import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import errors, ids, scope
from alongside.exchange import actions, files
from alongside.exchange.people import values
from alongside.exchange.people.planning import MAKE, REFUSE
from alongside.exchange.queries import people as queries


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # noqa: RUF012 - `run` has made them
    help = "Bring in the people an organisation supports already, from tables; or undo it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", help="CSV, .xlsx, .ods, or a zip of several")
        parser.add_argument("--organisation", required=True, help="its short name (slug)")
        parser.add_argument("--dry-run", action="store_true", help="say what would come in, only")
        parser.add_argument("--report", default="", help="write what becomes of each row to it")
        parser.add_argument(
            "--days", default="", choices=["", values.DAY_FIRST, values.MONTH_FIRST],
            help="how days are written, where the file does not show it",
        )  # fmt: skip
        parser.add_argument(
            "--leave-out-likely", action="store_true", help="those who are likely here already"
        )
        parser.add_argument("--kinds", default="", help="what contacts were that do not say it")
        parser.add_argument(
            "--columns", default="", help="a JSON file: for each table its kind and its fields"
        )
        parser.add_argument("--undo", default="", help="the id of what was brought, to undo it")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = accounts.organisations().filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['organisation']!r}.")
        by = actors.system("bring people", organisation_id=organisation.pk)
        with scope.within(organisation.pk):
            try:
                if options["undo"]:
                    self._undo(by, uuid.UUID(options["undo"]))
                else:
                    self._bring(by, options)
            except errors.Problem as problem:
                said = (problem.happened, problem.kept, problem.todo)
                raise CommandError(" ".join(str(each) for each in said if each)) from problem

    def _bring(self, by: actors.Actor, options: dict[str, Any]) -> None:
        given = [(Path(name).name, _bytes(name)) for name in options["files"]]
        if not given:
            raise CommandError("Say which file to bring, or which one to undo.")
        run = actions.bring_people(by=by, id=ids.new(), given=given)
        tables = run.choices["tables"]
        if options["columns"]:
            tables = json.loads(Path(options["columns"]).read_text(encoding="utf-8"))
        actions.map_people(
            by=by,
            bringing=run.pk,
            tables=[(kind, fields) for kind, fields in tables],
            order=options["days"],
            likely=REFUSE if options["leave_out_likely"] else MAKE,
            kinds=options["kinds"],
            later=False,
        )
        actions.look_through_people(by=by, bringing=run.pk)
        found = queries.bringing(by, run.pk)
        if found.state != found.State.SHOWN:
            actions.let_people_go(by=by, bringing=run.pk)
            raise CommandError(str(queries.TROUBLE.get(found.trouble, found.trouble)))
        self._tell(by, run.pk, options["report"])
        if options["dry_run"]:
            actions.let_people_go(by=by, bringing=run.pk)
            self.stdout.write("Nobody came in: this was only to look.")
            return
        actions.apply_people(by=by, bringing=run.pk, later=False)
        actions.finish_people(by=by, bringing=run.pk)
        found = queries.bringing(by, run.pk)
        if found.state != found.State.APPLIED:
            raise CommandError("Something changed meanwhile: nobody came in. Try it again.")
        self.stdout.write(f"They came in. To undo it: --undo {run.pk}")

    def _tell(self, by: actors.Actor, run: uuid.UUID, report: str) -> None:
        for name, n in queries.counted(by, run):
            self.stdout.write(f"{n:>8} {name}")
        if report:
            with Path(report).open("w", encoding="utf-8", newline="") as file:
                file.writelines(queries.report(by, run))

    def _undo(self, by: actors.Actor, run: uuid.UUID) -> None:
        actions.undo_people(by=by, bringing=run, later=False)
        actions.finish_people(by=by, bringing=run)
        found = queries.bringing(by, run)
        if found.state != found.State.UNDONE:
            raise CommandError("This did not come in, or was undone before.")
        self.stdout.write(f"Undone. {found.stayed} people stay: something was done with them.")


def _bytes(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            raw = file.read(files.LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from error
    if len(raw) > files.LARGEST:
        raise CommandError(f"{name} is larger than {files.LARGEST >> 20} MB.")
    return raw

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.accounts import actors
from alongside.core import errors
from alongside.directory.actions import fellowships


class Command(BaseCommand):
    help = "Add or change a fellowship, its pathway and how lists may write it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="such as our-circle")
        parser.add_argument("--pathway", required=True, help="such as culture")
        parser.add_argument("--pathway-name", default="", help="makes or renames the pathway")
        for code, language in settings.LANGUAGES:
            said = f"its name in one language: {language}"
            parser.add_argument(f"--pathway-name-{code}", default="", help=said)
        parser.add_argument("--name", default="", help="empty: as it ships")
        parser.add_argument("--short", default="")
        parser.add_argument("--spelled", action="append", default=[], help="another way, again")

    def handle(self, *args: Any, **options: Any) -> None:
        by = actors.system("keep a fellowship")
        try:
            names = {code: options[f"pathway_name_{code}"] for code, _name in settings.LANGUAGES}
            if options["pathway_name"] or any(names.values()):
                fellowships.keep_pathway(
                    by=by,
                    slug=options["pathway"],
                    name=options["pathway_name"],
                    names=names if any(names.values()) else None,
                )
            row = fellowships.keep_fellowship(
                by=by,
                slug=options["slug"],
                pathway=options["pathway"],
                name=options["name"],
                short=options["short"],
                spelled=options["spelled"],
            )
        except errors.Problem as problem:
            raise CommandError(str(problem.happened), returncode=1) from problem
        self.stdout.write(f"{row.slug}: {row.pathway_id}, {row.meetings.count()} meetings.")

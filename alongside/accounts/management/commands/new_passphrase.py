"""`manage.py new_passphrase NAME`: for somebody whose administrator can't make one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.accounts import actions, actors, queries
from alongside.core import errors, ids, scope


class Command(BaseCommand):
    help = "Make a new first passphrase for a sign-in name; print it once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the name they sign in with")
        parser.add_argument(
            "--second-lock", action="store_true", help="forget their second locks as well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        hat = queries.first_hat_of(options["username"])
        if hat is None:
            raise CommandError("Nobody with a role signs in with this name.")
        by = actors.system("new passphrase", organisation_id=hat.organisation_id)
        try:
            with scope.within(hat.organisation_id):
                made = actions.reset_passphrase(by=by, id=ids.new(), person=hat.person_id)
                if options["second_lock"]:
                    actions.forget_factors(by=by, person=hat.person_id)
        except errors.Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"First passphrase: {made.passphrase}")
        self.stdout.write("It is not shown again, and must be changed at the next sign-in.")

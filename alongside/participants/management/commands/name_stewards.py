"""manage.py name_stewards COMMUNITY NAME …"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.accounts import actors, queries
from alongside.core import scope
from alongside.participants import actions


class Command(BaseCommand):
    help = "Keep a community and the stewards it named: nothing is said of it without their yes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("community", help="as it calls itself")
        parser.add_argument("stewards", nargs="+", help="sign-in names of those it named")

    def handle(self, *args: Any, **options: Any) -> None:
        hats = [queries.first_hat_of(name) for name in options["stewards"]]
        known = [hat for hat in hats if hat is not None]
        homes = {hat.organisation_id for hat in known}
        if len(known) < len(hats) or len(homes) != 1:
            raise CommandError("Stewards sign in here, all in one organisation. Nothing was kept.")
        by = actors.system("named by their community", organisation_id=homes.pop())
        with scope.within(by.organisation_id):
            people = [hat.person_id for hat in known]
            row = actions.name_stewards(by=by, name=options["community"], people=people)
        self.stdout.write(f"{row.name}: {len(people)} stewards.")

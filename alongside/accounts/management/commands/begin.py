"""`manage.py begin`: the first organisation and its administrator, for running it for real."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.accounts import actions, actors
from alongside.core import errors


class Command(BaseCommand):
    help = "Make an organisation and its first administrator; print their first passphrase once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, help="its name, as people read it")
        parser.add_argument("--name", required=True, help="how the administrator is called")
        parser.add_argument("--username", required=True, help="the name they sign in with")
        parser.add_argument("--language", default="en", choices=["en", "es", "fr"])
        parser.add_argument("--country", default="US", help="two letters")
        parser.add_argument("--time-zone", default="UTC", help="such as America/New_York")

        parser.add_argument(
            "--hosting",
            default="",
            choices=["self", "other"],
            help="who stores for you: yourselves?",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        asked = ("organisation", "name", "username", "language", "country", "time_zone", "hosting")
        try:
            made = actions.begin(
                by=actors.system("first set-up"), **{name: options[name] for name in asked}
            )
        except errors.Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{options['organisation']} is ready.")
        self.stdout.write(f"Sign-in name:     {made.person.username}")
        self.stdout.write(f"First passphrase: {made.passphrase}")
        self.stdout.write("It is not shown again, and must be changed at the first sign-in.")

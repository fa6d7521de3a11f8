from typing import Any

import segno
from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.audit import actions, queries
from alongside.core import keyring


class Command(BaseCommand):
    help = "Prints the last seal of history, signed, to be kept where this host does not reach."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--key", action="store_true", help="only the public key that checks it")
        parser.add_argument("--qr", action="store_true", help="also as a code to scan or print")

    def handle(self, **options: Any) -> None:
        if options["key"]:
            self.stdout.write(keyring.public_pem(), ending="")
            return
        row = queries.last_seal()
        if row is None:
            raise CommandError("Nothing was sealed yet. The worker seals every night.")
        self.stdout.write(actions.signed_statement(row), ending="")
        if options["qr"]:
            segno.make(actions.signed_statement(row)).terminal(self.stdout, compact=True)  # type: ignore[arg-type]

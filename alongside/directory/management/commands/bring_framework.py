"""manage.py bring_framework FILE --steward NAME"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.accounts import actors, queries
from alongside.core import errors
from alongside.directory.actions import frameworks as actions

RINGS = ("centre", "ring", "around")


class Command(BaseCommand):
    help = "Keep a community's own framework, switched off, and name the steward who may switch it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="JSON as its owners wrote it (docs/running)")
        parser.add_argument("--steward", required=True, help="sign-in name of their steward")

    def handle(self, *args: Any, **options: Any) -> None:
        hat = queries.first_hat_of(options["steward"])
        if hat is None:
            raise CommandError("Nobody here has this sign-in name, or no role any more.")
        try:
            said = json.loads(Path(options["file"]).read_text(encoding="utf-8"))
            parts = [
                (ring, part["slug"][:60], part["name"][:120])
                for ring in RINGS
                for part in said.get(ring, [])
            ]
            row = actions.bring_framework(
                by=actors.system("brought by whoever runs the installation"),
                slug=said["slug"],
                name=said["name"][:200],
                owners=said["owners"][:300],
                about=said.get("about", ""),
                parts=parts,
                steward=hat.person,
            )
        except (
            OSError,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            errors.Problem,
        ) as error:
            raise CommandError(f"It can't be read: {error}. Nothing was kept.") from error
        state = "on" if row.on_since else "off"
        self.stdout.write(f"{row.name}, of {row.owners}: kept, and {state}.")

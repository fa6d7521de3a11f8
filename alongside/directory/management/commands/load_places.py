from typing import Any

from django.core.management.base import BaseCommand

from alongside.accounts import actors
from alongside.directory import actions


class Command(BaseCommand):
    help = "Load the gazetteer that ships with Alongside; nothing happens when it is loaded."

    def handle(self, *args: Any, **options: Any) -> None:
        count = actions.load_places(by=actors.system("load places"))
        self.stdout.write(f"{count} places loaded." if count else "The gazetteer is up to date.")

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from alongside.directory import search


class Command(BaseCommand):
    help = "Makes the search index of the directory anew, from what may be shown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="only where nothing is in the index yet"
        )

    def handle(self, *, if_empty: bool, **options: Any) -> None:
        if if_empty and not search.is_empty():
            return
        meetings, services = search.reindex_all()
        self.stdout.write(f"{meetings} meetings and {services} services can be found.")

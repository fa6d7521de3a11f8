from typing import Any

from django.core.management.base import BaseCommand

from alongside.audit import actions, models, tasks


class Command(BaseCommand):
    help = "Takes out history that is older than its years, behind a signed checkpoint."

    def handle(self, **options: Any) -> None:
        links = actions.prune(by=tasks.System("prune_audit"))
        self.stdout.write(f"{links:,} links older than {models.Event.years} years were taken out.")

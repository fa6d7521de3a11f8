from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.core import storage


class Command(BaseCommand):
    help = "Writes the database's files anew, without what was taken out of them."

    def handle(self, **options: Any) -> None:
        try:
            scrubbed = storage.scrub_storage()
        except storage.Busy:
            raise CommandError(
                "Somebody reads or writes all the time. Try when it is calm."
            ) from None
        if not scrubbed.whole:
            raise CommandError(
                f"This role does not own {', '.join(scrubbed.left)}: run it with the owner's role."
            )
        self.stdout.write("The files hold nothing of what was taken out.")

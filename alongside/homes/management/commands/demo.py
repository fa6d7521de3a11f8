from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from alongside.accounts import actors, policy
from alongside.core import clock
from alongside.exchange import actions as exchange
from alongside.homes.demo import life, people
from alongside.jobs import queries as jobs

SIGN_INS = "demo-sign-ins.txt"


class Command(BaseCommand):
    help = "Invents an organisation, its people and nine weeks of their life. Once a database."

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Set ALONGSIDE_DEMO=yes: invented people never join real ones.")
        if jobs.migrations_waiting():
            call_command("migrate", interactive=False, verbosity=0)
        by = actors.system("demo")
        exchange.load_demo_directory(by=by, data=settings.DEMO_DATA)
        if policy.organisations().exists():
            self.stdout.write("There is an organisation already; nobody was invented.")
            return
        demo = life.Demo(now=clock.now())
        with transaction.atomic():  # stopped in the middle, nobody was invented
            demo.live()
        text = sign_ins(demo)
        Path(settings.VAR, SIGN_INS).write_text(text, encoding="utf-8")
        if options["verbosity"]:
            self.stdout.write(text)


def sign_ins(demo: life.Demo) -> str:
    """Who may sign in, for the terminal and the file that `run` reads."""
    workers = [("kit", "administrator"), *((w.username, w.role) for w in people.WORKERS)]
    lines = [f"Demo sign-ins. The passphrase of everybody: {people.PASSPHRASE}", ""]
    lines += [f"  {name:<8} {role}" for name, role in workers]
    lines += [f"  {demo.rosa:<8} participant with an account", ""]
    lines += ["Sam has no account, but six words, to type under ‘I have a return key’:", ""]
    lines += [f"  {demo.return_keys['Sam']}", ""]
    lines += ["Invented places to find are in and around Moncton and Las Cruces.", ""]
    return "\n".join(lines)

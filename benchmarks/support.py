"""What writing down costs: one time together, and a shift of sixty in one save, against a write
of one row in the same run.

    python -m benchmarks.support --people 60        on the database of DATABASE_URL, or SQLite

Makes an organisation, a peer and the people they walk with in a database of its own (SQLite, in
the folder of ALONGSIDE_VAR), and measures the actions that the pages call, each in turn with the
one-row write. Seconds are for orientation; the ratios are what is promised.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

ROUNDS = 25
ONE, SHIFT = "a contact", "a shift of sixty in one save"
# The most of each, as `of` times what it is measured against.
BARS = {ONE: ("a one-row write", 4.0), SHIFT: (ONE, 8.0)}


def settled(root: Path) -> None:
    """A database of our own, emptied and made anew."""
    if "DATABASE_URL" not in os.environ:
        path = root / "bench" / "support.sqlite3"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def peer_with(people: int) -> tuple[Any, list[Any]]:
    """A peer's actor, and the ids of the people who walk with them and agreed to be recorded."""
    from alongside.accounts import actors
    from alongside.accounts.models import Membership, Organisation, Person
    from alongside.core import clock, ids, scope
    from alongside.participants.models import Consent, Participant, Tie
    from alongside.support.models import Pairing

    since = clock.now() - timedelta(days=60)
    ours = Organisation.objects.create(name="Bench", slug=f"bench-{ids.new()}")
    peer = Person.objects.create(
        username="bench", username_digest=str(ids.new()), name="Maya", must_change_passphrase=False
    )
    hat = Membership.objects.create(organisation=ours, person=peer, role="peer", from_at=since)
    with scope.within(ours.pk):
        walked = [Participant(organisation=ours, alias=f"Person {n}") for n in range(people)]
        Participant.objects.bulk_create(walked)
        for who in walked:
            whose: dict[str, Any] = {"organisation": ours, "participant": who}
            Pairing.objects.create(**whose, peer=peer, from_at=since)
            Tie.objects.create(**whose, person=peer, why="pairing", from_at=since)
            Consent.objects.create(**whose, kind="recorded", given_at=since)
    by = actors.Actor(
        actors.Kind.PERSON, peer.pk, ours.pk, "peer", membership_id=hat.pk, since=since
    )
    return by, [who.pk for who in walked]


def measured(by: Any, people: list[Any]) -> dict[str, float]:
    """The median of each in seconds, taken by turns."""
    from alongside.core import clock, ids, scope
    from alongside.jobs.models import Heartbeat
    from alongside.support import actions

    def one_row() -> None:
        Heartbeat.objects.create(name=f"bench-{ids.new()}", beat_at=clock.now())

    def contact() -> None:
        actions.log_contact(by=by, id=ids.new(), participant=people[0], kinds=["emotional"])

    def shift() -> None:
        rows = [actions.Row(ids.new(), pk, ("emotional",)) for pk in people]
        actions.log_shift(by=by, id=ids.new(), rows=rows)

    done: dict[str, Callable[[], None]] = {"a one-row write": one_row, ONE: contact, SHIFT: shift}
    took: dict[str, list[float]] = {name: [] for name in done}
    with scope.within(by.organisation_id):
        for _ in range(3):  # histories begin, and caches fill
            for each in done.values():
                each()
        for _ in range(ROUNDS):
            for name, each in done.items():
                started = time.perf_counter()
                each()
                took[name].append(time.perf_counter() - started)
    return {name: statistics.median(times) for name, times in took.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60)
    options = parser.parse_args()
    root = Path(__file__).resolve().parent.parent
    settled(Path(os.environ.get("ALONGSIDE_VAR", root / "var")))
    found = measured(*peer_with(options.people))
    for name, seconds in found.items():
        print(f"{name:<32}{seconds * 1000:8.2f} ms")
    missed = False
    for name, (against, most) in BARS.items():
        ratio = found[name] / found[against]
        missed = missed or ratio > most
        print(
            f"{'MISSED ' if ratio > most else 'reached'}  {name}: {ratio:.2f}x {against} (<= {most:g})"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

"""What writing down costs: one time together, and a shift of sixty in one save, against a write
of one row in the same run; and what becomes of it when two hundred peers write at once.
`make bench-support` calls this.

    python -m benchmarks.support                           on DATABASE_URL, or SQLite
    python -m benchmarks.support --peers 20 --seconds 10   a small crowd, soon

Makes an organisation, a peer and the people they walk with in a database of its own (SQLite, in
the folder of ALONGSIDE_VAR), and measures the forms as they are sent, each in turn with the
one-row write. Seconds are for orientation; the ratios are what is promised.
"""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from benchmarks.measure import Page, measure, session_for, token_on

ONE, SHIFT = "a contact", "a shift of sixty in one save"
# The most of each, as `of` times what it is measured against.
BARS = {ONE: ("one-row write, signed in", 4.0), SHIFT: (ONE, 8.0)}


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
    call_command("collectstatic", interactive=False, verbosity=0)


def house() -> Any:
    from alongside.accounts.models import Organisation
    from alongside.core import ids

    return Organisation.objects.create(name="Bench", slug=f"bench-{ids.new()}")


def peer_with(ours: Any, people: int) -> tuple[Any, list[Any]]:
    """A peer's actor, and the ids of the people who walk with them and agreed to be recorded."""
    from alongside.accounts import actors
    from alongside.accounts.models import Membership, Person
    from alongside.core import clock, ids, scope
    from alongside.participants.models import Consent, Participant, Tie
    from alongside.support.models import Pairing

    since, name = clock.now() - timedelta(days=60), str(ids.new())
    peer = Person.objects.create(
        username=name, username_digest=name, name="Maya", must_change_passphrase=False
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


def pages(by: Any, people: list[Any]) -> list[Page]:
    """The reference view first; each page with what its form sends."""
    from benchmarks.pages import WRITE, logged, written

    cookie = session_for(person=str(by.id), hat=str(by.membership_id))
    return [
        Page(WRITE, "/en/reference/write/", WRITE, cookie, form=written(cookie)),
        Page(ONE, f"/en/log/{people[0]}/", WRITE, cookie, form=logged(cookie, people[0])),
        Page(SHIFT, "/en/log/shift/", WRITE, cookie, form=shift(cookie, people)),
    ]


def shift(cookie: str, people: list[Any]) -> Callable[[], dict[str, Any]]:
    """A line for everybody, each with one tap."""
    from alongside.core import ids

    token = token_on("/en/log/shift/", cookie)

    def form() -> dict[str, Any]:
        said = {"csrfmiddlewaretoken": token, "id": str(ids.new()), "setting": "centre"}
        for number, person in enumerate(people):
            line = f"row-{number}"
            said |= {f"{line}-id": str(ids.new()), f"{line}-who": str(person)}
            said |= {f"{line}-kinds": "emotional", f"{line}-minutes": "15"}
        return said

    return form


def cost(ours: Any, people: int) -> bool:
    facts = measure(pages(*peer_with(ours, people)))
    for name, row in facts.items():
        print(f"{name:<32}{row['p50'] * 1000:8.2f} ms{row['queries']:6} queries")
    reached = True
    for name, (against, most) in BARS.items():
        ratio = facts[name]["p50"] / facts[against]["p50"]
        reached = reached and ratio <= most
        said = "reached" if ratio <= most else "MISSED "
        print(f"{said}  {name}: {ratio:.2f}x {against} (at most {most:g})")
    return reached


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60, help="on a shift")
    parser.add_argument("--peers", type=int, default=200, help="who write at once")
    parser.add_argument("--seconds", type=int, default=60, help="for how long")
    options = parser.parse_args()
    root = Path(__file__).resolve().parent.parent
    settled(Path(os.environ.get("ALONGSIDE_VAR", root / "var")))
    from benchmarks import crowd

    ours = house()
    cheap = cost(ours, options.people)
    peers = [peer_with(ours, 3) for _ in range(options.peers)]
    whole = crowd.all_at_once(ours, peers, options.seconds)
    return 0 if cheap and whole else 1


if __name__ == "__main__":
    sys.exit(main())

"""What the day of a centre costs, and what becomes of it when two hundred peers write at once.
`make bench-support` calls this.

    python -m benchmarks.support                              500,000 people on PostgreSQL
    python -m benchmarks.support --on sqlite                  a tenth of them
    python -m benchmarks.support --size 2000 --peers 20 --seconds 10    a small house, soon

The pages of the day and what is written down, against the reference view and the one-row write
of the same run, in a house with a peer for every hundred people and forty times together with
each. It is built once, by the database itself, and kept in the folder of ALONGSIDE_VAR.
`--plans` says how PostgreSQL finds what the pages ask for, where that takes it long.
"""

import argparse
import itertools
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import django

from benchmarks import house
from benchmarks.measure import Page, count_queries, measure, session_for, token_on

ROOT = Path(__file__).resolve().parent.parent
ONE, SHIFT = "a contact", "a shift of sixty in one save"
FIRST = "a participant's page"
SIGNED_IN, WRITE = "shell page, signed in", "one-row write, signed in"
# The most of each, as `of` times what it is measured against.
BARS = {
    "Today": (SIGNED_IN, 6.0),
    "People": (SIGNED_IN, 6.0),
    "Welcome": (SIGNED_IN, 6.0),
    FIRST: (SIGNED_IN, 5.0),
    "My support": (SIGNED_IN, 6.0),
    ONE: (WRITE, 4.0),
    SHIFT: (ONE, 8.0),
}
ON_A_SHIFT = 60


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer of a house, by number."""

    id: UUID
    membership_id: UUID
    people: list[UUID]

    @property
    def cookie(self) -> str:
        return session_for(person=str(self.id), hat=str(self.membership_id))


def peer(size: house.Size, number: int, people: int) -> Peer:
    walked = itertools.islice(range(number, size.participants, size.peers), people)
    return Peer(
        size.id(house.PERSON, 1_000_000 + number),
        size.id(house.HAT, number),
        [size.id(house.PARTICIPANT, n) for n in walked],
    )


# --- the house -------------------------------------------------------------------------------


@contextmanager
def opened(root: Path, on: str, size: house.Size, minutes: float) -> Iterator[None]:
    """A database with the house in it, built where it is not there."""
    folder = root / "bench" / f"support-{size.participants}-{on}"
    folder.mkdir(parents=True, exist_ok=True)
    if on == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'house.sqlite3'}"
        settled(folder, size, minutes)
        yield
        return
    from tools.postgres import kept

    with kept(folder / "server") as (address, _fresh):
        os.environ["DATABASE_URL"] = address
        settled(folder, size, minutes)
        yield


def settled(folder: Path, size: house.Size, minutes: float) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from alongside.core import storage

    call_command("collectstatic", interactive=False, verbosity=0)
    built = folder / "built"
    if built.exists():
        print(f"In {folder.name}: {built.read_text()} contacts")
        return
    call_command("migrate", verbosity=0)
    print(f"Building {folder.name}, once:", flush=True)
    began = time.monotonic()
    with sender() as run:
        builder = house.Builder(run, connection.vendor, time.time())
        builder.build(house.SMALL)
        contacts = builder.build(size, seconds=minutes * 60)
        if connection.vendor == "postgresql":
            run("VACUUM ANALYZE")
        storage.take_stock()  # what the worker does every hour
    built.write_text(f"{contacts:,}")
    print(f"  {time.monotonic() - began:.0f} s in all", flush=True)


@contextmanager
def sender() -> Iterator[Callable[[str], Any]]:
    """Sends a statement: on PostgreSQL as the owner of the server, for whom no walls stand and no
    guards look at each row; on SQLite through the product's connection."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA cache_size = -262144")
            yield lambda sql: cursor.execute(sql).fetchall()
            cursor.execute("PRAGMA foreign_keys = ON")
        return
    import psycopg

    address = os.environ["DATABASE_URL"].replace("//alongside@", "//owner@")
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("SET maintenance_work_mem = '512MB'")

        def run(sql: str) -> Any:
            done = owner.execute(sql.encode())
            return done.fetchall() if done.description else []

        yield run


# --- what is measured ------------------------------------------------------------------------


def pages(size: house.Size, who: Peer) -> list[Page]:
    """The reference views first."""
    from benchmarks.pages import logged, written

    cookie = who.cookie
    volunteer = session_for(
        person=str(size.id(house.VOLUNTEER, 1_000_000)), hat=str(size.id(house.VOLUNTEER, 0))
    )
    log = f"/en/log/{who.people[0]}/"
    return [
        Page(SIGNED_IN, "/en/reference/signed-in/", SIGNED_IN, cookie),
        Page(WRITE, "/en/reference/write/", WRITE, cookie, form=written(cookie)),
        Page("Today", "/en/today/", SIGNED_IN, cookie),
        Page("People", "/en/people/", SIGNED_IN, cookie),
        Page("Welcome", "/en/welcome/", SIGNED_IN, volunteer),
        Page(FIRST, "", SIGNED_IN, turns=looks(size)),
        Page("My support", "/en/my-support/", SIGNED_IN, themselves(size)),
        Page(ONE, log, WRITE, cookie, form=logged(cookie, who.people[0])),
        Page(SHIFT, "/en/log/shift/", WRITE, cookie, form=shift(cookie, who.people)),
    ]


def themselves(size: house.Size) -> str:
    """The first of the participants, with their return key."""
    from alongside.accounts import queries as accounts
    from alongside.accounts.models import ReturnKey
    from alongside.core import scope

    with scope.within(size.id(house.ORGANISATION, 0)):
        key = ReturnKey.objects.get(pk=size.id(house.KEY, 0))
    return session_for(**accounts.session_of(key))


def looks(size: house.Size) -> Iterator[tuple[str, str]]:
    """Everybody whom some peers walk with, in turn, so that nearly every look is written down."""
    for number in itertools.cycle(range(min(10, size.peers))):
        one = peer(size, number, 100)
        cookie = one.cookie
        for someone in one.people:
            yield f"/en/people/{someone}/", cookie


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


def cost(size: house.Size) -> bool:
    facts = measure(pages(size, peer(size, 0, ON_A_SHIFT)))
    beside = {
        page.name: count_queries(page) for page in pages(house.SMALL, peer(house.SMALL, 0, 20))
    }
    print(f"{'page':<32}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}{'with 20 people':>16}")
    for name, row in facts.items():
        times = f"{row['p50'] * 1000:8.1f}{row['p95'] * 1000:8.1f}"
        print(f"{name:<32}{times}{row['queries']:>9}{beside[name]:>16}")
    reached = True
    for name, (against, most) in BARS.items():
        row = facts[name]
        near = row["reference"] == against
        ratio = row["ratio"] if near else row["p50"] / facts[against]["p50"]
        same = name == SHIFT or row["queries"] <= beside[name]
        reached = reached and ratio <= most and same
        said = "reached" if ratio <= most and same else "MISSED "
        more = "" if same else f"; {row['queries']} queries, {beside[name]} with 20 people"
        print(f"{said}  {name}: {ratio:.2f}x {against} (at most {most:g}){more}")
    return reached


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--size", type=int, help="participants")
    parser.add_argument("--peers", type=int, default=200, help="who write at once")
    parser.add_argument("--seconds", type=int, default=60, help="for how long")
    parser.add_argument("--minutes", type=float, default=1e6, help="the most for writing contacts")
    parser.add_argument("--plans", action="store_true", help="how PostgreSQL finds it, and no more")
    options = parser.parse_args()
    people = options.size or (500_000 if options.on == "postgres" else 50_000)
    size = house.sized(people)
    root = Path(os.environ.get("ALONGSIDE_VAR", ROOT / "var"))
    with opened(root, options.on, size, options.minutes):
        from benchmarks import crowd, plans

        if options.plans:
            plans.tell(size, pages(size, peer(size, 0, ON_A_SHIFT)))
            return 0
        cheap = cost(size)
        numbers = range(0, size.peers, size.organisations)
        peers = [peer(size, number, 3) for number in numbers][: options.peers]
        whole = crowd.all_at_once(size.id(house.ORGANISATION, 0), peers, options.seconds)
    return 0 if cheap and whole else 1


if __name__ == "__main__":
    sys.exit(main())

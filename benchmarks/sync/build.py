"""An invented organisation with as many peers as there are phones, each signed in; and what they
captured on a shift. Prints all that the phones need as JSON."""

import argparse
import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

PEOPLE = 5  # whom each peer walks with


def build(phones: int, captures: int) -> dict[str, Any]:
    from django.core.management import call_command

    from alongside.accounts.models import Organisation
    from alongside.core import scope

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    organisation = Organisation.objects.create(name="Invented", slug="invented")
    with scope.within(organisation.pk):
        each = captures // phones
        found = [_phone(organisation, number, each) for number in range(phones)]
    return {"organisation": str(organisation.pk), "phones": found}


def _phone(organisation: Any, number: int, captures: int) -> dict[str, Any]:
    from alongside.accounts import queries
    from alongside.accounts.models import Membership, Person, digest_of
    from alongside.core import clock
    from benchmarks.measure import session_for

    began = clock.now() - timedelta(days=30)
    person = Person.objects.create(
        username=f"peer-{number}",
        username_digest=digest_of(f"peer-{number}"),
        name=f"Peer {number}",
        must_change_passphrase=False,
    )
    hat = Membership.objects.create(
        organisation=organisation, person=person, role="peer", from_at=began
    )
    people = [_walks_with(organisation, person, began) for _ in range(PEOPLE)]
    cookie = session_for(person=str(person.pk), **{queries.HAT: str(hat.pk)})
    said = [_capture(seq, people) for seq in range(1, captures + 1)]
    return {"cookie": cookie, "captures": said}


def _walks_with(organisation: Any, person: Any, began: Any) -> str:
    from alongside.participants.models import Consent, Participant, Tie
    from alongside.support.models import Pairing

    row = Participant.objects.create(organisation=organisation, alias="Somebody")
    whose = {"organisation": organisation, "participant": row}
    for kind in ("supported", "recorded"):
        Consent.objects.create(**whose, kind=kind, given_at=began)
    Pairing.objects.create(**whose, peer=person, from_at=began)
    Tie.objects.create(**whose, person=person, why="pairing", from_at=began)
    return str(row.pk)


def _capture(seq: int, people: list[str]) -> dict[str, Any]:
    """Of five, three with somebody and two with nobody's name."""
    from alongside.core import clock, ids

    at = clock.now() - timedelta(minutes=600 - seq)
    return {
        "id": str(ids.new()),
        "kind": "contact",
        "happened_at": at.isoformat(),
        "phone_now": at.isoformat(),
        "seq": seq,
        "person": people[seq % len(people)] if seq % 5 < 3 else None,
        "place": None,
        "body": {"kinds": ["emotional"], "minutes": 5 + seq % 20},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--phones", type=int, default=20)
    parser.add_argument("--captures", type=int, default=1000)
    asked = parser.parse_args()
    os.environ["DATABASE_URL"] = f"sqlite:///{asked.database}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django

    django.setup()
    print(json.dumps(build(asked.phones, asked.captures)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What several tests of referrals do: prepare one, agree, make its link, open it as Noor."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from alongside.core import ids
from alongside.directory.models import ListedOrganisation, Service, Source
from alongside.referrals.models import Referral
from tests.cast import Cast, Character

WORDS = "I want my methadone closer to home"
TICKED = {
    "share_name": "on",
    "name": "Sam",
    "share_words": "on",
    "words": WORDS,
    "reach": "text, never call",
}


def clinic() -> Service:
    """A rapid access clinic of the directory."""
    source = Source.objects.create(key="ours", name="Ours")
    listed = ListedOrganisation.objects.create(
        source=source, key="o1", mark="m", name="Hill Street Health"
    )
    return Service.objects.create(
        source=source,
        key="s1",
        mark="m",
        organisation=listed,
        organisation_name=listed.name,
        name="Rapid access clinic",
    )


def form(service: Service, **changes: Any) -> dict[str, str]:
    return {
        "id": str(ids.new()),
        "service": str(service.pk),
        "do": "keep",
        **TICKED,
        **{name: str(value) for name, value in changes.items()},
    }


def prepare(who: Character, about: Character, service: Service) -> Referral:
    sent = form(service)
    answer = who.client().post(f"/en/people/{about.id}/refer/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Referral.objects.get(pk=sent["id"])


def agree(who: Character, row: Referral) -> int:
    row.refresh_from_db()
    page = who.client().post(f"/en/referrals/{row.pk}/agree/", {"version": row.version})
    row.refresh_from_db()
    return page.status_code


def make_link(who: Character, row: Referral, id: str = "") -> str:
    """The path of the link, or nothing where none was shown."""
    page = who.client().post(f"/en/referrals/{row.pk}/link/", {"id": id or str(ids.new())})
    row.refresh_from_db()
    text = page.content.decode()
    _before, found, after = text.partition("http://testserver")
    path = after.partition("<")[0].strip() if found else ""
    if path:
        PINS[path] = text.partition("data-pin>")[2].partition("<")[0].strip()
    return path


PINS: dict[str, str] = {}  # said aloud, by the path of their link


@dataclass
class Sent:
    """A referral of Sam's on its way, and the path of its link."""

    row: Referral
    path: str


def sent(cast: Cast) -> Sent:
    row = prepare(cast.maya, cast.sam, clinic())
    agree(cast.sam, row)
    return Sent(row, make_link(cast.maya, row))


def noor(path: str) -> Client:
    """Noor, at the clinic, who opened the link."""
    client = Client()
    assert client.post(path, {"pin": PINS[path]}).status_code == 302
    return client

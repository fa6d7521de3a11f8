"""What several tests of second locks do."""

import re

from django.test import Client

from alongside.accounts import actions
from alongside.core import ids
from tests.cast import PASSPHRASE, Character

SECOND = "/en/sign-in/second/"


def with_codes(who: Character) -> list[str]:
    """Ten codes on paper, as the page showed them."""
    return actions.print_codes(by=who.by, id=ids.new())


def half_in(who: Character) -> Client:
    """A browser in which the right passphrase was typed, and nothing more."""
    client = Client()
    answer = client.post("/en/sign-in/", {"username": who.name, "passphrase": PASSPHRASE})
    assert answer["Location"] == SECOND, answer["Location"]
    return client


def seed_of(client: Client) -> str:
    """What an app would scan."""
    client.get("/en/account/second-lock/app/")
    return str(client.session["app_seed"])


def shown_code(client: Client) -> str:
    """The digits for a colleague."""
    page = client.post(f"{SECOND}lost/").content.decode()
    found = re.search(r"\b(\d{4} \d{4})\b", page)
    assert found, page
    return found.group(1)

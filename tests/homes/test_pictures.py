"""Just tell me: everything on My support in pictures and five words, and large print."""

import re

import pytest
from django.test import Client
from django.utils import translation

from alongside.homes import queries
from alongside.homes.queries import pictures
from tests.cast import Cast

PATH = "/en/my-support/pictures/"


def choose(client: Client, how: str) -> None:
    assert client.post("/en/reading/", {"reading": how}).status_code == 302


def test_it_says_everything_in_five_words(cast: Cast) -> None:
    for language in ("en", "fr", "es"):
        with translation.override(language):
            for character in (cast.sam, cast.rosa):
                shown = pictures.pictures(character.by, queries.mine(character.by))
                assert shown
                long = [one.words for one in shown if len(one.words.split()) > pictures.WORDS]
                assert not long, long


def test_it_leads_wherever_my_support_leads(cast: Cast) -> None:
    sam = cast.sam.client()
    everything = sam.get("/en/my-support/").content.decode()
    shown = sam.get(PATH).content.decode()
    links = re.compile(r'href="(/en/[^"?#]*)')
    mine = set(links.findall(everything.partition("<main")[2].partition("</main>")[0]))
    told = set(links.findall(shown))
    deeper = {"/en/contacts/", "/en/limits/"}  # behind what was agreed, and what is kept
    assert mine - told <= deeper


def test_it_stays_until_they_leave(cast: Cast) -> None:
    sam = cast.sam.client()
    choose(sam, "pictures")
    assert sam.get("/en/my-support/").headers["Location"] == PATH
    assert sam.get("/en/my-support/?all").status_code == 200
    choose(sam, "")
    assert sam.get("/en/my-support/").status_code == 200


@pytest.mark.parametrize("odd", ["huge", "", "x" * 5000])
def test_large_print_is_for_who_asked(cast: Cast, odd: str) -> None:
    maya = cast.maya.client()
    choose(maya, "large")
    assert 'class="reading-large"' in maya.get("/en/today/").content.decode()
    assert 'class="reading-large"' not in cast.vera.client().get("/en/today/").content.decode()
    assert 'class="reading-large"' not in Client().get("/en/").content.decode()
    choose(maya, odd)
    assert 'class="reading-large"' not in maya.get("/en/today/").content.decode()

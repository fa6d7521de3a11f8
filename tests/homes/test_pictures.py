"""Just tell me: everything on My support in pictures and five words, and large print."""

import re

import pytest
from django.test import Client
from django.utils import translation

from alongside.core import ids
from alongside.homes import queries
from alongside.homes.queries import at_work, pictures
from alongside.homes.queries import day as days
from alongside.support import actions as support
from tests.cast import Cast

PATH = "/en/my-support/pictures/"
WORK = "/en/today/pictures/"
LINKS = re.compile(r'href="(/en/[^"?#]*)')


def choose(client: Client, how: str) -> None:
    assert client.post("/en/reading/", {"reading": how}).status_code == 302


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


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
    mine, told = set(LINKS.findall(main_of(everything))), set(LINKS.findall(shown))
    deeper = {"/en/contacts/", "/en/limits/"}  # behind what was agreed, and what is kept
    assert mine - told <= deeper


def test_it_stays_until_they_leave(cast: Cast) -> None:
    sam = cast.sam.client()
    choose(sam, "pictures")
    assert sam.get("/en/my-support/").headers["Location"] == PATH
    assert sam.get("/en/my-support/?all").status_code == 200
    choose(sam, "")
    assert sam.get("/en/my-support/").status_code == 200


def test_a_worker_sees_today_in_five_words(cast: Cast) -> None:
    maya = cast.maya.client()
    everything = main_of(maya.get("/en/today/").content.decode())
    shown = main_of(maya.get(WORK).content.decode())
    rows = {f"/en/log/{cast.sam.id}/"}  # the button beside a name: behind their own page
    assert set(LINKS.findall(everything)) - set(LINKS.findall(shown)) <= rows
    first = shown.index(f"/en/people/{cast.sam.id}/")
    assert first < shown.index('href="/en/log/"') < shown.index("/en/danger/")
    assert "Chose you: say hello" in shown
    for language in ("en", "fr", "es"):
        with translation.override(language):
            tiles = at_work.pictures(days.day(cast.maya.by, zone="America/Moncton"))
            assert not [one.words for one in tiles if len(one.words.split()) > pictures.WORDS]
            reasons = [*at_work.REASONS.values(), *at_work.MISSED.values()]
            said = [str(words) for _icon, words in reasons]
            assert not [words for words in said if len(words.split()) > pictures.WORDS]
    assert cast.vera.client().get(WORK).status_code == 200
    for who in ("dana", "omar", "sam"):
        assert cast.characters[who].client().get(WORK).status_code == 403


def test_a_worker_keeps_pictures_and_undoes_there(cast: Cast) -> None:
    maya = cast.maya.client()
    assert "Just tell me" in maya.get("/en/reading/").content.decode()
    assert "Just tell me" not in cast.dana.client().get("/en/reading/").content.decode()
    choose(maya, "pictures")
    row = support.log_contact(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, kinds=["affiliational"]
    )
    led = maya.get(f"/en/today/?logged={row.pk}").headers["Location"]
    assert led == f"{WORK}?logged={row.pk}"
    assert "Written down, with Sam" in maya.get(led).content.decode()
    assert maya.get("/en/today/?all").status_code == 200
    choose(maya, "")
    assert maya.get("/en/today/").status_code == 200


@pytest.mark.parametrize("odd", ["huge", "", "x" * 5000])
def test_large_print_is_for_who_asked(cast: Cast, odd: str) -> None:
    maya = cast.maya.client()
    choose(maya, "large")
    assert 'class="reading-large"' in maya.get("/en/today/").content.decode()
    assert 'class="reading-large"' not in cast.vera.client().get("/en/today/").content.decode()
    assert 'class="reading-large"' not in Client().get("/en/").content.decode()
    choose(maya, odd)
    assert 'class="reading-large"' not in maya.get("/en/today/").content.decode()

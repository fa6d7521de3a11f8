"""Six words bring somebody back, without any account."""

import re
from datetime import timedelta
from typing import Any

import mnemonic
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import access, actions, actors, queries, rules
from alongside.accounts.models import ReturnKey
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from tests.cast import SAMS_WORDS, Cast
from tests.history import happened

PATH = "/en/return-key/"
REPLACE = "/en/account/return-key/"
OPENS = actors.system("return key entered")


def enter(client: Client, words: str, **extra: Any) -> Any:
    return client.post(PATH, {"words": words}, **extra)


def test_it_opens_what_is_theirs(cast: Cast, client: Client) -> None:
    answer = enter(client, SAMS_WORDS)
    assert answer.status_code == 302
    assert client.get("/en/account/").status_code == 200
    assert client.session[queries.KEY] == str(cast.sam.by.id)


def test_it_asks_nothing_of_whoever_is_in_already(cast: Cast, client: Client) -> None:
    """A public page offers it to everybody: it does not know who reads it."""
    enter(client, SAMS_WORDS)
    assert client.get(PATH)["Location"] == reverse("homes:support")
    assert cast.maya.client().get(PATH).status_code == 200
    assert Client().get(PATH).status_code == 200


def test_it_ends_with_the_browser(cast: Cast, client: Client) -> None:
    enter(client, SAMS_WORDS)
    assert client.cookies["alongside"]["max-age"] == ""
    assert client.session.get_expire_at_browser_close()


def test_they_read_that_somebody_came_in(cast: Cast, client: Client) -> None:
    enter(client, SAMS_WORDS)
    assert Event.objects.get(verb="use-return-key").participant_id == cast.sam.id
    assert (
        "Somebody came in with your six words" in client.get("/en/looks/?only=all").content.decode()
    )


def test_it_forgives_how_words_are_typed(cast: Cast) -> None:
    for typed in (
        "River, Candle, maple, quiet, ladder, stone.",
        "  RIVER  cándle maple\tquiet ladder   stone ",
        "river-candle-maple-quiet-ladder-stone",
    ):
        assert enter(Client(), typed).status_code == 302


def test_it_says_the_same_of_every_wrong_key(cast: Cast) -> None:
    ReturnKey.objects.filter(pk=str(cast.lee.by.id)).update(ended_at=clock.now())
    for words in ("river candle", "sugar planet arrow cloud fence", "none of this"):
        answer = enter(Client(), words)
        assert answer.status_code == 422
        assert "These words open nothing here" in answer.content.decode()


def test_it_leaves_an_event_in_its_organisation(cast: Cast, client: Client) -> None:
    enter(client, SAMS_WORDS)
    event = Event.objects.get(verb="use-return-key")
    assert (event.about_id, event.organisation_id) == (cast.sam.by.id, cast.riverbend.pk)


def test_it_ends_whatever_session_was_there(cast: Cast) -> None:
    client = cast.maya.client()
    enter(client, SAMS_WORDS)
    assert "_auth_user_id" not in client.session
    assert queries.HAT not in client.session


def test_it_gets_slow_for_who_guesses_and_for_nobody_else(cast: Cast) -> None:
    for _ in range(settings.RETURN_KEY_TRIES):
        enter(Client(), "wrong words", REMOTE_ADDR="192.0.2.1")
    slowed = enter(Client(), SAMS_WORDS, REMOTE_ADDR="192.0.2.1")
    assert slowed.status_code == 429
    assert "Wait five minutes" in slowed.content.decode()
    assert enter(Client(), SAMS_WORDS, REMOTE_ADDR="192.0.2.2").status_code == 302
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        assert enter(Client(), SAMS_WORDS, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_it_gets_slow_for_many_addresses_together_and_locks_nobody_out(cast: Cast) -> None:
    """While somebody tries everywhere at once: whoever types the right words comes in, and an
    address that was wrong waits."""
    start = clock.now().replace(second=1)
    with time_machine.travel(start, tick=False):
        for number in range(settings.RETURN_KEY_TRIES * 10):
            with pytest.raises(errors.Problem):
                actions.use_return_key(by=OPENS, words="wrong words", address=str(number))
        assert actions.use_return_key(by=OPENS, words=SAMS_WORDS, address="one more")
        with pytest.raises(errors.TooMany):
            actions.use_return_key(by=OPENS, words=SAMS_WORDS, address="7")
    with time_machine.travel(start + timedelta(minutes=1)):
        assert actions.use_return_key(by=OPENS, words=SAMS_WORDS, address="7")


def test_it_can_be_given_back(cast: Cast) -> None:
    client = cast.sam.client()
    client.post(reverse("accounts:sign_out"))
    assert client.get("/en/account/").status_code == 302
    assert enter(client, SAMS_WORDS).status_code == 302


def test_only_the_system_reads_entered_words(cast: Cast) -> None:
    with pytest.raises(access.Refused):
        actions.use_return_key(by=cast.kit.by, words=SAMS_WORDS, address="")


# --- making and replacing ------------------------------------------------------------


def make(cast: Cast, by: actors.Actor | None = None, language: str = "en") -> Any:
    by = by or actors.system("asks for a peer", organisation_id=cast.riverbend.pk)
    return actions.make_return_key(by=by, organisation=cast.riverbend, language=language)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_it_is_made_of_six_words_in_their_language(
    cast: Cast, client: Client, language: str
) -> None:
    key, words = make(cast, language=language)
    assert len(words.split()) == 6
    assert set(words.split()) <= set(rules.wordlist(language))
    assert words not in repr(vars(key))
    assert enter(client, rules.plain(words).upper()).status_code == 302


def test_making_one_leaves_an_event_without_words(cast: Cast) -> None:
    key, _words = make(cast)
    event = Event.objects.get(verb="make-return-key")
    assert (event.about_id, event.facts) == (key.pk, {})


def test_a_wrong_role_makes_none(cast: Cast) -> None:
    before = ReturnKey.objects.count()
    with pytest.raises(access.Refused):
        make(cast, by=cast.kit.by)
    assert ReturnKey.objects.count() == before


def test_new_words_end_the_old_ones_and_their_sessions(cast: Cast) -> None:
    here, elsewhere = cast.sam.client(), cast.sam.client()
    page = here.post(REPLACE, {"id": str(ids.new())})
    words = " ".join(page.context["words"])
    assert here.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302
    assert enter(Client(), SAMS_WORDS).status_code == 422
    assert enter(Client(), words).status_code == 302
    assert happened(verb="replace-return-key", about_id=cast.sam.by.id)
    assert cast.sam.participant is not None
    cast.sam.participant.refresh_from_db()
    assert cast.sam.participant.return_key_id == cast.sam.by.id


def test_somebody_without_a_key_has_none_to_replace(cast: Cast) -> None:
    with pytest.raises(errors.Missing):
        actions.replace_return_key(by=cast.rosa.by, id=ids.new(), language="en")
    with pytest.raises(access.Refused):
        actions.replace_return_key(by=cast.maya.by, id=ids.new(), language="en")


def test_a_second_tap_does_not_kill_the_words_just_shown(cast: Cast) -> None:
    client, form = cast.sam.client(), {"id": str(ids.new())}
    words = " ".join(client.post(REPLACE, form).context["words"])
    again = client.post(REPLACE, form)
    page = again.content.decode()
    assert again.status_code == 200
    assert "Did you see your new words?" in page
    assert 'class="key"' not in page
    assert enter(Client(), words).status_code == 302
    assert Event.objects.filter(verb="replace-return-key").count() == 1
    new = re.search(r'name="id" value="([^"]+)"', page.split("<main")[1])
    assert new is not None
    other = " ".join(client.post(REPLACE, {"id": new.group(1)}).context["words"])
    assert enter(Client(), words).status_code == 422
    assert enter(Client(), other).status_code == 302


def test_words_are_drawn_by_a_form_only(cast: Cast) -> None:
    assert cast.sam.client().post(REPLACE).status_code == 200
    assert cast.sam.client().post(REPLACE, {"id": "x"}).status_code == 200
    assert enter(Client(), SAMS_WORDS).status_code == 302


def test_replacing_asks_first(cast: Cast) -> None:
    assert "stop working" in cast.sam.client().get("/en/account/return-key/").content.decode()
    assert not Event.objects.filter(verb="replace-return-key").exists()


# --- rules ---------------------------------------------------------------------------


@given(st.lists(st.sampled_from(rules.wordlist("fr") + rules.wordlist("es")), min_size=1))
def test_words_are_found_however_they_are_typed(words: list[str]) -> None:
    right = rules.plain(" ".join(words))
    assert rules.plain(", ".join(words).upper()) == right
    assert rules.plain(f"  {'   '.join(words)}. ") == right


@given(
    st.lists(st.sampled_from(rules.wordlist("es")), min_size=6, max_size=6),
    st.lists(st.sampled_from(rules.wordlist("fr")), max_size=3),
)
def test_six_words_are_parted_from_what_comes_after(six: list[str], own: list[str]) -> None:
    typed = ", ".join([*six, *own]).upper()
    assert rules.parted(typed) == (rules.plain(" ".join(six)), rules.plain(" ".join(own)))


@given(st.text(max_size=40), st.text(max_size=20))
def test_an_own_word_is_no_name_no_number_and_not_short(word: str, alias: str) -> None:
    if rules.is_own_word(word, alias=alias):
        signs = rules.plain(word).replace(" ", "")
        assert len(signs) >= rules.LEAST_LETTERS
        assert not signs.isdecimal()
        assert rules.plain(word) != rules.plain(alias)
    assert not rules.is_own_word(word, alias=word)


@given(st.text())
def test_plain_words_stay_as_they_are(typed: str) -> None:
    once = rules.plain(typed)
    assert rules.plain(once) == once
    assert once == " ".join(once.split())


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_words_that_hurt_are_left_out_and_enough_are_left(language: str) -> None:
    words = rules.wordlist(language)
    assert len(words) > 1700
    assert len({rules.plain(word) for word in words}) == len(words)
    for hurtful in ("alcohol", "pistol", "pistola", "alcool", "drogue", "prison", "dolor"):
        assert hurtful not in {rules.plain(word) for word in words}


def test_nothing_is_left_out_that_was_never_in() -> None:
    for language, words in rules._left_out().items():
        everything = {
            rules.plain(word) for word in mnemonic.Mnemonic(rules.LISTS[language]).wordlist
        }
        assert words <= everything


def test_another_language_gets_english_words() -> None:
    assert rules.wordlist("tlh") == rules.wordlist("en")

"""What have I agreed to: said and taken back in one tap, by the participant alone."""

import pytest
from django.utils import translation

from alongside.core import ids
from alongside.participants import actions, rules
from alongside.participants.models import Consent
from alongside.participants.rules import leaving
from tests.cast import Cast
from tests.participants import yes
from tests.support.doors import get, post, verbs


def live(cast: Cast, who: str) -> list[str]:
    rows = Consent.objects.filter(participant=cast.characters[who].id, withdrawn_at=None)
    return sorted(rows.values_list("kind", flat=True))


def test_it_first_says_what_cannot_be_private(cast: Cast) -> None:
    answer = get(cast.rosa.client(), "participants:consents")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/limits/")


def test_it_shows_each_apart_and_nothing_ticked(cast: Cast) -> None:
    text = get(cast.lee.client(), "participants:consents").content.decode()
    assert "Being supported" in text
    assert "Being written down" in text
    assert text.count("You agreed on") == 1
    assert "checked" not in text


def test_it_is_given_in_one_tap_and_once(cast: Cast) -> None:
    lee = cast.lee.client()
    for _ in range(2):
        answer = post(lee, "participants:give_consent", {"kind": "recorded"})
        assert answer.status_code == 302
    assert live(cast, "lee") == ["recorded", "supported"]
    assert verbs(cast.lee.id) == ["give-consent"]


def test_it_keeps_the_language_of_the_words(cast: Cast) -> None:
    with translation.override("es"):
        post(cast.lee.client(), "participants:give_consent", {"kind": "recorded"})
    row = Consent.objects.get(participant=cast.lee.id, kind="recorded")
    assert (row.language, row.words_version) == ("es", rules.WORDS_VERSION)


def test_it_is_taken_back_in_one_tap_and_once(cast: Cast) -> None:
    sam = cast.sam.client()
    row = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    for _ in range(2):
        answer = post(sam, "participants:withdraw_consent", {"consent": str(row.pk)})
        assert answer.status_code == 302
    assert live(cast, "sam") == ["supported"]
    assert verbs(cast.sam.id) == ["withdraw-consent"]
    text = get(sam, "participants:consents").content.decode()
    assert "Everything I ever agreed to" in text


def test_it_can_be_given_again_and_history_keeps_both(cast: Cast) -> None:
    sam = cast.sam.client()
    row = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    post(sam, "participants:withdraw_consent", {"consent": str(row.pk)})
    post(sam, "participants:give_consent", {"kind": "recorded"})
    assert Consent.objects.filter(participant=cast.sam.id, kind="recorded").count() == 2


@pytest.mark.parametrize("kind", ["", "shared", "everything"])
def test_it_takes_nothing_else(cast: Cast, kind: str) -> None:
    answer = post(cast.sam.client(), "participants:give_consent", {"kind": kind})
    assert answer.status_code == 422
    assert live(cast, "sam") == ["recorded", "supported"]
    assert verbs(cast.sam.id) == []


@pytest.mark.parametrize("who", ["maya", "vera", "dana", "omar", "kit"])
def test_it_is_not_for_others_to_agree(cast: Cast, who: str) -> None:
    client = cast.characters[who].client()
    row = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    assert get(client, "participants:consents").status_code == 403
    assert post(client, "participants:give_consent", {"kind": "recorded"}).status_code == 403
    answer = post(client, "participants:withdraw_consent", {"consent": str(row.pk)})
    assert answer.status_code == 403
    assert live(cast, "sam") == ["recorded", "supported"]


@pytest.mark.parametrize("who", ["rosa", "tess"])
def test_it_does_not_know_the_consents_of_others(cast: Cast, who: str) -> None:
    row = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    client = cast.characters[who].client()
    for consent in (str(row.pk), str(ids.new()), "nonsense"):
        answer = post(client, "participants:withdraw_consent", {"consent": consent})
        assert answer.status_code == 404
    assert live(cast, "sam") == ["recorded", "supported"]


def test_it_lists_who_may_be_told_and_takes_it_back(cast: Cast) -> None:
    given = yes.signed(cast.sam)
    sam = cast.sam.client()
    page = get(sam, "participants:consents").content.decode()
    assert yes.CLINIC in page
    assert "Nothing has left" in page
    actions.disclose(
        by=cast.sam.by,
        participant=cast.sam.id,
        recipient=leaving.Recipient(yes.CLINIC, "service"),
        purpose="referral",
        categories=["words"],
        via="print",
    )
    assert "Told last on" in get(sam, "participants:consents").content.decode()
    post(sam, "participants:withdraw_consent", {"consent": str(given.pk)})
    assert live(cast, "sam") == ["recorded", "supported"]


def test_it_is_taken_back_from_one_and_the_others_keep_it(cast: Cast) -> None:
    sam = cast.sam.client()
    first, second = yes.signed(cast.sam), yes.signed(cast.sam, categories=("words",))
    other = yes.signed(cast.sam, recipient="Mill Street Shelter", recipient_kind="housing")
    data = {"consent": str(first.pk), "party": "1"}
    assert post(sam, "participants:withdraw_consent", data).status_code == 302
    lives = set(Consent.objects.filter(withdrawn_at=None).values_list("pk", flat=True))
    assert not lives & {first.pk, second.pk}
    assert other.pk in lives


def test_it_takes_all_of_it_back_and_support_goes_on(cast: Cast) -> None:
    yes.signed(cast.sam)
    yes.signed(cast.sam, recipient="Mill Street Shelter", recipient_kind="housing")
    for _ in range(2):
        post(cast.sam.client(), "participants:withdraw_consent", {"consent": "all"})
    assert live(cast, "sam") == ["recorded", "supported"]
    assert verbs(cast.sam.id).count("withdraw-consent") == 2

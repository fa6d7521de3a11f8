"""Noor at the clinic: a link, no account, and nothing more than was agreed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import formats, timezone

from alongside.audit.models import Event
from alongside.core import clock
from alongside.participants import actions as participants
from alongside.participants.models import Disclosure
from alongside.referrals.models import Link
from tests.cast import Cast
from tests.referrals import doors

PAGE = "/en/r/"


@pytest.fixture(autouse=True)
def _patience(db: None) -> None:
    cache.clear()


def answer(
    client: Client, version: int, said: str = "received", words: str = "Monday at ten"
) -> int:
    data = {"version": version, "answer": said, "words": words}
    return client.post(PAGE, data).status_code


def withdraw(cast: Cast, sent: doors.Sent) -> None:
    assert sent.row.consent_id
    participants.withdraw_consent(
        by=cast.sam.by, participant=cast.sam.id, consent=sent.row.consent_id
    )


def test_it_says_nothing_about_anybody_before_it_is_opened(cast: Cast) -> None:
    sent = doors.sent(cast)
    for _scanner in range(3):
        page = Client().get(sent.path).content.decode()
        for known in ("Rapid access clinic", "Riverbend", "Sam", doors.WORDS):
            assert known not in page
    assert Link.objects.get().opened_at is None
    assert not Disclosure.objects.exists()


def pin(sent: doors.Sent) -> dict[str, str]:
    return {"pin": doors.PINS[sent.path]}


def test_it_opens_in_the_first_browser_alone(cast: Cast) -> None:
    sent = doors.sent(cast)
    first = doors.noor(sent.path)
    assert first.session.get_expire_at_browser_close()
    second = Client().post(sent.path, pin(sent))
    assert second.status_code == 410
    assert "opens only there" in second.content.decode()
    assert Event.objects.filter(outcome="refused", participant_id=cast.sam.id).count() == 1
    cookies = first.cookies.copy()
    again = Client()  # the first browser was closed, and is opened again
    again.cookies["alongside_link"] = cookies["alongside_link"].value
    assert again.get(PAGE).status_code == 410
    assert again.post(sent.path, pin(sent)).status_code == 302
    assert doors.WORDS in again.get(PAGE).content.decode()


def test_it_keeps_a_mark_that_tells_nothing_and_no_script_reads(cast: Cast) -> None:
    sent = doors.sent(cast)
    mark = doors.noor(sent.path).cookies["alongside_link"]
    assert mark["httponly"]
    assert mark["samesite"] == "Lax"
    assert mark["max-age"] == 14 * 24 * 3600
    assert mark.value not in Link.objects.get().browser_digest


@pytest.mark.parametrize("typed", ["", "12345", "000000", "x" * 19, "<b>", "\x00"])
def test_it_opens_with_no_other_pin(cast: Cast, typed: str) -> None:
    sent = doors.sent(cast)
    Link.objects.update(pin_digest="of another one")
    page = Client().post(sent.path, {"pin": typed})
    assert page.status_code == 422
    assert "Rapid access clinic" not in page.content.decode()
    assert Link.objects.get().opened_at is None


def test_it_gets_slow_for_somebody_who_guesses_a_pin_and_tells_sam(cast: Cast) -> None:
    sent = doors.sent(cast)
    wrong = f"{(int(pin(sent)['pin']) + 1) % 1_000_000:06}"
    found = [Client().post(sent.path, {"pin": wrong}).status_code for _try in range(8)]
    assert found == [422] * 6 + [429] * 2
    assert Client().post(sent.path, pin(sent)).status_code == 429
    assert Event.objects.filter(outcome="refused", participant_id=cast.sam.id).count() == 1
    assert not Disclosure.objects.exists()


def test_it_hears_a_pin_in_two_halves(cast: Cast) -> None:
    sent = doors.sent(cast)
    said = pin(sent)["pin"]
    assert Client().post(sent.path, {"pin": f"{said[:3]} {said[3:]}"}).status_code == 302


def test_it_keeps_no_pin_but_a_digest(cast: Cast) -> None:
    sent = doors.sent(cast)
    assert pin(sent)["pin"] not in str(Link.objects.values().get())
    row = cast.maya.client().get(f"/en/referrals/{sent.row.pk}/").content.decode()
    assert pin(sent)["pin"] not in row


def test_it_shows_only_what_was_agreed_and_writes_the_disclosure_down(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    page = client.get(PAGE).content.decode()
    assert doors.WORDS in page
    assert "text, never call" not in page
    assert str(cast.sam.id) not in page
    gone = Disclosure.objects.get()
    assert gone.recipient == sent.row.service_name
    assert gone.categories == ["name", "words"]
    assert gone.consent_id == sent.row.consent_id
    client.get(PAGE)  # again within a quarter of an hour is the same showing
    assert Disclosure.objects.count() == 1
    assert Event.objects.filter(verb="disclose").count() == 1
    assert "no-store" in client.get(PAGE)["Cache-Control"]


def test_it_takes_the_answer_and_lets_it_be_changed(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    assert answer(client, sent.row.version) == 302
    sent.row.refresh_from_db()
    assert (sent.row.state, sent.row.partner_words) == ("received", "Monday at ten")
    assert answer(client, sent.row.version - 1) == 302  # a double tap
    assert answer(client, sent.row.version, "cant-help", "No place free") == 302
    sent.row.refresh_from_db()
    assert sent.row.state == "cant-help"
    assert Event.objects.filter(verb="answer-referral").count() == 2
    page = cast.sam.client().get(f"/en/referrals/{sent.row.pk}/").content.decode()
    assert "No place free" in page


def test_it_shows_what_was_answered_and_asks_again_only_when_wished(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    assert "Answer again" not in client.get(PAGE).content.decode()
    answer(client, sent.row.version)
    page = client.get(PAGE).content.decode()
    assert page.index("What you answered") < page.index("Monday at ten")
    assert page.index("Monday at ten") < page.index("Answer again, or change it")
    assert '<details class="more no-print">' in page, "closed until somebody wants it"
    assert 'value="received" required id="id_answer_0" checked' in page
    sent.row.refresh_from_db()
    assert sent.row.partner_answered_at
    here = timezone.localtime(sent.row.partner_answered_at, ZoneInfo("America/New_York"))
    assert formats.date_format(here, "DATETIME_FORMAT") in page


def test_it_opens_the_answer_again_where_it_went_wrong(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    answer(client, sent.row.version)
    page = client.post(PAGE, {"version": sent.row.version, "words": "Come at two"})
    assert '<details class="more no-print" open>' in page.content.decode()
    assert "Come at two" in page.content.decode()


def test_it_keeps_the_words_when_two_answer_at_once(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    answer(client, sent.row.version)
    data = {"version": sent.row.version, "answer": "seen", "words": "Came on Tuesday"}
    page = client.post(PAGE, data)
    assert page.status_code == 409
    assert "Came on Tuesday" in page.content.decode()
    sent.row.refresh_from_db()
    assert sent.row.state == "received"


def test_it_changes_nothing_for_bad_input(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    for data in ({}, {"version": "x", "answer": "seen"}, {"version": 3, "answer": "closed"}):
        assert client.post(PAGE, data).status_code == 422
    sent.row.refresh_from_db()
    assert sent.row.state == "sent"


def test_it_shows_nothing_from_the_second_of_withdrawal(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    assert client.get(PAGE).status_code == 200
    withdraw(cast, sent)
    page = client.get(PAGE)
    assert page.status_code == 410
    text = page.content.decode()
    assert "The person took their consent back" in text
    assert "stays with you" in text
    assert doors.WORDS not in text
    assert answer(client, sent.row.version) == 410
    sent.row.refresh_from_db()
    assert sent.row.state == "sent"
    assert Disclosure.objects.count() == 1
    assert Event.objects.filter(outcome="refused", verb="referral-answer").count() == 1
    shown = cast.maya.client().get(f"/en/referrals/{sent.row.pk}/").content.decode()
    assert "stopped: they took their consent back" in shown


def test_it_does_not_open_a_fresh_link_after_withdrawal(cast: Cast) -> None:
    sent = doors.sent(cast)
    withdraw(cast, sent)
    assert Client().get(sent.path).status_code == 410
    assert Client().post(sent.path, pin(sent)).status_code == 410
    assert not Disclosure.objects.exists()
    assert Link.objects.get().opened_at is None


def test_it_expires(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    Link.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert client.get(PAGE).status_code == 410
    Link.objects.update(opened_at=None)
    page = Client().post(sent.path, pin(sent))
    assert page.status_code == 410
    assert "too old" in page.content.decode()
    assert not Disclosure.objects.exists()


def test_it_stops_when_sam_or_maya_stops_it(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    cast.maya.client().post(f"/en/referrals/{sent.row.pk}/stop/")
    assert client.get(PAGE).status_code == 410
    sent.row.refresh_from_db()
    assert sent.row.consent and sent.row.consent.withdrawn_at is None  # only Sam takes it back
    assert sent.row.state == "stopped"


def test_it_is_a_neutral_page_for_a_wrong_link_and_slow_for_many(cast: Cast) -> None:
    statuses = [Client().get(f"/en/r/wrong-{number}/").status_code for number in range(12)]
    assert statuses[:10] == [404] * 10
    assert statuses[10:] == [429] * 2


def test_it_needs_a_link_and_nothing_else_opens_it(cast: Cast) -> None:
    assert Client().get(PAGE).status_code == 410
    assert cast.maya.client().get(PAGE).status_code == 410
    assert cast.sam.client().get(PAGE).status_code == 410


def test_it_opens_nothing_else_for_noor(cast: Cast) -> None:
    sent = doors.sent(cast)
    client = doors.noor(sent.path)
    for path in (f"/en/referrals/{sent.row.pk}/", "/en/looks/", f"/en/people/{cast.sam.id}/"):
        assert client.get(path).status_code == 302  # asked to sign in


def test_it_hears_a_link_that_was_read_out(cast: Cast) -> None:
    sent = doors.sent(cast)
    loud = sent.path.removeprefix("/en/r/").upper().replace("-", " ").replace("0", "O")
    assert Client().get(f"/en/r/{loud}").status_code == 200

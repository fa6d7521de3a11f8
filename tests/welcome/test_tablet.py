"""The tablet by the door: opened once with a code, used by anybody, and it shows nobody."""

import pytest
from django.core.cache import cache
from django.test import Client

from alongside.accounts import access
from alongside.accounts import queries as accounts
from alongside.audit import queries as history
from alongside.core import clock, errors, ids
from alongside.participants.models import Consent, Request
from alongside.welcome import actions, models, queries
from tests.cast import SAMS_WORDS, Cast
from tests.welcome import doors

KIOSK = "/en/kiosk/"


def opened(cast: Cast, browser: Client | None = None) -> Client:
    page = (
        cast.vera.client()
        .post(f"/en/desk/{cast.site.pk}/tablets/", {"id": str(ids.new())})
        .content.decode()
    )
    code = page.partition('class="code-large">')[2].partition("<")[0]
    browser = browser or Client()
    assert browser.post("/en/check-in-tablet/", {"code": code}).status_code == 302
    again = Client().post("/en/check-in-tablet/", {"code": code})
    assert again.status_code == 422 and "opens nothing" in again.content.decode()
    return browser


def test_it_opens_once_signs_out_and_holds_nothing_but_its_place(cast: Cast) -> None:
    browser = opened(cast, cast.vera.client())  # Vera was signed in on it
    assert browser.get("/en/welcome/").status_code == 302
    page = browser.get(KIOSK)
    assert "no-store" in page.headers["Cache-Control"]
    assert set(browser.session.keys()) <= {"kiosk", "lock", "_csrftoken", "_session_expiry"}
    doors.somebody(cast, "Blue cap")
    for path in ("", "no-name/", "any-name/", "words/", "welcome/"):
        assert "Blue cap" not in browser.get(f"{KIOSK}{path}").content.decode()


def test_it_takes_whoever_comes_in_their_own_way(cast: Cast) -> None:
    browser = opened(cast)
    form = {"id": str(ids.new())}
    for _ in range(2):  # the network was gone, and the form is sent again
        done = browser.post(f"{KIOSK}looking/", form, follow=True)
    assert "Good that you are here" in done.content.decode()
    assert "20" in done.headers["Refresh"]
    said = {"called": "Heron", "wish": "now", "brings": ["loss", "gambling"]}
    browser.post(f"{KIOSK}any-name/", {"id": str(ids.new()), **said})
    browser.post(f"{KIOSK}no-name/", {"id": str(ids.new()), "wish": "another"})
    assert models.Presence.objects.count() == 3
    talks = {row.wish: row.brings for row in models.Talk.objects.all()}
    assert talks == {"now": ["gambling", "loss"], "another": []}
    wrong = browser.post(f"{KIOSK}any-name/", {"id": str(ids.new()), "brings": ["money"]})
    assert wrong.status_code == 422 and models.Presence.objects.count() == 3
    page = cast.maya.client().get("/en/welcome/").content.decode()
    assert "Heron" in page and "– Now" in page


def test_it_takes_six_words_and_begins_no_session(cast: Cast) -> None:
    browser = opened(cast)
    path = f"{KIOSK}words/"
    form = {"id": str(ids.new()), "words": SAMS_WORDS, "wish": "another", "brings": ["loss"]}
    for _ in range(2):
        assert browser.post(path, form).status_code == 302
    row = models.Attendance.objects.get()
    assert row.participant_id == cast.sam.id
    assert browser.get("/en/my-support/").status_code == 302  # nothing of Sam's opens here
    assert accounts.KEY not in browser.session
    asked = Request.objects.get(participant=cast.sam.id)
    assert asked.experiences == ["loss"] and not models.Talk.objects.exists()
    browser.post(path, form | {"id": str(ids.new())})  # and again later: once here, asked once
    assert models.Presence.objects.count() == Request.objects.count() == 1
    assert history.about(cast.sam.id).filter(verb="come-in").count() == 1


def test_it_says_the_same_for_wrong_words_and_those_of_elsewhere(cast: Cast) -> None:
    browser = opened(cast)
    said = set()
    for words in ("one two three four five six", "violin tiger lemon orbit bench"):
        page = browser.post(f"{KIOSK}words/", {"id": str(ids.new()), "words": words})
        assert page.status_code == 422 and words not in page.content.decode()
        said.add("These words open nothing here." in page.content.decode())
    assert said == {True} and not models.Presence.objects.exists()


def test_without_agreement_nothing_says_who_came(cast: Cast) -> None:
    Consent.objects.filter(participant=cast.sam.id).update(withdrawn_at=clock.now())
    browser = opened(cast)
    browser.post(f"{KIOSK}words/", {"id": str(ids.new()), "words": SAMS_WORDS})
    assert models.Presence.objects.count() == 1 and not models.Attendance.objects.exists()


def test_the_desk_ends_it(cast: Cast) -> None:
    tablet = doors.tablet(cast)
    browser = tablet.client()
    assert browser.get(KIOSK).status_code == 200
    assert cast.maya.client().post(f"/en/desk/tablets/{tablet.kiosk.pk}/end/").status_code == 302
    assert browser.get(KIOSK).status_code == 410
    answer = browser.post(f"{KIOSK}looking/", {"id": str(ids.new())})
    assert answer.status_code == 410 and not models.Presence.objects.exists()
    assert Client().get(KIOSK).status_code == 410


def test_a_tablet_reads_nothing_whatever_it_asks(cast: Cast) -> None:
    tablet = doors.tablet(cast)
    row = doors.somebody(cast)
    assert not queries.here(tablet.by, cast.site, now=clock.now())
    with pytest.raises(errors.Missing):
        actions.arrive(by=tablet.by, id=ids.new(), site=cast.site.pk)
    with pytest.raises(errors.Missing):
        actions.leave(by=tablet.by, presence=row.pk)
    with pytest.raises(access.Unseen):
        actions.arrive_known(by=tablet.by, id=ids.new(), site=cast.site.pk, participant=cast.sam.id)
    for who in (cast.maya.by, cast.omar.by):  # and nobody else is a tablet
        with pytest.raises(errors.Gone):
            actions.check_in(by=who, id=ids.new())
    with pytest.raises(access.Refused):
        actions.check_in(by=cast.sam.by, id=ids.new())


def test_codes_are_guessed_slowly(cast: Cast) -> None:
    cache.clear()
    answers = [Client().post("/en/check-in-tablet/", {"code": f"{n:08d}"}) for n in range(12)]
    assert [answer.status_code for answer in answers][-1] == 429
    cache.clear()

"""Where somebody is signed in: listed, ended, and never for longer than their role may."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from alongside.accounts import rules
from alongside.accounts.models import Session
from alongside.core import clock, ids
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast
from tests.history import happened

PAGE = "/en/account/signed-in/"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"


def came_in(name: str = "maya", agent: str = IPHONE) -> Client:
    client = Client(headers={"user-agent": agent})
    page = client.post("/en/sign-in/", {"username": name, "passphrase": PASSPHRASE})
    assert page.status_code == 302
    return client


def later(minutes: float) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(minutes=minutes), tick=True)


def test_it_lists_every_browser_in_words_and_keeps_no_address(cast: Cast) -> None:
    client = came_in()
    page = client.get(PAGE, headers={"x-forwarded-for": "203.0.113.9"}).content.decode()
    assert "iPhone, Safari" in page
    assert "This one" in page
    row = Session.objects.get()
    kept = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    assert not [text for text in kept if "127.0.0.1" in text or "203.0.113.9" in text]


def test_it_keeps_no_key_that_opens_a_session(cast: Cast) -> None:
    client = came_in()
    cookie = client.cookies["alongside"].value
    row = Session.objects.get()
    assert cookie not in row.session_key
    thief = Client()
    thief.cookies["alongside"] = row.session_key
    assert thief.get(PAGE).status_code == 302


def test_it_ends_one_from_another(cast: Cast) -> None:
    lost, here = came_in(), came_in(agent="Mozilla/5.0 (Windows NT 10.0) Chrome/130.0")
    row = Session.objects.get(device="iphone-safari")
    assert here.post(f"{PAGE}{row.handle}/end/").status_code == 302
    assert lost.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200
    assert len(happened(verb="end-session", by_id=cast.maya.by.id)) == 1


def test_it_ends_all_but_this_one(cast: Cast) -> None:
    others, here = [came_in(), came_in()], came_in()
    assert here.post(f"{PAGE}end/").status_code == 302
    assert [client.get(PAGE).status_code for client in others] == [302, 302]
    assert here.get(PAGE).status_code == 200


def test_it_ends_nobody_elses(cast: Cast) -> None:
    maya = came_in()
    row = Session.objects.get()
    for who in (cast.kit, cast.riley, cast.sam):
        assert who.client().post(f"{PAGE}{row.handle}/end/").status_code == 302
        assert who.client().post(f"{PAGE}{ids.new()}/end/").status_code == 302
    assert maya.get(PAGE).status_code == 200


def test_it_lists_a_return_keys_browsers_and_ends_them_with_new_words(cast: Cast) -> None:
    old, here = Client(), Client()
    for client in (old, here):
        client.post("/en/return-key/", {"words": SAMS_WORDS})
    assert here.get(PAGE).content.decode().count('class="row"') == 2
    here.post("/en/account/return-key/", {"id": str(ids.new())})
    assert here.get(PAGE).content.decode().count('class="row"') == 1
    assert old.get(PAGE).status_code == 302


def test_it_leaves_no_session_behind_a_new_passphrase(cast: Cast) -> None:
    came_in()
    cast.kit.client().post(
        f"/en/set-up/people/{cast.maya.by.id}/passphrase/", {"id": str(ids.new())}
    )
    assert not Session.objects.filter(person=cast.maya.person).exists()


@pytest.mark.parametrize(("role", "minutes"), [("maya", 120), ("dana", 60), ("kit", 15)])
def test_it_falls_asleep_by_role_and_wakes_with_the_passphrase(
    cast: Cast, role: str, minutes: int
) -> None:
    client = cast.characters[role].client()
    client.get(PAGE)
    with later(minutes - 1):
        assert "Where am I signed in?" in client.get(PAGE).content.decode()
    with later(minutes * 2 + 2):
        page = client.get(PAGE)
        assert "Is it still you?" in page.content.decode()
        answer = client.post(PAGE, {"sure-passphrase": PASSPHRASE, "sure-back": "yes"})
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
        assert "Where am I signed in?" in client.get(PAGE).content.decode()


def test_it_loses_nothing_typed_when_it_falls_asleep(cast: Cast) -> None:
    client = cast.kit.client()
    client.get("/en/organisation/")
    typed = {"id": str(ids.new()), "name": "Evenings <at> “the mill”"}
    with later(40):
        page = client.post("/en/organisation/programmes/", typed)
        assert "Is it still you?" in page.content.decode()
        assert "Evenings &lt;at&gt; “the mill”" in page.content.decode()
        answer = client.post(
            "/en/organisation/programmes/", {**typed, "sure-passphrase": PASSPHRASE}
        )
        assert answer.status_code == 302
        assert "Evenings &lt;at&gt;" in client.get("/en/organisation/").content.decode()


def test_it_is_over_after_its_hours_however_busy(cast: Cast) -> None:
    client = cast.kit.client()
    for minutes in range(0, 120, 10):
        with later(minutes):
            assert client.get(PAGE).status_code == 200
    with later(121):
        assert client.get(PAGE)["Location"].startswith("/en/sign-in/")


def test_it_gives_back_what_was_typed_when_it_is_over(cast: Cast) -> None:
    client = cast.sam.client()
    client.get("/en/my-request/")
    with later(45):
        page = client.post(
            "/en/my-request/ask/",
            {"id": str(ids.new()), "words": "I would like to talk."},
            headers={"origin": "http://testserver"},
        )
    assert page.status_code == 403
    assert "I would like to talk." in page.content.decode()


def test_it_stays_for_somebody_who_says_so(cast: Cast) -> None:
    client = cast.kit.client()
    client.get(PAGE)
    for minutes in (10, 20, 30, 40):
        with later(minutes):
            answer = client.post("/en/account/stay/")
            assert int(answer.content) == 15 * 60
    page = client.get(PAGE).content.decode()
    assert "data-stays=" in page


def test_it_answers_no_api_call_from_a_session_asleep(cast: Cast) -> None:
    client = cast.maya.client()
    assert client.get("/api/v1/today").status_code == 200
    with later(300):
        assert client.get("/api/v1/today").status_code == 401


def test_it_wears_the_administrators_role_for_a_short_while_only(cast: Cast) -> None:
    limits = rules.Limits(idle=60, worn=100, whole=1000)
    assert rules.life(limits, began=0, worn=500, seen=590, now=599) == rules.LIVE
    assert rules.life(limits, began=0, worn=500, seen=600, now=600) == rules.OVER
    assert rules.life(limits, began=0, worn=950, seen=999, now=1000) == rules.OVER
    assert rules.life(limits, began=0, worn=0, seen=0, now=119) == rules.OVER
    assert settings.SESSION_HOURS["administrator"] < settings.SESSION_HOURS["everybody"]


@pytest.mark.parametrize(
    ("agent", "slug"),
    [
        (IPHONE, "iphone-safari"),
        ("Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25.0 Chrome/121.0", "android-samsung"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130.0 Edg/130.0", "windows-edge"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/130.0", "chromebook-chrome"),
        ("", "other-other"),
        ("<script>" * 100, "other-other"),
    ],
)
def test_it_knows_a_device_by_few_words(agent: str, slug: str) -> None:
    assert rules.device(agent) == slug
    assert len(slug) <= 20


@pytest.mark.parametrize("who", ["sam", "omar"])
def test_it_tells_the_time_of_where_they_are(cast: Cast, who: str) -> None:
    """By night in New York it is tomorrow elsewhere, whatever the machine's own clock says."""
    night = (clock.now() + timedelta(days=1)).replace(hour=3, minute=30)
    with time_machine.travel(night, tick=False):
        client = came_in("omar") if who == "omar" else with_words()
        page = client.get(PAGE).content.decode()
    there = night.astimezone(ZoneInfo("America/New_York"))
    assert date_format(there, "SHORT_DATETIME_FORMAT") in page
    assert timezone.get_current_timezone_name() == settings.TIME_ZONE


def with_words() -> Client:
    client = Client(headers={"user-agent": IPHONE})
    assert client.post("/en/return-key/", {"words": SAMS_WORDS}).status_code == 302
    return client

"""More than a passphrase for those who see who people are: apps, paper, and days to get ready."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pyotp
import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from alongside.accounts import access, actions, roles
from alongside.accounts.models import Factor, Organisation, Session
from alongside.audit.models import Event
from alongside.core import clock, ids
from tests.accounts import locks
from tests.accounts.locks import SECOND
from tests.cast import PASSPHRASE, Cast, Character
from tests.history import happened

PAGE = "/en/account/second-lock/"


@pytest.fixture(autouse=True)
def _patience(db: None) -> None:
    cache.clear()


def with_app(who: Character) -> str:
    """An app on some tablet; its seed."""
    client = who.client()
    seed = locks.seed_of(client)
    data = {"id": str(ids.new()), "code": pyotp.TOTP(seed).now(), "name": "The van"}
    assert client.post(f"{PAGE}app/", data).status_code == 302
    return seed


def show(client: Client, code: str) -> Any:
    return client.post(SECOND, {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_it_asks_for_the_app_after_the_passphrase_and_opens_with_it(cast: Cast) -> None:
    seed = with_app(cast.maya)
    client = locks.half_in(cast.maya)
    assert not is_in(client)
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        code = pyotp.TOTP(seed).at(clock.now())
        assert show(client, f"{code[:3]} {code[3:]}").status_code == 302
        assert is_in(client)
    assert [event.facts["kind"] for event in happened(verb="add-factor")].count("app") == 1


def test_it_takes_no_six_digits_twice(cast: Cast) -> None:
    seed = with_app(cast.maya)
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        code = pyotp.TOTP(seed).at(clock.now())
        assert show(locks.half_in(cast.maya), code).status_code == 302
        assert show(locks.half_in(cast.maya), code).status_code == 422


@pytest.mark.parametrize("code", ["", "000000", "12345", "١٢٣٤٥٦", "A" * 40, "<b>", " "])
def test_it_opens_for_nothing_else(cast: Cast, code: str) -> None:
    with_app(cast.maya)
    client = locks.half_in(cast.maya)
    assert show(client, code).status_code in {200, 422}
    assert not is_in(client)


def test_it_takes_each_code_on_paper_once(cast: Cast) -> None:
    codes = locks.with_codes(cast.maya)
    assert len(set(codes)) == 10
    assert show(locks.half_in(cast.maya), codes[3].lower()).status_code == 302
    assert show(locks.half_in(cast.maya), codes[3]).status_code == 422
    client = locks.half_in(cast.maya)
    show(client, f" {codes[4][:5]}-{codes[4][5:]} ")
    assert "8 codes left" in client.get(PAGE).content.decode()


def test_it_shows_codes_once_and_a_new_sheet_ends_the_old(cast: Cast) -> None:
    client = cast.maya.client()
    data = {"id": str(ids.new())}
    first = client.post(f"{PAGE}codes/", data).content.decode()
    assert first.count("<li>") >= 10
    assert "They were made already" in client.post(f"{PAGE}codes/", data).content.decode()
    old = locks.with_codes(cast.maya)
    new = locks.with_codes(cast.maya)
    assert show(locks.half_in(cast.maya), old[0]).status_code == 422
    assert show(locks.half_in(cast.maya), new[0]).status_code == 302


def test_it_gets_slow_for_somebody_who_guesses(cast: Cast) -> None:
    codes = locks.with_codes(cast.maya)
    client = locks.half_in(cast.maya)
    found = [show(client, "123456").status_code for _try in range(8)]
    assert found == [422] * 6 + [429] * 2
    assert show(client, codes[0]).status_code == 429
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert show(locks.half_in(cast.maya), codes[0]).status_code == 302


def test_it_locks_nobody_else_out(cast: Cast) -> None:
    locks.with_codes(cast.maya)
    dana = locks.with_codes(cast.dana)
    client = locks.half_in(cast.maya)
    for _try in range(8):
        show(client, "123456")
    assert show(locks.half_in(cast.dana), dana[0]).status_code == 302


def test_it_waits_ten_minutes_and_not_longer(cast: Cast) -> None:
    codes = locks.with_codes(cast.maya)
    client = locks.half_in(cast.maya)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert show(client, codes[0])["Location"] == "/en/sign-in/"
        assert not is_in(client)


def test_it_opens_nothing_halfway(cast: Cast) -> None:
    locks.with_codes(cast.kit)
    client = locks.half_in(cast.kit)
    for path in ("/en/set-up/", "/en/account/", PAGE, "/en/hats/"):
        assert client.get(path)["Location"].startswith("/en/sign-in/")
    assert client.get("/api/v1/today").status_code == 401
    assert not Session.objects.filter(person=cast.kit.person).exists()


def test_it_goes_on_to_the_page_that_was_wanted(cast: Cast) -> None:
    codes = locks.with_codes(cast.kit)
    client = Client()
    data = {"username": "kit", "passphrase": PASSPHRASE, "next": "/en/organisation/"}
    client.post("/en/sign-in/", data)
    assert show(client, codes[0])["Location"] == "/en/organisation/"


def test_it_keeps_no_secret_in_clear(cast: Cast) -> None:
    seed = with_app(cast.maya)
    codes = locks.with_codes(cast.maya)
    with connection.cursor() as cursor:
        cursor.execute("select * from accounts_factor")
        kept = str(cursor.fetchall())
    assert seed not in kept
    assert not [code for code in codes if code in kept]
    assert not [code for code in codes if code in str(Factor.objects.get(kind="codes").secret)]


def test_it_forgets_the_secret_of_what_is_taken_away(cast: Cast) -> None:
    with_app(cast.maya)
    held = Factor.objects.get()
    assert cast.maya.client().post(f"{PAGE}{held.pk}/end/").status_code == 302
    held.refresh_from_db()
    assert held.ended_at
    assert held.secret == {}
    assert Event.objects.filter(verb="end-factor").count() == 1


def test_it_takes_away_nobody_elses(cast: Cast) -> None:
    with_app(cast.maya)
    held = Factor.objects.get()
    for who in (cast.kit, cast.riley, cast.sam, cast.rosa):
        who.client().post(f"{PAGE}{held.pk}/end/")
    held.refresh_from_db()
    assert held.ended_at is None


def test_it_adds_nothing_for_wrong_digits_or_from_a_session_left_open(cast: Cast) -> None:
    client = cast.maya.client()
    locks.seed_of(client)
    data = {"id": str(ids.new()), "code": "000000", "name": "The van"}
    page = client.post(f"{PAGE}app/", data)
    assert page.status_code == 422
    assert "The van" in page.content.decode()
    with time_machine.travel(clock.now() + timedelta(minutes=12)):
        page = client.post(f"{PAGE}codes/", {"id": str(ids.new())})
        assert "Is it still you?" in page.content.decode()
    assert not Factor.objects.exists()


def test_it_asks_for_both_before_a_grave_act(cast: Cast) -> None:
    codes = locks.with_codes(cast.kit)
    client = cast.kit.client()
    with time_machine.travel(clock.now() + timedelta(minutes=12)):
        page = client.get("/en/set-up/invite/").content.decode()
        assert "Your code" in page
        said = {"sure-passphrase": PASSPHRASE, "sure-back": "yes"}
        assert client.post("/en/set-up/invite/", said).status_code == 422
        said |= {"sure-code": codes[0]}
        assert client.post("/en/set-up/invite/", said).status_code == 302
        assert "Is it still you?" not in client.get("/en/set-up/invite/").content.decode()


# --- who needs one, and from when -----------------------------------------------------------


def test_it_is_needed_by_those_who_see_who_people_are() -> None:
    needed = {slug for slug in roles.ROLES if roles.needs_second_lock(slug)}
    assert {"peer", "volunteer", "supervisor", "coordinator", "administrator"} <= needed
    assert not needed & {"participant", "manager", "funder"}


def came_in(who: Character) -> Client:
    client = Client()
    client.post("/en/sign-in/", {"username": who.name, "passphrase": PASSPHRASE})
    return client


def test_it_gives_some_days_to_get_ready_and_says_so(cast: Cast) -> None:
    client = came_in(cast.maya)
    page = client.get("/en/home/", follow=True).content.decode()
    assert "your role needs a second lock" in page
    assert client.get("/en/today/").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=15)):
        client = came_in(cast.maya)
        assert client.get("/en/today/")["Location"] == PAGE
        assert client.get("/api/v1/today").status_code == 401
        answer = client.post(f"{PAGE}codes/", {"id": str(ids.new())})
        assert answer.status_code == 200
        assert client.get("/en/today/").status_code == 200


def test_it_speaks_of_many_days_only_towards_their_end(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.riverbend.pk).update(factor_grace_days=90)
    said = "your role needs a second lock"
    client = came_in(cast.maya)
    assert said not in client.get("/en/home/", follow=True).content.decode()
    assert "your role needs one" in client.get(PAGE).content.decode()
    with time_machine.travel(clock.now() + timedelta(days=80)):
        assert said in came_in(cast.maya).get("/en/home/", follow=True).content.decode()


def test_it_asks_at_once_where_the_organisation_says_so(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.riverbend.pk).update(factor_grace_days=0)
    assert came_in(cast.dana).get("/en/team/")["Location"] == PAGE
    assert came_in(cast.ana).get("/en/outcomes/").status_code == 200


def test_it_never_asks_a_participant_who_may_have_one(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.riverbend.pk).update(factor_grace_days=0)
    client = came_in(cast.rosa)
    assert client.get("/en/my-support/").status_code == 200
    assert "you never must" in client.get(PAGE).content.decode()
    codes = locks.with_codes(cast.rosa)
    client = locks.half_in(cast.rosa)
    show(client, codes[0])
    assert client.get("/en/my-support/").status_code == 200


def test_it_lets_an_administrator_set_the_days(cast: Cast) -> None:
    data = {
        "name": "Riverbend",
        "phone": "",
        "answers_within_hours": "48",
        "time_zone": "America/New_York",
        "version": cast.riverbend.version,
        "factor_grace_days": "3",
    }
    client = cast.kit.client()
    assert client.post("/en/organisation/", data | {"factor_grace_days": "91"}).status_code == 422
    assert client.post("/en/organisation/", data).status_code == 302
    cast.riverbend.refresh_from_db()
    assert cast.riverbend.factor_grace_days == 3


def test_it_ends_every_other_session_when_one_is_set_up(cast: Cast) -> None:
    other, here = came_in(cast.maya), came_in(cast.maya)
    here.post(f"{PAGE}codes/", {"id": str(ids.new())})
    assert not is_in(other)
    assert is_in(here)


def test_it_has_none_for_a_return_key(cast: Cast) -> None:
    client = cast.sam.client()
    assert client.get(PAGE).status_code == 302
    answer = client.post(f"{PAGE}codes/", {"id": str(ids.new())})
    assert answer.status_code == 404
    assert not Factor.objects.exists()


# --- lost, and restored the same shift --------------------------------------------------------


def restore(who: Character, code: str, **more: str) -> Any:
    return who.client().post("/en/restore/", {"code": code, **more})


def test_it_is_restored_by_a_colleague_who_stands_there(cast: Cast) -> None:
    old = locks.with_codes(cast.maya)
    client = locks.half_in(cast.maya)
    code = locks.shown_code(client)
    assert (
        "Nobody has said yes yet" in client.post(f"{SECOND}lost/", {"done": "yes"}).content.decode()
    )
    page = restore(cast.dana, code).content.decode()
    assert "Is Maya standing in front of you?" in page
    assert not is_in(client)
    assert restore(cast.dana, code, sure="yes").status_code == 200
    assert client.post(f"{SECOND}lost/", {"done": "yes"}).status_code == 302
    assert client.get("/en/today/")["Location"] == PAGE, "first a new one"
    # Until there is a new one, the lost one still guards the account against everybody else.
    assert locks.half_in(cast.maya)
    new = {"id": str(ids.new())}
    assert client.post(f"{PAGE}codes/", new).status_code == 200
    assert client.get("/en/today/").status_code == 200
    assert show(locks.half_in(cast.maya), old[0]).status_code == 422
    assert Factor.objects.filter(ended_at=None).count() == 1
    said = Event.objects.get(verb="restore-factor")
    assert (said.by_id, said.about_id) == (cast.dana.by.id, cast.maya.by.id)


def test_it_is_restored_once_and_in_one_browser(cast: Cast) -> None:
    locks.with_codes(cast.maya)
    there, elsewhere = locks.half_in(cast.maya), locks.half_in(cast.maya)
    code = locks.shown_code(there)
    restore(cast.dana, code, sure="yes")
    assert elsewhere.post(f"{SECOND}lost/", {"done": "yes"}).status_code == 200
    assert there.post(f"{SECOND}lost/", {"done": "yes"}).status_code == 302
    assert restore(cast.dana, code, sure="yes").status_code == 422


@pytest.mark.parametrize("who", ["maya", "vera", "max", "ana", "sam", "rosa"])
def test_it_is_restored_by_nobody_without_the_right(cast: Cast, who: str) -> None:
    locks.with_codes(cast.maya)
    code = locks.shown_code(locks.half_in(cast.maya))
    assert restore(cast.characters[who], code, sure="yes").status_code == 403
    assert not Event.objects.filter(verb="restore-factor").exclude(outcome="refused").exists()


def test_it_is_restored_by_nobody_of_another_organisation(cast: Cast, within: Any) -> None:
    with within(cast.harbour.pk):
        locks.with_codes(cast.riley)
    code = locks.shown_code(locks.half_in(cast.riley))
    assert restore(cast.dana, code).status_code == 422


def test_it_is_restored_by_somebody_else_than_oneself(cast: Cast) -> None:
    locks.with_codes(cast.dana)
    code = locks.shown_code(locks.half_in(cast.dana))
    assert restore(cast.dana, code, sure="yes").status_code == 422


def test_it_takes_two_people_to_come_into_an_account(cast: Cast) -> None:
    """An administrator who made a passphrase does not restore the second lock as well."""
    locks.with_codes(cast.maya)
    cast.kit.client().post(
        f"/en/set-up/people/{cast.maya.by.id}/passphrase/", {"id": str(ids.new())}
    )
    assert cast.maya.person
    cast.maya.person.refresh_from_db()
    cast.maya.person.set_password(PASSPHRASE)  # as if Kit typed what Kit was shown
    cast.maya.person.save()
    code = locks.shown_code(locks.half_in(cast.maya))
    page = restore(cast.kit, code, sure="yes")
    assert page.status_code == 422
    assert "somebody else must restore" in page.content.decode()
    assert restore(cast.dana, code, sure="yes").status_code == 200


def test_it_gets_slow_for_wrong_digits_and_forgets_them_after_ten_minutes(cast: Cast) -> None:
    locks.with_codes(cast.maya)
    code = locks.shown_code(locks.half_in(cast.maya))
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert restore(cast.dana, code, sure="yes").status_code == 422
    found = [restore(cast.omar, f"{n:08}").status_code for n in range(8)]
    assert found == [422] * 6 + [429] * 2


def test_it_names_no_participant_to_a_colleague_and_tells_them(cast: Cast) -> None:
    locks.with_codes(cast.rosa)
    client = locks.half_in(cast.rosa)
    code = locks.shown_code(client)
    page = restore(cast.omar, code).content.decode()
    assert "Rosa" not in page
    restore(cast.omar, code, sure="yes")
    told = Event.objects.get(verb="restore-factor")
    assert told.participant_id == cast.rosa.id


def test_it_can_be_forgotten_by_those_who_run_the_installation(cast: Cast) -> None:
    locks.with_codes(cast.kit)
    call_command("new_passphrase", "kit", "--second-lock", stdout=StringIO())
    assert not Factor.objects.filter(person=cast.kit.person, ended_at=None).exists()
    with pytest.raises(access.Refused):
        actions.forget_factors(by=cast.kit.by, person=cast.maya.by.person_id)

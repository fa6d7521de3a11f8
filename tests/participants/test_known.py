"""As known as they wish: names, own words, ways to be found, where somebody is, how close."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from alongside.accounts.models import ReturnKey
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.participants import actions
from alongside.participants.models import Closeness, FindWay, Participant, Portrait, Status
from alongside.participants.rules import knowing as rules
from alongside.support.models import Pairing
from tests.cast import Cast

WORDS = {
    "helps": "Walking, not talking",
    "not_to_do": "Do not touch my shoulder",
    "own_words": "",
    "languages": ["en", "cr"],
    "brings": ["grief", "gambling"],
}


def sent(cast: Cast, who: str, path: str, **data: Any) -> Any:
    return cast.characters[who].client().post(path, data)


def events(cast: Cast, verb: str) -> int:
    return Event.objects.filter(verb=verb, participant_id=cast.sam.id).count()


def test_it_lets_somebody_be_known_and_unknown_again_in_one_record(cast: Cast) -> None:
    page = f"/en/people/{cast.sam.id}/called/"
    version = Participant.objects.get(pk=cast.sam.id).version
    named = {"alias": "Sam", "known_name": "Samuel Reyes", "version": version}
    assert sent(cast, "sam", "/en/my-name/", **named).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("select known_name from participants_participant")
        assert "Reyes" not in str(cursor.fetchall())
    theirs = cast.maya.client().get(page).content.decode()
    assert "Samuel Reyes" in theirs and "What may we call them?" in theirs
    assert "What should we call you?" in cast.sam.client().get("/en/my-name/").content.decode()
    assert sent(cast, "sam", "/en/my-name/", **named).status_code == 409
    back = {"alias": "", "known_name": "", "version": version + 1}
    assert sent(cast, "maya", page, **back).status_code == 302
    row = Participant.objects.get(pk=cast.sam.id)
    assert (row.alias, row.known_name, str(row)) == ("", "", "someone without a name")
    assert row.return_key_id == cast.sam.by.id
    assert events(cast, "be-called") == 2
    for who in ("omar", "kit", "dana"):
        assert cast.characters[who].client().get(page).status_code in {403, 404}
    assert cast.vera.client().get(page).status_code == 404
    assert cast.riley.client().get(page).status_code == 404


def test_it_turns_in_the_words_only_where_there_is_another_way_in(cast: Cast) -> None:
    with pytest.raises(errors.Problem):
        actions.turn_in_key(by=cast.sam.by)
    actions.have_account(
        by=cast.sam.by, id=ids.new(), username="sam", passphrase="eleven kettles on", language="en"
    )
    actions.turn_in_key(by=cast.sam.by)
    row = Participant.objects.get(pk=cast.sam.id)
    assert row.return_key is None
    assert row.person is not None
    assert ReturnKey.objects.get(pk=str(cast.sam.by.id)).ended_at is not None


def test_it_keeps_own_words_that_both_read_and_nobody_must_give(cast: Cast) -> None:
    first = {"id": str(ids.new()), "version": 0}
    assert sent(cast, "sam", "/en/about-me/", **first).status_code == 302  # all of it empty
    again = {"id": first["id"], "version": 1, **WORDS}
    assert sent(cast, "sam", "/en/about-me/", **again).status_code == 302
    row = Portrait.objects.get(participant=cast.sam.id)
    assert (row.helps, row.languages, row.version) == ("Walking, not talking", ["en", "cr"], 2)
    assert sent(cast, "sam", "/en/about-me/", **again).status_code == 409
    for who, path in (("maya", f"/en/people/{cast.sam.id}/"), ("sam", "/en/about-me/")):
        assert (
            "Do not touch my shoulder" in cast.characters[who].client().get(path).content.decode()
        )
    wrong = {**again, "version": 2, "brings": ["weakness"]}
    assert sent(cast, "sam", "/en/about-me/", **wrong).status_code == 422
    assert events(cast, "write-portrait") == 2
    with connection.cursor() as cursor:
        cursor.execute("select helps, brings from participants_portrait")
        found = str(cursor.fetchall())
    assert "Walking" not in found
    assert "grief" not in found


OWN = {
    "pronouns": "they, always they",
    "pronouns_for": "peer",
    "gender": "two-spirit, said quietly",
    "culture": "Songs of the coast",
    "culture_for": "all",
}


def test_it_says_who_they_are_to_whom_they_choose(cast: Cast) -> None:
    page, theirs = f"/en/people/{cast.sam.id}/", f"/en/people/{cast.sam.id}/who/"
    said = {"id": str(ids.new()), "version": 0, **OWN}
    assert sent(cast, "sam", "/en/who-i-am/", **said).status_code == 302
    own = cast.sam.client().get("/en/who-i-am/").content.decode()
    assert all(OWN[name] in own for name in ("pronouns", "gender", "culture"))
    for path in (page, theirs):
        shown = cast.maya.client().get(path).content.decode()
        assert OWN["pronouns"] in shown
        assert OWN["culture"] in shown
        assert "two-spirit" not in shown
    supervised = cast.dana.client().get(page).content.decode()
    assert OWN["culture"] in supervised
    assert OWN["pronouns"] not in supervised
    assert cast.dana.client().get(theirs).status_code in {403, 404}
    assert cast.riley.client().get(theirs).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("select pronouns, gender, culture, shows from participants_portrait")
        found = str(cursor.fetchall())
    assert not any(word in found for word in ("always", "spirit", "coast", "peer"))


def test_it_leaves_what_a_worker_may_not_read_of_who_they_are(cast: Cast) -> None:
    theirs = f"/en/people/{cast.sam.id}/who/"
    said = {"id": str(ids.new()), "version": 0, **OWN}
    assert sent(cast, "sam", "/en/who-i-am/", **said).status_code == 302
    told = {"id": said["id"], "version": 1, "pronouns": "ze", "pronouns_for": "all"}
    assert sent(cast, "maya", theirs, **told).status_code == 302
    assert sent(cast, "maya", theirs, **told).status_code == 409
    row = Portrait.objects.get(participant=cast.sam.id)
    assert (row.pronouns, row.gender, row.culture) == ("ze", OWN["gender"], "")
    assert row.shows == ["pronouns-all"]
    wrong = {**told, "version": 2, "gender_for": "court"}
    assert sent(cast, "maya", theirs, **wrong).status_code == 422
    nobody = f"/en/people/{cast.lee.id}/who/"
    assert sent(cast, "maya", nobody, id=str(ids.new()), version=0, **OWN).status_code == 410
    assert events(cast, "say-who-i-am") == 2
    whole: Any = cast.sam.client().get("/en/my-record/whole/")
    mine = b"".join(whole.streaming_content).decode()
    assert OWN["gender"] in mine
    assert "Pronouns – read by everybody who may open your record" in mine


def test_it_is_written_for_them_alone_as_they_told_it(cast: Cast) -> None:
    told = {"id": str(ids.new()), "version": 0, "gender": "as told", "gender_for": ""}
    for _twice in range(2):  # sent again, it is no guess at what they keep to themselves
        answer = sent(cast, "maya", f"/en/people/{cast.sam.id}/who/", **told)
        assert answer.status_code == 302
    assert Portrait.objects.get(participant=cast.sam.id).gender == "as told"


def test_it_writes_over_nothing_that_they_keep_to_themselves(cast: Cast) -> None:
    theirs = f"/en/people/{cast.sam.id}/who/"
    said = {"id": str(ids.new()), "version": 0, **OWN}
    assert sent(cast, "sam", "/en/who-i-am/", **said).status_code == 302
    told = {"id": str(ids.new()), "version": 1, "pronouns": "ze", "gender": "a guess"}
    answer = sent(cast, "maya", theirs, **told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "can be changed only by them" in page
    assert OWN["gender"] not in page
    row = Portrait.objects.get(participant=cast.sam.id)
    assert (row.pronouns, row.gender) == (OWN["pronouns"], OWN["gender"])


def test_it_writes_nothing_for_somebody_who_wants_nothing_written(cast: Cast) -> None:
    path = f"/en/people/{cast.lee.id}/about/"
    answer = sent(cast, "maya", path, id=str(ids.new()), version=0, **WORDS)
    assert answer.status_code == 410
    assert not Portrait.objects.filter(participant=cast.lee.id).exists()


def test_it_finds_again_only_as_agreed_and_for_sixty_days(cast: Cast) -> None:
    way = {"id": str(ids.new()), "what": "person", "words": "Ada at the bakery", "may": "ask"}
    assert sent(cast, "sam", "/en/find-me/", **way).status_code == 422  # no words agreed
    said = way | {"say": "It is about the library book", "hours": "mornings"}
    assert sent(cast, "sam", "/en/find-me/", **said).status_code == 302
    assert sent(cast, "sam", "/en/find-me/", **said).status_code == 302
    row = FindWay.objects.get(participant=cast.sam.id)
    page = f"/en/people/{cast.sam.id}/find/"
    assert "library book" in cast.maya.client().get(page).content.decode()
    assert sent(cast, "maya", f"{page}{row.pk}/looked/").status_code == 302
    assert events(cast, "go-to-find") == 1
    assert sent(cast, "vera", f"{page}{row.pk}/looked/").status_code == 404
    assert sent(cast, "sam", f"{page}{row.pk}/looked/").status_code == 403
    with time_machine.travel(clock.now() + timedelta(days=55), tick=False):
        home = cast.sam.client().get("/en/my-support/").content.decode()
        assert "erased soon" in home
        assert "to find Sam again" in cast.maya.client().get("/en/today/").content.decode()
        assert "to find Sam again" not in cast.vera.client().get("/en/today/").content.decode()
        assert sent(cast, "sam", f"{page}{row.pk}/renew/").status_code == 302
    with time_machine.travel(clock.now() + timedelta(days=116), tick=False):
        assert "Ada" not in cast.maya.client().get(page).content.decode()
        assert sent(cast, "sam", f"{page}{row.pk}/renew/").status_code == 404
        from alongside.accounts import actors
        from alongside.rights import actions as rights

        rights.run_retention(by=actors.system("night", organisation_id=cast.riverbend.pk))
    assert not FindWay.objects.exists()


def test_it_says_where_somebody_is_and_always_leads_back(cast: Cast) -> None:
    home = "/en/my-support/"
    assert sent(cast, "sam", "/en/where-i-am/", where="moved-on").status_code == 302
    assert "Welcome back" in cast.sam.client().get(home).content.decode()
    assert (
        sent(cast, "maya", f"/en/people/{cast.sam.id}/where/", where="with-us").status_code == 302
    )
    assert sent(cast, "sam", "/en/where-i-am/", where="with-us").status_code == 302
    assert sent(cast, "sam", "/en/where-i-am/", where="lost-to-follow-up").status_code == 422
    rows = Status.objects.filter(participant=cast.sam.id).order_by("from_at")
    assert [(row.where, row.until_at is None) for row in rows] == [
        ("moved-on", False),
        ("with-us", True),
    ]
    assert "Welcome back" not in cast.sam.client().get(home).content.decode()
    assert events(cast, "be-at") == 2


def test_it_is_close_only_as_both_say(cast: Cast) -> None:
    path = f"/en/people/{cast.sam.id}/close/"
    data = {"peer": str(cast.maya.by.id), "how": "close", "knew": "friends"}
    assert sent(cast, "sam", path, **data).status_code == 302
    assert not Closeness.objects.get().is_agreed
    assert sent(cast, "maya", path, **data | {"how": "steady"}).status_code == 302
    assert not Closeness.objects.get().is_agreed
    assert sent(cast, "maya", path, **data).status_code == 302
    row = Closeness.objects.get()
    assert row.is_agreed
    assert row.knew == "friends"
    other = data | {"peer": str(cast.vera.by.id)}
    assert sent(cast, "sam", path, **other).status_code == 404
    assert sent(cast, "maya", path, **other).status_code == 404
    assert sent(cast, "maya", path, **data | {"how": "best"}).status_code == 422
    page = cast.sam.client().get("/en/where-i-am/").content.decode()
    assert "You both say the same" in page


def test_it_misses_them_only_as_they_wish(cast: Cast) -> None:
    row = Pairing.objects.get(participant=cast.sam.id, until_at=None)
    Pairing.objects.filter(pk=row.pk).update(last_contact_at=clock.now() - timedelta(days=10))
    today, path = "/en/today/", f"/en/pairings/{row.pk}/missed/"
    assert "Quiet for" not in cast.maya.client().get(today).content.decode()
    assert sent(cast, "sam", path, days="7", how="word").status_code == 302
    page = cast.maya.client().get(today).content.decode()
    assert "a short word, and no question" in page
    assert sent(cast, "sam", path, days="never", how="").status_code == 302
    assert "Quiet for" not in cast.maya.client().get(today).content.decode()
    assert sent(cast, "sam", path, days="7", how="hunt").status_code == 422


def test_it_takes_what_people_remember_however_it_is_spelt() -> None:
    one = {"raised-by": "Élise", "born-in": "St. John's", "street": "mill st", "older": "2"}
    other = {"raised-by": "elise ", "born-in": "ST JOHNS", "street": "Mill Street", "older": "2"}
    assert rules.facts_line(one) == rules.facts_line(other) != ""
    assert rules.facts_line(one | {"older": ""}) == ""

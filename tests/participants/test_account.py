"""Do you want an account? One record: with six words, with an account, and back again."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from alongside.accounts import access, actors, policy, queries
from alongside.accounts.models import Membership, Person
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.participants import actions
from alongside.participants.models import Participant, Tie
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast, Character

ACCOUNT, JOIN, GIVE_UP = "/en/my-account/", "/en/my-account/join/", "/en/my-account/give-up/"
OWN_WORDS = "a lamp in the blue window"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget(db: None) -> None:
    cache.clear()


def typed(**changes: str) -> dict[str, str]:
    said = {"id": str(ids.new()), "username": "blue", "new": OWN_WORDS, "again": OWN_WORDS}
    return said | changes


def chosen(cast: Cast, **changes: Any) -> Membership | None:
    said: dict[str, Any] = {"by": cast.sam.by, "id": ids.new(), "username": "blue"}
    return actions.have_account(**(said | {"passphrase": OWN_WORDS, "language": "en"} | changes))


def joined(cast: Cast, whose: Character, passphrase: str = PASSPHRASE) -> Membership:
    assert whose.person
    return actions.join_account(by=cast.sam.by, person=whose.person.pk, passphrase=passphrase)


def sam(cast: Cast) -> Participant:
    return Participant.objects.get(pk=cast.sam.id)


def wear(client: Client, hat: Membership) -> None:
    assert client.post("/en/hats/", {"hat": str(hat.pk)}).status_code == 302


# --- a new account ---------------------------------------------------------------------


def test_it_signs_them_in_and_shows_the_name_with_two_digits(cast: Cast) -> None:
    client = cast.sam.client()
    answer = client.post(ACCOUNT, typed(), follow=True)
    person = sam(cast).person
    assert person and re.fullmatch(r"blue[2-9]{2}", person.username)
    assert f"<strong>{person.username}</strong>" in answer.content.decode()
    assert not person.must_change_passphrase
    assert queries.KEY not in client.session
    assert "Welcome, Sam" in client.get("/en/my-support/").content.decode()


def test_it_keeps_the_one_record_and_the_six_words(cast: Cast) -> None:
    before = Participant.objects.count()
    chosen(cast)
    assert Participant.objects.count() == before
    back = Client()
    assert back.post("/en/return-key/", {"words": SAMS_WORDS}).status_code == 302
    assert "Welcome, Sam" in back.get("/en/my-support/").content.decode()


def test_it_lets_them_sign_in_later_with_it(cast: Cast) -> None:
    hat = chosen(cast)
    assert hat
    client = Client()
    said = {"username": hat.person.username, "passphrase": OWN_WORDS}
    assert client.post("/en/sign-in/", said).status_code == 302
    assert "Welcome, Sam" in client.get("/en/my-support/").content.decode()


def test_it_tells_nobody_which_names_are_taken(cast: Cast) -> None:
    taken, free = chosen(cast, username="maya"), chosen(cast, by=cast.lee.by, username="zelda")
    assert taken and free
    assert re.fullmatch(r"maya[2-9]{2}", taken.person.username)
    assert re.fullmatch(r"zelda[2-9]{2}", free.person.username)


def test_it_leaves_an_event_they_can_read(cast: Cast) -> None:
    chosen(cast)
    event = Event.objects.get(verb="have-account")
    assert (event.participant_id, event.by_id) == (cast.sam.id, cast.sam.by.id)
    assert (
        "You chose to have an account"
        in cast.sam.client().get("/en/looks/?only=all").content.decode()
    )


def test_it_makes_one_account_of_a_form_sent_twice(cast: Cast) -> None:
    first, second, said = cast.sam.client(), cast.sam.client(), typed()
    first.post(ACCOUNT, said)
    people, events = Person.objects.count(), Event.objects.filter(verb="have-account").count()
    assert second.post(ACCOUNT, said).status_code == 200
    assert (Person.objects.count(), events) == (people, 1)
    assert "_auth_user_id" not in second.session  # only the first of them signs anybody in


def test_it_signs_nobody_in_when_the_same_form_comes_again(cast: Cast) -> None:
    id = ids.new()
    assert chosen(cast, id=id)
    assert chosen(cast, id=id, passphrase="another one altogether") is None
    person = Person.objects.get(pk=id)
    assert person.check_password(OWN_WORDS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": ""},
        {"new": "short", "again": "short"},
        {"new": "password1234", "again": "password1234"},
        {"again": "not the same at all"},
        {"id": "x"},
    ],
)
def test_it_changes_nothing_for_bad_input(cast: Cast, wrong: dict[str, str]) -> None:
    people = Person.objects.count()
    answer = cast.sam.client().post(ACCOUNT, typed(**wrong))
    assert answer.status_code == 422
    assert OWN_WORDS not in answer.content.decode()
    assert (Person.objects.count(), sam(cast).person_id) == (people, None)


@pytest.mark.parametrize("wrong", [{"passphrase": "short"}, {"username": " "}, {"language": "xx"}])
def test_it_asks_in_the_action_too(cast: Cast, wrong: dict[str, str]) -> None:
    with pytest.raises(errors.Problem):
        chosen(cast, **wrong)
    assert sam(cast).person_id is None


@pytest.mark.parametrize("name", ["maya", "vera", "dana", "omar", "max", "ana", "kit"])
def test_it_is_for_participants_alone(cast: Cast, name: str) -> None:
    character = getattr(cast, name)
    for path in (ACCOUNT, JOIN, GIVE_UP):
        assert character.client().get(path).status_code == 403
    with pytest.raises(access.Refused):
        chosen(cast, by=character.by)
    with pytest.raises(access.Refused):
        actions.give_up_account(by=character.by)
    with pytest.raises(access.Refused):
        actions.new_key(by=character.by, id=ids.new(), language="en")


def test_it_reaches_no_record_of_another_organisation(cast: Cast) -> None:
    assert cast.sam.by.id
    elsewhere = actors.return_key(cast.sam.by.id, organisation_id=cast.harbour.pk)
    with pytest.raises(errors.Missing):
        chosen(cast, by=elsewhere)
    with pytest.raises(errors.Missing):
        actions.give_up_account(by=elsewhere)
    with pytest.raises(errors.Missing):
        actions.new_key(by=elsewhere, id=ids.new(), language="en")
    assert cast.maya.person
    with pytest.raises(errors.Missing):
        actions.join_account(by=elsewhere, person=cast.maya.person.pk, passphrase=PASSPHRASE)
    assert sam(cast).person_id is None


def test_it_gives_no_second_account(cast: Cast) -> None:
    chosen(cast)
    with pytest.raises(errors.Gone):
        chosen(cast)
    with pytest.raises(errors.Gone):
        joined(cast, cast.maya)


def test_it_hides_the_name_from_whoever_found_the_words(cast: Cast) -> None:
    hat = chosen(cast)
    assert hat
    page = cast.sam.client().get(ACCOUNT).content.decode()
    assert "You also have an account" in page
    assert hat.person.username not in page


# --- an account they have already --------------------------------------------------------


def join(client: Client, username: str, passphrase: str = PASSPHRASE) -> Any:
    return client.post(JOIN, {"known-username": username, "known-passphrase": passphrase})


def test_it_gives_a_colleague_one_more_hat(cast: Cast) -> None:
    client = cast.sam.client()
    assert join(client, "vera").status_code == 302
    assert sam(cast).person == cast.vera.person
    assert "Welcome, Sam" in client.get("/en/my-support/").content.decode()
    event = Event.objects.get(verb="join-account", participant_id__isnull=False)
    assert event.participant_id == cast.sam.id


def test_it_takes_a_login_from_another_organisation(cast: Cast) -> None:
    client = cast.sam.client()
    join(client, "riley")
    assert "Welcome, Sam" in client.get("/en/my-support/").content.decode()
    hats = policy.open_memberships(cast.riley.by.person_id, at=clock.now())
    assert {(hat.organisation_id, hat.role) for hat in hats} == {
        (cast.harbour.pk, "peer"),
        (cast.riverbend.pk, "participant"),
    }


def test_it_says_the_same_of_wrong_and_unknown(cast: Cast) -> None:
    known, unknown = cast.sam.client(), cast.sam.client()
    answers = [join(known, "vera", "wrong wrong wrong"), join(unknown, "zelda", "wrong wrong")]
    assert [answer.status_code for answer in answers] == [422, 422]
    for answer in answers:
        assert "This name and passphrase do not open anything" in answer.content.decode()
    assert sam(cast).person_id is None


def test_it_locks_after_too_many_tries_as_sign_in_does(cast: Cast) -> None:
    client = cast.sam.client()
    for _ in range(6):
        answer = join(client, "vera", "wrong wrong wrong")
    assert answer.status_code == 429
    assert join(client, "vera").status_code == 429
    assert sam(cast).person_id is None


def test_it_asks_for_the_passphrase_in_the_action_too(cast: Cast) -> None:
    with pytest.raises(errors.Problem):
        joined(cast, cast.vera, "wrong wrong wrong")
    with pytest.raises(errors.Problem):
        actions.join_account(by=cast.sam.by, person=actors.NOWHERE, passphrase=PASSPHRASE)
    assert not Membership.objects.filter(person=cast.vera.person, role="participant").exists()


def test_it_takes_no_passphrase_that_somebody_else_has_seen(cast: Cast) -> None:
    Person.objects.filter(pk=cast.vera.by.person_id).update(must_change_passphrase=True)
    answer = join(cast.sam.client(), "vera")
    assert answer.status_code == 422
    assert "Somebody else has seen the passphrase" in answer.content.decode()
    assert sam(cast).person_id is None


def test_it_joins_once_when_sent_twice(cast: Cast) -> None:
    assert joined(cast, cast.vera) == joined(cast, cast.vera)
    assert Event.objects.filter(verb="join-account", participant_id=cast.sam.id).count() == 1


def test_it_leaves_two_records_of_one_login_apart(cast: Cast) -> None:
    answer = join(cast.sam.client(), "rosa")
    assert answer.status_code == 422
    assert "another record of yours" in answer.content.decode()
    assert sam(cast).person_id is None
    assert Participant.objects.get(pk=cast.rosa.id).person == cast.rosa.person


def test_it_leaks_nothing_between_the_hats_of_one_person(cast: Cast) -> None:
    """Vera volunteers, and is the participant that Sam's words opened until now."""
    client = cast.sam.client()
    join(client, "vera")
    mine = Membership.objects.get(person=cast.vera.person, role="participant")
    work = cast.vera.membership
    assert work

    own, lees = f"/en/people/{cast.sam.id}", f"/en/people/{cast.lee.id}"
    Tie.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.lee.id,
        person_id=cast.vera.by.person_id,
        why="pairing",
    )

    for path in ("/en/today/", "/en/people/", "/en/log/", "/en/profile/", f"{lees}/"):
        answer = client.get(path)
        assert answer.status_code == (404 if path == f"{lees}/" else 403), path
        assert "Lee" not in answer.content.decode(), path
    wear(client, work)
    for path in ("/en/my-support/", "/en/my-request/", "/en/looks/", "/en/agreed/", ACCOUNT):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert "Sam" not in answer.content.decode(), path
    for path in (f"{own}/", f"{own}/plan/", f"{own}/contacts/", f"/en/log/{cast.sam.id}/"):
        assert client.get(path).status_code == 404, path
    assert client.get(f"{lees}/").status_code == 200
    assert "A door that locks" not in client.get("/en/today/").content.decode()
    assert client.post("/en/hats/", {"hat": str(mine.pk)}).status_code == 404
    assert client.post("/en/hats/own/", {"passphrase": PASSPHRASE}).status_code == 302
    assert "Welcome, Sam" in client.get("/en/my-support/").content.decode()


def test_it_tells_no_other_participant_who_tried(cast: Cast) -> None:
    """In the wrong hat at Lee's door: Lee reads of it, and not that Vera has support here."""
    client = cast.sam.client()
    join(client, "vera")
    assert client.get(f"/en/people/{cast.lee.id}/").status_code == 404
    page = cast.lee.client().get("/en/looks/?only=refused").content.decode()
    assert "Somebody else who has support here" in page
    assert "Vera" not in page


def test_it_shows_administrators_nothing_of_it(cast: Cast) -> None:
    assert cast.vera.person
    joined(cast, cast.vera)
    chosen(cast, by=cast.lee.by, username="secretive")
    kit = cast.kit.client()
    page = (
        kit.get("/en/set-up/").content.decode()
        + kit.get(f"/en/set-up/people/{cast.vera.person.pk}/").content.decode()
    )
    assert "secretive" not in page
    assert "Participant" not in page

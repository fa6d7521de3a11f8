"""Talk with a peer: the first thing somebody unknown does here."""

import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from alongside.accounts import actors
from alongside.accounts.models import ReturnKey
from alongside.audit.models import Event
from alongside.core import errors, ids, scope
from alongside.participants import actions, rules
from alongside.participants.models import Participant, Request
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


def filled(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(ids.new()),
        "organisation": str(cast.riverbend.pk),
        "alias": "Blue",
        "language": "es",
        "reach_way": "key",
        "experiences": ["opioids", "housing"],
        "pathways": ["medication"],
        "times": ["evening"],
        "place": "Rivertown",
        "words": "I sleep in the car.",
    } | changes


def send(typed: dict[str, Any], **extra: Any) -> Any:
    return Client().post("/en/talk/", typed, **extra)


def words_in(page: str) -> str:
    return " ".join(re.findall(r"<li>(\w+)</li>", page.split('class="key"')[1].split("</ol>")[0]))


def test_it_asks_without_a_name_and_gives_six_words(cast: Cast) -> None:
    typed = filled(cast, alias="")
    answer = send(typed)
    assert answer.status_code == 200
    with scope.within(cast.riverbend.pk):
        request = Request.objects.get(pk=typed["id"])
        assert request.participant.alias == ""
        assert (request.words, request.place) == ("I sleep in the car.", "Rivertown")
        assert request.state == "waiting"
    assert len(words_in(answer.content.decode()).split()) == 6


def test_it_says_once_what_is_needed(cast: Cast) -> None:
    page = Client().get("/en/talk/").content.decode()
    assert page.count("all else may stay empty") == 1
    assert "(you can leave this)" not in page
    needed = [
        "Who should answer?",
        "Which language do you want to talk in?",
        "How do you want your answer?",
    ]
    assert page.count("(needed)") == len(needed)
    for label in needed:
        assert f'{label} <span class="optional">(needed)</span>' in page
    assert page.count("How long we keep this") == 1


def test_it_lets_them_come_back_with_the_words(cast: Cast) -> None:
    page = send(filled(cast)).content.decode()
    browser = Client()
    assert browser.post("/en/return-key/", {"words": words_in(page)}).status_code == 302
    mine = browser.get("/en/my-request/")
    assert "waiting for a person" in mine.content.decode()


def test_it_keeps_the_words_nowhere(cast: Cast) -> None:
    page = send(filled(cast)).content.decode()
    key = ReturnKey.objects.latest("made_at")
    assert words_in(page) not in str(vars(key))
    assert "no-store" in send(filled(cast)).headers["Cache-Control"]


def test_it_sets_no_cookie_and_needs_no_token(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert not browser.get("/en/talk/").cookies
    answer = browser.post("/en/talk/", filled(cast))
    assert answer.status_code == 200
    assert not answer.cookies


def test_it_takes_no_form_from_another_site(cast: Cast) -> None:
    typed = filled(cast)
    answer = send(typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not Request.objects.filter(pk=typed["id"]).exists()


def test_it_takes_the_same_form_once(cast: Cast) -> None:
    typed = filled(cast)
    send(typed)
    people, keys = Participant.objects.count(), ReturnKey.objects.count()
    again = send(typed)
    assert again.status_code == 200
    assert "We have it already" in again.content.decode()
    assert 'class="key"' not in again.content.decode()
    assert (Participant.objects.count(), ReturnKey.objects.count()) == (people, keys)


def test_it_never_says_already_for_what_is_somebody_elses(cast: Cast) -> None:
    """A request of another organisation has this id: nothing was asked here, and that is said."""
    with scope.within(cast.harbour.pk):
        theirs = Request.objects.create(organisation=cast.harbour, participant_id=cast.tess.id)
    with scope.within(cast.riverbend.pk):
        people = Participant.objects.count()
        answer = send(filled(cast, id=str(theirs.pk)))
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "We have it already" not in page
        assert "I sleep in the car." in page
        assert Participant.objects.count() == people


def test_it_leaves_an_event_that_names_nobody(cast: Cast) -> None:
    typed = filled(cast)
    send(typed)
    request = Request.objects.get(pk=typed["id"])
    event = Event.objects.get(participant_id=request.participant_id, verb="ask")
    assert (event.by_kind, event.reason) == ("system", "public request")
    assert "Blue" not in str(vars(event))


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "klingon"},
        {"pathways": ["obedience"]},
        {"organisation": str(uuid.uuid4())},
        {"reach_way": "call", "reach_how": ""},
        {"reach_way": "call", "reach_how": "555 0100", "never_ways": ["call"]},
        {"id": "not an id"},
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(cast: Cast, wrong: dict[str, Any]) -> None:
    before = Participant.objects.count()
    answer = send(filled(cast, **wrong))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "I sleep in the car." in page
    assert "Rivertown" in page
    assert "Everything you filled in is still here" in page
    assert Participant.objects.count() == before


def test_it_rounds_where_the_device_is(cast: Cast) -> None:
    typed = filled(cast, lat="40.712776", lon="-74.005974")
    send(typed)
    request = Request.objects.get(pk=typed["id"])
    assert (request.latitude, request.longitude) == (40.71, -74.01)


def test_it_ignores_a_place_that_is_not_on_earth(cast: Cast) -> None:
    typed = filled(cast, lat="400", lon="7")
    assert send(typed).status_code == 200
    assert Request.objects.get(pk=typed["id"]).latitude is None


def test_it_slows_down_a_network_that_asks_very_often(cast: Cast) -> None:
    for _each in range(rules.MOST_REQUESTS):
        assert send(filled(cast)).status_code == 200
    typed = filled(cast)
    answer = send(typed)
    assert answer.status_code == 429
    assert "I sleep in the car." in answer.content.decode()
    assert not Request.objects.filter(pk=typed["id"]).exists()
    assert send(filled(cast), REMOTE_ADDR="198.51.100.7").status_code == 200


def test_it_offers_only_those_who_take_requests(cast: Cast) -> None:
    cast.harbour.takes_requests = False
    cast.harbour.save()
    page = Client().get("/en/talk/").content.decode()
    assert "Riverbend Recovery" in page
    assert "Harbour Peers" not in page
    assert send(filled(cast, organisation=str(cast.harbour.pk))).status_code == 422


def test_it_teaches_the_next_step_where_nobody_takes_requests(cast: Cast) -> None:
    for organisation in (cast.riverbend, cast.harbour):
        organisation.takes_requests = False
        organisation.save()
    page = Client().get("/en/talk/")
    assert page.status_code == 200
    assert "Nobody takes requests here" in page.content.decode()


def test_it_says_honestly_when_somebody_reads_it(cast: Cast) -> None:
    cast.riverbend.phone = "555 0142"
    cast.riverbend.save()
    page = Client().get("/en/talk/").content.decode()
    assert "within 48 hours" in page
    assert "tel:5550142" in page


def test_it_can_be_asked_by_nobody_but_the_system_and_participants(cast: Cast) -> None:
    from alongside.accounts.access import Refused

    for who in (cast.maya, cast.omar, cast.kit):
        with pytest.raises(Refused):
            actions.ask(by=who.by, id=ids.new(), wish=rules.Wish())


def test_it_refuses_an_organisation_that_is_not_there(cast: Cast) -> None:
    by = actors.system("public request", organisation_id=uuid.uuid4())
    with pytest.raises(errors.Problem):
        actions.ask(by=by, id=ids.new(), wish=rules.Wish())

"""A participant's own request: how it stands, changing it, closing it, asking again."""

from typing import Any

import pytest
from django.urls import reverse

from alongside.audit.models import Event
from alongside.core import ids, scope
from alongside.participants import actions, rules
from alongside.participants.models import Request
from tests.cast import Cast, Character

pytestmark = pytest.mark.django_db
PAGE = "/en/my-request/"


def asked(who: Character, **wish: Any) -> Request:
    actions.ask_again(by=who.by, id=(pk := ids.new()), wish=rules.Wish(**wish))
    return Request.objects.get(pk=pk)


def change(request: Request, **typed: Any) -> dict[str, Any]:
    return {"version": request.version, "language": "en", "words": "Somebody patient."} | typed


def url(name: str, request: Request) -> str:
    return reverse(f"participants:{name}", kwargs={"pk": request.pk})


def test_it_teaches_how_to_ask(cast: Cast) -> None:
    page = cast.sam.client().get(PAGE)
    assert "You have not asked for a peer here" in page.content.decode()


def test_it_is_asked_by_a_participant(cast: Cast) -> None:
    typed: dict[str, Any] = {"id": str(ids.new()), "language": "fr", "pathways": ["secular"]}
    for _twice in range(2):
        answer = cast.rosa.client().post("/en/my-request/ask/", typed)
        assert answer.status_code == 302
    request = Request.objects.get(pk=typed["id"])
    assert request.participant_id == cast.rosa.id
    assert Event.objects.filter(participant_id=cast.rosa.id, verb="ask").count() == 1


def test_it_keeps_one_open_request_at_a_time(cast: Cast) -> None:
    asked(cast.sam)
    typed: dict[str, Any] = {"id": str(ids.new()), "language": "en", "words": "Another one"}
    answer = cast.sam.client().post("/en/my-request/ask/", typed)
    assert answer.status_code == 422
    assert "Another one" in answer.content.decode()
    assert Request.objects.filter(participant_id=cast.sam.id).count() == 1


def test_it_is_changed(cast: Cast) -> None:
    request = asked(cast.sam)
    for _twice in range(2):
        answer = cast.sam.client().post(url("change_request", request), change(request))
        assert answer.status_code == 302
    request.refresh_from_db()
    assert (request.words, request.version) == ("Somebody patient.", 2)
    events = Event.objects.filter(participant_id=cast.sam.id, verb="change-request")
    assert events.count() == 1


def test_it_says_when_two_windows_change_it(cast: Cast) -> None:
    request = asked(cast.sam)
    browser = cast.sam.client()
    browser.post(url("change_request", request), change(request, words="First"))
    answer = browser.post(url("change_request", request), change(request, words="Second"))
    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    request.refresh_from_db()
    assert request.words == "First"


def test_it_changes_nothing_with_bad_input(cast: Cast) -> None:
    request = asked(cast.sam, words="As it was")
    typed = change(request, times=["doomsday"], words="Kept on the page")
    answer = cast.sam.client().post(url("change_request", request), typed)
    assert answer.status_code == 422
    assert "Kept on the page" in answer.content.decode()
    request.refresh_from_db()
    assert (request.words, request.version) == ("As it was", 1)


def test_it_is_closed_in_one_tap(cast: Cast) -> None:
    request = asked(cast.sam)
    for _twice in range(2):
        assert cast.sam.client().post(url("close_request", request)).status_code == 302
    request.refresh_from_db()
    assert request.state == "closed"
    events = Event.objects.filter(participant_id=cast.sam.id, verb="close-request")
    assert events.count() == 1
    assert "It is closed" in cast.sam.client().get(PAGE).content.decode()
    late = cast.sam.client().post(url("change_request", request), change(request, version=2))
    assert late.status_code == 410


@pytest.mark.parametrize("name", ["change_request", "close_request"])
def test_it_belongs_to_one_person(cast: Cast, name: str) -> None:
    request = asked(cast.sam)
    assert cast.tess.client().post(url(name, request), change(request)).status_code == 404
    for who in (cast.rosa, cast.lee, cast.maya, cast.omar, cast.kit, cast.ana):
        status = 404 if who in (cast.rosa, cast.lee) else 403
        assert who.client().post(url(name, request), change(request)).status_code == status
    request.refresh_from_db()
    assert (request.state, request.version) == ("waiting", 1)


def test_it_takes_no_id_of_somebody_elses_request(cast: Cast) -> None:
    with scope.within(cast.harbour.pk):
        theirs = Request.objects.create(organisation=cast.harbour, participant_id=cast.tess.id)
    with scope.within(cast.riverbend.pk):
        data = {"id": str(theirs.pk), "language": "en", "words": "Evenings, please."}
        answer = cast.lee.client().post("/en/my-request/ask/", data)
        assert answer.status_code == 404
        assert "Evenings, please." in answer.content.decode()
        assert not Request.objects.filter(participant_id=cast.lee.id).exists()

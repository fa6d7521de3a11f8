"""The API's door: the same lock, the same actions, one shape of error."""

from typing import Any

from django.test import Client

from alongside.audit.models import Event
from alongside.core import ids
from alongside.support.models import Contact
from tests.cast import Cast
from tests.history import happened

TODAY, CONTACTS = "/api/v1/today", "/api/v1/contacts"


def contact(cast: Cast, **more: Any) -> dict[str, Any]:
    said = {"id": str(ids.new()), "participant": str(cast.sam.id), "kinds": ["emotional"]}
    return said | more


def log(cast: Cast, who: str, said: dict[str, Any]) -> Any:
    client = getattr(cast, who).client()
    return client.post(CONTACTS, said, content_type="application/json")


def test_it_says_who_needs_the_peer(cast: Cast) -> None:
    people = cast.maya.client().get(TODAY).json()
    assert {person["name"] for person in people} == {"Sam", "Lee"}
    assert people[0]["reasons"][0]["kind"] == "new"


def test_it_logs_a_contact_once_however_often_it_is_sent(cast: Cast) -> None:
    said = contact(cast, minutes=20)
    answers = [log(cast, "maya", said) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Contact.objects.get().minutes == 20
    assert Event.objects.filter(verb="log-contact").count() == 1


def test_it_refuses_the_wrong_role_and_writes_that_down(cast: Cast) -> None:
    assert log(cast, "dana", contact(cast)).status_code == 403
    assert happened(outcome="refused", by_id=cast.dana.by.id)
    assert not Contact.objects.exists()


def test_it_tells_the_participant_of_a_refusal_without_a_tie(cast: Cast) -> None:
    assert log(cast, "vera", contact(cast)).status_code == 404
    refused = Event.objects.get(outcome="refused")
    assert refused.participant_id == cast.sam.id


def test_it_knows_nobody_of_another_organisation(cast: Cast) -> None:
    answer = log(cast, "riley", contact(cast))
    assert answer.status_code == 404
    assert answer.json()["happened"]


def test_it_answers_bad_input_in_the_one_shape_and_writes_nothing(cast: Cast) -> None:
    answer = log(cast, "maya", contact(cast, kinds=["gossip"]))
    assert answer.status_code == 422
    assert set(answer.json()) == {"happened", "kept", "todo"}
    answer = log(cast, "maya", contact(cast, minutes="soon"))
    assert answer.status_code == 422
    assert set(answer.json()) == {"happened", "kept", "todo"}
    assert not Contact.objects.exists()


def test_it_asks_strangers_who_they_are(cast: Cast) -> None:
    answer = Client().get(TODAY)
    assert answer.status_code == 401
    assert set(answer.json()) == {"happened", "kept", "todo"}


def test_it_wants_the_form_token_to_write(cast: Cast) -> None:
    client = cast.maya.client(enforce_csrf_checks=True)
    answer = client.post(CONTACTS, contact(cast), content_type="application/json")
    assert answer.status_code == 403
    assert not Contact.objects.exists()

"""What was written down can be put right, or taken back within a day."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.support import actions
from alongside.support.models import Contact, Pairing
from tests.cast import Cast
from tests.support.doors import get, post, verbs


@pytest.fixture
def contact(cast: Cast) -> Contact:
    return actions.log_contact(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, kinds=["emotional"], note="first"
    )


def said(**more: Any) -> dict[str, Any]:
    rest = {"minutes": "30", "form": "one", "setting": "phone", "version": "1"}
    return {"kinds": ["instrumental"], **rest, **more}


def test_it_says_better_what_it_was(cast: Cast, contact: Contact) -> None:
    maya = cast.maya.client()
    assert "first" in get(maya, "support:correct_contact", contact=contact.pk).content.decode()
    post(maya, "support:correct_contact", said(note="second"), contact=contact.pk)
    contact.refresh_from_db()
    assert [kind.value for kind in contact.kinds] == ["instrumental"]
    assert (contact.minutes, contact.note, contact.version) == (30, "second", 2)
    assert verbs(cast.sam.id) == ["log-contact", "correct-contact"]


def test_it_loses_nothing_when_two_people_edit(cast: Cast, contact: Contact) -> None:
    maya = cast.maya.client()
    post(maya, "support:correct_contact", said(note="from one window"), contact=contact.pk)
    answer = post(maya, "support:correct_contact", said(note="from another"), contact=contact.pk)
    assert answer.status_code == 409
    assert "from another" in answer.content.decode()
    contact.refresh_from_db()
    assert contact.note == "from one window"
    form = answer.context["form"]
    again = said(note="from another", version=form["version"].value())
    post(maya, "support:correct_contact", again, contact=contact.pk)
    contact.refresh_from_db()
    assert contact.note == "from another"


def test_it_changes_nothing_when_something_is_wrong(cast: Cast, contact: Contact) -> None:
    maya = cast.maya.client()
    wrongs: list[dict[str, Any]] = [
        {"kinds": []},
        {"minutes": "0"},
        {"goals": [str(ids.new())]},
        {"version": "x"},
    ]
    for wrong in wrongs:
        answer = post(
            maya, "support:correct_contact", said(note="typed") | wrong, contact=contact.pk
        )
        assert "typed" in answer.content.decode()
    contact.refresh_from_db()
    assert contact.version == 1


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 404), ("riley", 404), ("dana", 403), ("sam", 403), ("omar", 403)]
)
@pytest.mark.parametrize("page", ["support:correct_contact", "support:take_back_contact"])
def test_it_is_the_peers_who_wrote_it(
    cast: Cast, contact: Contact, page: str, who: str, status: int
) -> None:
    client = cast.characters[who].client()
    answer = post(client, page, said(), contact=contact.pk)
    assert answer.status_code == status
    contact.refresh_from_db()
    assert contact.version == 1


def test_it_can_be_taken_back_within_a_day(cast: Cast, contact: Contact) -> None:
    answer = post(cast.maya.client(), "support:take_back_contact", contact=contact.pk)
    assert answer.status_code == 302
    assert not Contact.objects.exists()
    assert Pairing.objects.get(participant=cast.sam.id).last_contact_at is None
    assert verbs(cast.sam.id) == ["log-contact", "take-back-contact"]


def test_it_stays_after_a_day(cast: Cast, contact: Contact) -> None:
    Contact.objects.update(recorded_at=clock.now() - timedelta(hours=25))
    answer = post(cast.maya.client(), "support:take_back_contact", contact=contact.pk)
    assert answer.status_code == 410
    assert Contact.objects.count() == 1


def test_it_reads_the_same_to_both(cast: Cast, contact: Contact) -> None:
    theirs = get(cast.maya.client(), "support:contacts", participant=cast.sam.id).content.decode()
    own = get(cast.sam.client(), "support:contacts").content.decode()
    for text in (theirs, own):
        assert "Listened" in text
        assert "first" in text
    assert get(cast.dana.client(), "support:contacts", participant=cast.sam.id).status_code == 200
    assert get(cast.vera.client(), "support:contacts", participant=cast.sam.id).status_code == 404
    assert get(cast.riley.client(), "support:contacts", participant=cast.sam.id).status_code == 404
    assert get(cast.lee.client(), "support:contacts").status_code == 200


def test_it_is_a_look_that_sam_can_read(cast: Cast, contact: Contact) -> None:
    get(cast.maya.client(), "support:correct_contact", contact=contact.pk)
    seen = Event.objects.get(participant_id=cast.sam.id, verb="look")
    assert (seen.facts, seen.by_id) == ({"page": "contact"}, cast.maya.by.id)

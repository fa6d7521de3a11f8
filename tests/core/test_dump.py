"""Who has the database and no key reads no name, number, address or word of anybody.

A copy of all tables is searched for every text that the program keeps sealed, as it reads when
opened, and for what the cast is known by.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from alongside.audit import actions as audit
from alongside.core import copies, fields, ids, rotation, scope
from alongside.participants.models import Participant
from tests import cast as people
from tests.support import doors

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {
    "alias": "Bluebird of Elm Street",
    "reach_how": "the phone of my sister, +1 410 555 0142",
    "reach_never": "not at the works on Dock Road",
}
NOTE = "We walked to the pharmacy and she told me about her daughter."


@pytest.fixture
def dump(tmp_path: Path, settings: Any) -> Path:
    settings.SEALS = tmp_path / "seals"
    cast = people.assemble()
    with scope.within(cast.riverbend.pk):
        Participant.objects.filter(pk=cast.sam.id).update(**SAID)
        with_maya = cast.maya.client()
        logged = doors.post(
            with_maya,
            "support:log",
            {
                "id": str(ids.new()),
                "kinds": ["emotional"],
                "minutes": 15,
                "form": "one",
                "setting": "street",
                "note": NOTE,
            },
            participant=cast.sam.id,
        )
        assert logged.status_code == 302
        audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    copies.save(tmp_path / "dump")
    return tmp_path / "dump"


def opened() -> Iterator[tuple[str, str]]:
    """Every sealed text as the program reads it, with where it is."""
    for model, held in rotation.columns():
        for place in rotation._places(model):
            with scope.within(place):
                for row in model._base_manager.all():
                    for each in held:
                        yield f"{model._meta.db_table}.{each.column}", str(getattr(row, each.name))


def words_of(text: str) -> re.Pattern[bytes]:
    """As a word of its own: base64 has every short sequence of letters somewhere."""
    return re.compile(rb"(?<![\w+/=-])" + re.escape(text.encode()) + rb"(?![\w+/=-])")


def test_it_shows_no_word_of_anybody(dump: Path) -> None:
    held = b"\n".join((dump / name).read_bytes() for name in copies.names(dump))
    texts = {text for _, text in opened() if len(text) > 3}
    texts |= {NOTE, people.SAMS_WORDS, *SAID.values()}
    assert {NOTE, "Maya", "Bluebird of Elm Street"} <= texts
    found = sorted(text for text in texts if words_of(text).search(held))
    assert not found


def test_it_shows_nobody_beside_a_name_in_history(dump: Path) -> None:
    """Handles are no identifiers of ours, and the payload shows none."""
    from alongside.audit.models import Event, Subject

    with scope.within(people_of()):
        for event in Event.objects.all():
            assert event.subject_id != event.participant_id
            payload = bytes(event.payload)
            for one in (event.participant_id, event.by_id):
                assert one is None or (one.bytes not in payload and one.hex.encode() not in payload)
        assert Subject.objects.exclude(participant_id=None).exists()


def people_of() -> Any:
    from alongside.accounts.models import Organisation

    return Organisation.objects.get(slug="riverbend").pk


def test_every_text_that_is_sealed_is_looked_for(dump: Path) -> None:
    """The test above would be content with a column nobody filled: name those."""
    filled = {where for where, text in opened() if text}
    wanted = {"accounts_person.name", "participants_participant.alias", "support_contact.note"}
    assert wanted <= filled
    assert all(isinstance(each, fields.Sealed) for _, held in rotation.columns() for each in held)
    assert connection.vendor in {"sqlite", "postgresql"}

"""Forgetting: the key and the link go, the events stay and are proven, and say nothing."""

import io
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from alongside.audit import actions as audit
from alongside.audit import models, queries
from alongside.core import keyring, scope, storage
from tests import cast as people
from tests.cast import Cast
from tests.history import happened


def written(cast: Cast) -> models.Event:
    return audit.record(
        by=cast.maya.by,
        verb="log-contact",
        participant_id=cast.sam.id,
        about=("contact", uuid.uuid4()),
        facts={"minutes": 15},
    )


def stored() -> str:
    """Every column of history as the database has it, in hexadecimal where it is bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_subject", "audit_chain"):
            cursor.execute(f"SELECT * FROM {table}")
            for value in (value for row in cursor.fetchall() for value in row):
                bytes_ = isinstance(value, bytes | memoryview)
                found.append(bytes(value).hex() if bytes_ else str(value).replace("-", ""))
    return "\n".join(found)


def test_it_opens_for_who_may_read_it(cast: Cast) -> None:
    event = models.Event.objects.get(pk=written(cast).pk)
    assert event.participant_id == cast.sam.id
    assert (event.by_kind, event.by_id, event.by_role) == ("person", cast.maya.by.id, "peer")
    assert event.facts == {"minutes": 15}


def test_it_shows_nobody_in_the_table_of_events(cast: Cast) -> None:
    event = written(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_event")
        text = str([str(value).replace("-", "") for value in cursor.fetchone()])
    for one in (cast.sam.id, cast.maya.by.id, event.about_id):
        assert one is not None
        assert one.hex not in text
        assert one.bytes not in bytes(event.payload)


def test_it_draws_the_handle_at_random(cast: Cast) -> None:
    """A version 7 identifier would tell the day somebody came."""
    handle = written(cast).subject_id
    assert handle.version == 4
    assert handle != cast.sam.id


def test_it_leaves_events_that_are_proven_and_say_nothing(cast: Cast) -> None:
    event = written(cast)
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.lee.id)
    assert audit.forget_subject(by=cast.omar.by, participant_id=cast.sam.id) == event.subject_id
    left = models.Event.objects.get(pk=event.pk)
    assert (left.participant_id, left.by_id, left.about_id) == (None, None, None)
    assert (left.by_role, left.reason, left.facts) == ("", "", {})
    assert not queries.about(cast.sam.id).exists()
    assert queries.about(cast.lee.id).get().by_id == cast.maya.by.id
    assert not list(queries.verify())


def test_it_leaves_nothing_that_would_open_them(cast: Cast) -> None:
    written(cast)
    key = models.Subject.objects.get(participant_id=cast.sam.id).data_key
    assert key is not None
    audit.forget_subject(by=cast.omar.by, participant_id=cast.sam.id)
    subject = models.Subject.objects.get(forgotten_at__isnull=False)
    assert (subject.participant_id, subject.key, subject.data_key) == (None, "", None)
    assert cast.sam.id is not None
    assert cast.sam.id.hex not in stored()


def test_it_says_that_somebody_was_forgotten_and_not_who(cast: Cast) -> None:
    handle = written(cast).subject_id
    audit.forget_subject(by=cast.omar.by, participant_id=cast.sam.id)
    (event,) = happened(verb="forget-history")
    assert (event.by_id, event.about_id, event.facts) == (cast.omar.by.id, handle, {"links": 1})
    assert event.participant_id is None


def test_it_keeps_no_trace_of_who_asked_for_it_themselves(cast: Cast) -> None:
    written(cast)
    audit.forget_subject(by=cast.sam.by, participant_id=cast.sam.id)
    (event,) = happened(verb="forget-history")
    assert (event.by_id, event.by_role) == (None, "participant")


def test_it_forgets_once(cast: Cast) -> None:
    written(cast)
    audit.forget_subject(by=cast.omar.by, participant_id=cast.sam.id)
    assert audit.forget_subject(by=cast.omar.by, participant_id=cast.sam.id) is None
    assert len(happened(verb="forget-history")) == 1


def test_it_forgets_nobody_where_the_work_is_undone(cast: Cast) -> None:
    written(cast)
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        audit.forget_subject(by=cast.omar.by, participant_id=cast.sam.id)
        raise ValueError("no")
    assert queries.about(cast.sam.id).get().facts == {"minutes": 15}


def test_a_history_given_to_somebody_else_does_not_open(cast: Cast) -> None:
    """Whoever writes in the database can move a row; the key says whose it is."""
    written(cast)
    models.Subject.objects.filter(participant_id=cast.sam.id).update(participant_id=cast.rosa.id)
    with pytest.raises(keyring.WrongKey, match="somebody else"):
        assert queries.about(cast.rosa.id).get().facts


def test_a_payload_in_another_event_does_not_open(cast: Cast) -> None:
    one, two = written(cast), written(cast)
    two.payload = one.payload
    two._opened = None
    with pytest.raises(keyring.WrongKey):
        assert two.facts


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_key_is_left_in_the_files(tmp_path: Path, settings: Any) -> None:
    """The database as its files hold it, after storage was scrubbed."""
    settings.SEALS = tmp_path / "seals"
    cast = people.assemble()
    with scope.within(cast.riverbend.pk):
        written(cast)
        with connection.cursor() as cursor:
            mine = [cast.sam.id.hex if connection.vendor == "sqlite" else cast.sam.id]
            cursor.execute("SELECT key FROM audit_subject WHERE participant_id = %s", mine)
            sealed = cursor.fetchone()[0].encode()
        audit.forget_subject(by=cast.omar.by, participant_id=cast.sam.id)
    assert storage.scrub_storage().whole
    with scope.within(cast.riverbend.pk):
        assert sealed not in stored().encode()
        assert not list(queries.verify())
    call_command("verify_audit", stdout=io.StringIO())
    if connection.vendor == "sqlite" and (name := connection.settings_dict["NAME"]):
        for path in (Path(name), Path(f"{name}-wal")):
            assert not path.exists() or sealed not in path.read_bytes()

"""What is older than its years is taken out behind a signed checkpoint, and nothing else."""

import io
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from alongside.accounts import actors
from alongside.accounts import tasks as duties
from alongside.audit import actions as audit
from alongside.audit import models, queries
from alongside.rights.models import Hold
from tests.audit.tampering import behind_triggers
from tests.cast import Cast
from tests.history import happened

NIGHT = actors.system("nightly")
LONG_AGO = datetime.now(UTC) - timedelta(days=8 * 366)


def verify() -> str:
    out = io.StringIO()
    try:
        call_command("verify_audit", stdout=out)
    except CommandError as error:
        out.write(f"FAILED {error}")
    return out.getvalue()


def look(cast: Cast, participant: uuid.UUID | None) -> models.Event:
    return audit.record(by=cast.maya.by, verb="look", participant_id=participant)


@pytest.fixture
def old(cast: Cast) -> Cast:
    """Three links about Sam and one about Lee from eight years ago; two about Sam from today."""
    with time_machine.travel(LONG_AGO, tick=False):
        for _ in range(3):
            look(cast, cast.sam.id)
        look(cast, cast.lee.id)
    for _ in range(2):
        look(cast, cast.sam.id)
    return cast


def test_it_takes_out_what_has_had_its_years(old: Cast) -> None:
    audit.seal(by=NIGHT)
    duties.prune()
    assert [event.position for event in queries.about(old.sam.id)] == [5, 4]
    assert not queries.about(old.lee.id).exists()
    said = verify()
    assert said.startswith("Every link and every seal is whole")
    assert "2 chains begin at a signed checkpoint" in said


def test_it_says_so_in_history(old: Cast) -> None:
    audit.seal(by=NIGHT)
    call_command("prune_audit", stdout=io.StringIO())
    (event,) = happened(verb="prune-history")
    assert event.facts == {"links": 4, "chains": 2}


def test_it_goes_on_from_there(old: Cast) -> None:
    audit.seal(by=NIGHT)
    audit.prune(by=NIGHT)
    look(old, old.sam.id)
    look(old, old.lee.id)
    audit.seal(by=NIGHT)
    assert audit.prune(by=NIGHT) == 0
    assert verify().startswith("Every link")
    assert queries.about(old.lee.id).get().position == 2


def test_it_takes_out_nothing_that_was_not_sealed(old: Cast) -> None:
    assert audit.prune(by=NIGHT) == 0
    assert queries.about(old.sam.id).count() == 5


def test_it_takes_out_nothing_that_is_held(old: Cast) -> None:
    """A legal hold keeps all of somebody's history, whatever its age."""
    audit.seal(by=NIGHT)
    assert old.sam.participant is not None
    assert old.kit.person is not None
    Hold.objects.create(
        organisation=old.riverbend,
        participant=old.sam.participant,
        ground="An order of a court",
        placed_by=old.kit.person,
        until_on=datetime.now(UTC).date() + timedelta(days=2),
    )
    assert audit.prune(by=NIGHT) == 1
    assert queries.about(old.sam.id).count() == 5
    assert verify().startswith("Every link")


def test_it_is_for_the_system_only(old: Cast) -> None:
    audit.seal(by=NIGHT)
    with pytest.raises(PermissionDenied):
        audit.prune(by=old.kit.by)
    assert queries.about(old.sam.id).count() == 5


def test_the_database_lets_nobody_take_out_what_is_younger(old: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Event._base_manager.filter(position=5).delete()
    assert models.Event.objects.count() == 6


def test_the_proof_finds_what_was_taken_out_without_a_checkpoint(old: Cast) -> None:
    audit.seal(by=NIGHT)
    chain = models.Subject.objects.get(participant_id=old.sam.id).pk
    models.Event._base_manager.filter(subject=chain, position=1).delete()  # old enough to go
    assert f"chain {chain}: link 1 is missing" in verify()


def test_the_proof_finds_a_checkpoint_that_was_changed(old: Cast, seals: Path) -> None:
    audit.seal(by=NIGHT)
    audit.prune(by=NIGHT)
    chain = models.Subject.objects.get(participant_id=old.sam.id).pk
    (file,) = seals.glob("*.checkpoint")
    file.write_text(file.read_text().replace(" 3 ", " 4 "))
    with behind_triggers():
        models.Event._base_manager.filter(subject=chain, position=4)._raw_delete(using="default")
    said = verify()
    assert f"seal {file.name}: the file or its row was changed" in said
    assert f"chain {chain}: link 1 is missing" in said


def test_the_proof_finds_what_was_taken_out_after_the_checkpoint(old: Cast) -> None:
    audit.seal(by=NIGHT)
    audit.prune(by=NIGHT)
    chain = models.Subject.objects.get(participant_id=old.sam.id).pk
    with behind_triggers():
        models.Event._base_manager.filter(subject=chain)._raw_delete(using="default")
    assert f"chain {chain}: link 4 is missing" in verify()

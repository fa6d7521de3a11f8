"""The nightly seal: a mark over all heads, in a file outside the database."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from alongside.accounts import actors
from alongside.audit import actions as audit
from alongside.audit import models, rules, tasks
from tests.cast import Cast

NIGHT = actors.system("nightly seal")


def test_it_writes_each_head_that_moved(cast: Cast, seals: Path) -> None:
    for participant in (cast.sam, cast.lee):
        audit.record(by=cast.maya.by, verb="look", participant_id=participant.id)
    row = audit.seal(by=NIGHT)
    assert row is not None
    _, heads, mac, _ = rules.read_seal((seals / row.file).read_text())
    subjects = models.Subject.objects.filter(participant_id__in=[cast.sam.id, cast.lee.id])
    assert {chain for chain, _, _ in heads} == {one.pk.hex for one in subjects}
    assert (row.chains, row.events, row.mac) == (2, 2, mac)


def test_it_does_nothing_where_nothing_moved(cast: Cast, seals: Path) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    tasks.seal()
    tasks.seal()
    assert models.Seal.objects.count() == len(list(seals.iterdir())) == 1


def test_it_seals_only_what_moved_since(cast: Cast) -> None:
    for participant in (cast.sam, cast.lee):
        audit.record(by=cast.maya.by, verb="look", participant_id=participant.id)
    audit.seal(by=NIGHT)
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.lee.id)
    again = audit.seal(by=NIGHT)
    assert again is not None and again.chains == 1


def test_it_names_the_seal_before_it(cast: Cast, seals: Path) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    first = audit.seal(by=NIGHT)
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    second = audit.seal(by=NIGHT)
    assert first is not None and second is not None
    header, _, _, _ = rules.read_seal((seals / second.file).read_text())
    assert header["before"] == first.mac


def test_it_is_made_by_the_system_only(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        audit.seal(by=cast.kit.by)
    assert not models.Seal.objects.exists()


def test_it_writes_no_row_where_the_file_cannot_be_kept(
    cast: Cast, seals: Path, settings: object
) -> None:
    seals.write_text("a file where the folder should be")
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    with pytest.raises(OSError):
        audit.seal(by=NIGHT)
    assert not models.Seal.objects.exists()
    assert models.Chain.objects.get().sealed_length == 0


def test_it_is_never_changed(cast: Cast) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    audit.seal(by=NIGHT)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Seal.objects.update(chains=9)

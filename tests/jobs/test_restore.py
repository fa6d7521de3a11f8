"""Copies are proven by bringing them back."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from alongside.accounts import actors, sessions
from alongside.accounts.models import Person
from alongside.audit import actions as audit
from alongside.audit.models import Event
from alongside.core import clock, copies, scope
from alongside.jobs import actions
from alongside.participants.models import Participant
from alongside.referrals.models import Link
from tests import cast as people
from tests.referrals import doors as referrals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.whole]  # it migrates anew


@pytest.fixture
def copy(tmp_path: Path, settings: Any) -> Iterator[tuple[people.Cast, Path]]:
    settings.SEALS = tmp_path / "seals"
    cast = people.assemble()
    with scope.within(cast.riverbend.pk):
        audit.record(by=cast.maya.by, verb="testing", participant_id=cast.sam.id)
    audit.record(by=actors.system("testing"), verb="testing-nobodys")
    audit.seal(by=actors.system("testing"))
    call_command("backup", tmp_path / "copy", open=True, stdout=io.StringIO())
    yield cast, tmp_path / "copy"


def restore(folder: Path, **options: Any) -> None:
    call_command("restore", folder, stdout=io.StringIO(), **options)


def events(cast: people.Cast) -> set[str]:
    with scope.within(cast.riverbend.pk):
        return set(Event.objects.values_list("verb", flat=True))


def test_all_is_back_and_opens_and_is_proven_and_goes_on(copy: tuple[people.Cast, Path]) -> None:
    cast, folder = copy
    before = events(cast)
    audit.record(by=actors.system("later"), verb="later")
    Person.objects.filter(pk=cast.maya.by.id or "").update(name="Somebody else")
    restore(folder, replace=True)
    assert Person.objects.get(pk=cast.maya.by.id or "").name == "Maya"
    assert events(cast) == before | {"restore", "end-shown"} >= {"testing", "testing-nobodys"}
    for organisation, character in ((cast.riverbend, cast.sam), (cast.harbour, cast.tess)):
        with scope.within(organisation.pk):
            assert Participant.objects.get(pk=character.id).alias
    call_command("verify_audit", stdout=io.StringIO())
    with scope.within(cast.riverbend.pk):
        audit.record(by=cast.maya.by, verb="after", participant_id=cast.sam.id)
    actions.beat(name="one", now=clock.now())
    actions.send_mail(to="sam@example.org", subject="x", body="x")
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_seal")


def test_an_encrypted_copy_brings_all_back_but_what_may_have_been_stopped_since(
    tmp_path: Path, settings: Any
) -> None:
    settings.SEALS = tmp_path / "seals"
    cast = people.assemble()
    with scope.within(cast.riverbend.pk):
        sent = referrals.sent(cast)
    mayas, noors = cast.maya.client(), referrals.noor(sent.path)
    call_command("backup", tmp_path / "copy.alongside", stdout=io.StringIO())
    before = events(cast)
    Person.objects.filter(pk=cast.maya.by.id or "").update(name="Somebody else")
    with scope.within(cast.riverbend.pk):
        stopping = cast.sam.client().post(f"/en/referrals/{sent.row.pk}/stop/")
    assert stopping.status_code == 302
    restore(tmp_path / "copy.alongside", replace=True)
    assert Person.objects.get(pk=cast.maya.by.id or "").name == "Maya"
    assert events(cast) == before | {"restore", "end-shown"}
    assert not Link.objects.filter(ended_at=None).exists()
    assert Client().post(sent.path).status_code in {404, 410}
    assert noors.get("/en/r/").status_code != 200
    assert mayas.get("/en/today/").status_code != 200
    for organisation in (cast.riverbend, cast.harbour):
        with scope.within(organisation.pk):
            event = Event.objects.get(verb="restore", organisation_id=organisation.pk)
        assert event.subject_id == organisation.pk
        assert event.facts["links"] == (1 if organisation == cast.riverbend else 0)
    call_command("verify_audit", stdout=io.StringIO())


def test_no_session_is_left_in_it_not_even_in_a_free_page(tmp_path: Path, settings: Any) -> None:
    settings.SEALS = tmp_path / "seals"
    cast = people.assemble()
    keys = [cast.maya.client().session.session_key or "" for _visit in range(20)]
    call_command("backup", tmp_path / "copy", open=True, stdout=io.StringIO())
    files = [path.read_bytes() for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    kept_as = [sessions._digest(key) for key in keys]  # in the database
    assert not [key for key in keys + kept_as for held in files if key.encode() in held]


def test_a_database_with_rows_is_not_replaced_unasked(copy: tuple[people.Cast, Path]) -> None:
    with pytest.raises(CommandError, match="not empty"):
        restore(copy[1])


def test_an_altered_copy_is_refused(copy: tuple[people.Cast, Path]) -> None:
    cast, folder = copy
    name = next(name for name in copies.names(folder) if (folder / name).stat().st_size)
    with (folder / name).open("ab") as file:
        file.write(b"x")
    with pytest.raises(CommandError, match="not as it was"):
        restore(folder, replace=True)
    assert Person.objects.get(pk=cast.maya.by.id or "").name == "Maya"


def test_a_copy_of_another_version_is_refused(copy: tuple[people.Cast, Path]) -> None:
    manifest = json.loads((copy[1] / copies.MANIFEST).read_text())
    manifest["migrations"].append(["accounts", "9999_of_tomorrow"])
    (copy[1] / copies.MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(CommandError, match="newer version"):
        restore(copy[1], replace=True)


def test_half_a_copy_is_refused(copy: tuple[people.Cast, Path]) -> None:
    (copy[1] / copies.MANIFEST).unlink()
    with pytest.raises(CommandError, match="no whole copy"):
        restore(copy[1], replace=True)


def test_a_copy_whose_key_is_not_here_is_refused(
    copy: tuple[people.Cast, Path], settings: Any
) -> None:
    settings.KEYS = ["k9:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
    with pytest.raises(CommandError, match="does not hold the key"):
        restore(copy[1], replace=True)


def test_it_waits_until_the_worker_is_stopped(copy: tuple[people.Cast, Path]) -> None:
    actions.beat(name="one", now=clock.now())
    with pytest.raises(CommandError, match="worker is alive"):
        restore(copy[1], replace=True)


def test_no_key_and_no_plain_name_is_in_it(copy: tuple[people.Cast, Path], settings: Any) -> None:
    secrets = [settings.SECRET_KEY, settings.PEPPER, settings.AUDIT_KEY, *settings.KEYS]
    for name in [*copies.names(copy[1]), copies.MANIFEST]:
        held = (copy[1] / name).read_bytes()
        assert not any(secret.partition(":")[2].encode() in held for secret in settings.KEYS)
        assert not any(secret.encode() in held for secret in secrets)
        assert people.SAMS_WORDS.encode() not in held


def test_a_folder_in_use_is_refused(copy: tuple[people.Cast, Path]) -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("backup", copy[1], open=True, stdout=io.StringIO())


# --- as one encrypted file ---------------------------------------------------------------


@pytest.fixture
def closed(copy: tuple[people.Cast, Path], tmp_path: Path) -> tuple[people.Cast, Path]:
    call_command("backup", tmp_path / "copy.alongside", stdout=io.StringIO())
    return copy[0], tmp_path / "copy.alongside"


def test_an_encrypted_copy_shows_nobody(closed: tuple[people.Cast, Path], settings: Any) -> None:
    cast, file = closed
    held = file.read_bytes()
    assert cast.sam.id is not None
    for one in (cast.sam.id.bytes, cast.sam.id.hex.encode(), str(cast.sam.id).encode()):
        assert one not in held
    assert b"participants_participant" not in held
    assert settings.BACKUP_KEY.encode() not in held


def test_it_does_not_come_back_with_another_key(
    closed: tuple[people.Cast, Path], settings: Any
) -> None:
    cast, file = closed
    settings.BACKUP_KEY = "another one"
    with pytest.raises(CommandError, match="another backup key"):
        restore(file, replace=True)
    assert Person.objects.get(pk=cast.maya.by.id or "").name == "Maya"


def test_no_copy_is_made_without_a_key_unless_that_is_said(tmp_path: Path, settings: Any) -> None:
    settings.BACKUP_KEY = ""
    with pytest.raises(CommandError, match="Set ALONGSIDE_BACKUP_KEY"):
        call_command("backup", tmp_path / "copy", stdout=io.StringIO())
    assert not (tmp_path / "copy").exists()


def test_it_writes_over_no_copy(closed: tuple[people.Cast, Path]) -> None:
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", closed[1], stdout=io.StringIO())

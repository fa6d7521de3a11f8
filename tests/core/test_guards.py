"""The walls inside the database, asked in the database's own language."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from alongside.audit import actions as audit
from alongside.audit.models import Event
from alongside.core import guards, scope
from alongside.participants.models import Participant, Tie
from tests.cast import Cast

EVERY = list(apps.get_models())
FROZEN = [model for model in EVERY if getattr(model, "append_only", False)]
WALLED = [model for model in EVERY if guards.walled(model)]


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if vendor() == "postgresql" else "SELECT 1")


def vendor() -> str:
    return connection.vendor


def plain(value: uuid.UUID) -> Any:
    return value if vendor() == "postgresql" else value.hex


def test_there_is_something_to_guard() -> None:
    assert Event in FROZEN
    assert len(WALLED) > 5


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET verb = 'nothing'",
        "DELETE FROM audit_event",
        pytest.param("TRUNCATE audit_event", marks=pytest.mark.postgres),
    ],
)
def test_history_can_not_be_changed(cast: Cast, sql: str) -> None:
    audit.record(by=cast.maya.by, verb="testing")
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)
    assert Event.objects.filter(verb="testing").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("model", FROZEN, ids=lambda model: model._meta.label)
def test_everything_append_only_has_its_triggers(model: type[models.Model]) -> None:
    names = triggers()
    table = model._meta.db_table
    wanted = {"row", "statement"} if vendor() == "postgresql" else {"update", "delete"}
    assert {f"frozen_{table}_{kind}" for kind in wanted} <= names


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "key"),
    [(model, key) for model in EVERY for key in guards.tenant_keys(model)],
    ids=lambda value: getattr(value, "name", None) or value._meta.label,
)
def test_every_reference_within_an_organisation_is_guarded(
    model: type[models.Model], key: models.ForeignKey[Any, Any]
) -> None:
    name = f"same_{model._meta.db_table}_{key.column}"
    if vendor() == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [name[:63]])
            assert cursor.fetchone()
    else:
        assert {f"{name}_insert", f"{name}_update"} <= triggers()


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        if vendor() == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


def test_a_reference_across_organisations_is_refused(cast: Cast) -> None:
    tie = Tie.objects.filter(participant=cast.sam.participant).first()
    assert tie is not None
    with pytest.raises(DatabaseError):
        run(
            "UPDATE participants_tie SET participant_id = %s WHERE id = %s",
            plain(cast.tess.id),
            plain(tie.pk),
        )
    tie.refresh_from_db()
    assert tie.participant_id == cast.sam.id


def test_a_new_row_across_organisations_is_refused(cast: Cast) -> None:
    tie = Tie.objects.filter(participant=cast.sam.participant).first()
    assert tie is not None
    before = Tie.objects.count()
    tie.pk, tie.participant_id = uuid.uuid4(), cast.tess.id
    with pytest.raises(DatabaseError), transaction.atomic():
        tie.save(force_insert=True)
        run("SELECT 1")
    assert Tie.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_migration_puts_the_guards_back() -> None:
    table = ' ON "audit_event"' if vendor() == "postgresql" else ""
    for name in triggers():
        if name.startswith("frozen_audit_event_"):
            run(f'DROP TRIGGER "{name}"{table}')
    assert not any(name.startswith("frozen_audit_event_") for name in triggers())
    call_command("migrate", verbosity=0)
    assert any(name.startswith("frozen_audit_event_") for name in triggers())


@pytest.mark.postgres
def test_another_organisations_rows_are_not_there(
    cast: Cast, within: Callable[[uuid.UUID | None], Any]
) -> None:
    here = set(Participant.objects.values_list("pk", flat=True))
    assert cast.sam.id in here and cast.tess.id not in here
    with within(cast.harbour.pk):
        assert set(Participant.objects.values_list("pk", flat=True)) == {cast.tess.id}


@pytest.mark.postgres
def test_nothing_is_there_outside_every_organisation(cast: Cast) -> None:
    with scope.within(None):
        assert not Participant.objects.exists()
        assert not Tie.objects.exists()


@pytest.mark.postgres
def test_a_row_can_not_be_put_into_another_organisation(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Participant.objects.filter(pk=cast.sam.id).update(organisation_id=cast.harbour.pk)
    assert Participant.objects.get(pk=cast.sam.id).organisation_id == cast.riverbend.pk


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("model", WALLED, ids=lambda model: model._meta.label)
def test_every_wall_stands_for_the_owner_too(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = %s",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True,)
        cursor.execute(
            "SELECT policyname FROM pg_policies WHERE tablename = %s", [model._meta.db_table]
        )
        assert ("wall",) in cursor.fetchall()


@pytest.mark.django_db
def test_no_table_of_an_organisation_is_outside_without_a_word() -> None:
    for model in EVERY:
        if guards.of_a_tenant(model) and model not in WALLED:
            assert getattr(model, "outside_the_wall", ""), model._meta.label

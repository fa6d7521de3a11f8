"""The serving role, where another one owns the tables."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from alongside.audit import actions as audit
from alongside.core import grants
from alongside.participants.models import Participant
from tests.cast import Cast

pytestmark = pytest.mark.postgres
ROLE = "alongside_app"


@pytest.fixture
def serving(cast: Cast, settings: Any) -> Iterator[None]:
    settings.DATABASE_APP_ROLE = ROLE
    for app in apps.get_app_configs():
        grants.install(app_config=app, using="default")
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def refused(sql: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_it_reads_and_writes_within_its_organisation(serving: None, cast: Cast) -> None:
    assert Participant.objects.filter(pk=cast.sam.id).exists()
    assert not Participant.objects.filter(pk=cast.tess.id).exists()
    assert Participant.objects.filter(pk=cast.sam.id).update(organisation_id=cast.riverbend.pk)


def test_it_can_not_take_the_walls_down(serving: None, cast: Cast) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    refused("ALTER TABLE participants_participant DISABLE ROW LEVEL SECURITY")
    refused("DROP POLICY wall ON participants_participant")
    refused("ALTER TABLE audit_event DISABLE TRIGGER ALL")
    refused("DELETE FROM audit_event")
    refused("TRUNCATE participants_participant CASCADE")
    refused("DELETE FROM django_migrations")


def test_it_may_use_every_table_of_ours(serving: None) -> None:
    for model in apps.get_models():
        model._default_manager.exists()

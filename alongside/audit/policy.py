"""Which history anybody may reach. The floors above decide who asks about whom."""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import QuerySet

from alongside.audit import models
from alongside.core import guards


def events_about(participant_id: uuid.UUID) -> QuerySet[models.Event]:
    found: QuerySet[models.Event] = models.Event.objects.filter(participant_id=participant_id)
    return found


def events_in(organisation_id: uuid.UUID | None) -> QuerySet[models.Event]:
    found: QuerySet[models.Event] = models.Event.objects.filter(organisation_id=organisation_id)
    return found


def organisations() -> list[uuid.UUID]:
    """All that links may belong to: by the tenants, as their heads could have been taken out."""
    tenants = apps.get_model(guards.TENANT)._default_manager
    return list(tenants.order_by("pk").values_list("pk", flat=True))


def chains() -> QuerySet[models.Chain]:
    return models.Chain.objects.all()


def subjects() -> QuerySet[models.Subject]:
    return models.Subject.objects.all()


def seals() -> QuerySet[models.Seal]:
    return models.Seal.objects.all()


# --- for the proof only -----------------------------------------------------------------

Link = tuple[str, int, str, bytes, str]  # chain, position, clear columns, payload, code

_ID = {"sqlite": "{0}", "postgresql": "replace({0}::text, '-', '')"}
_MOMENT = {
    "sqlite": "{0} || CASE length({0}) WHEN 19 THEN '.000000' ELSE '' END",
    "postgresql": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}


def links(organisation_id: uuid.UUID | None, *, everywhere: bool = False) -> Iterator[Link]:
    """Every link of an organisation, chain by chain, as the proof reads it: rows of a table
    this long are not made into objects. The columns are written as `rules.plain` does."""
    ident, moment = _ID[connection.vendor], _MOMENT[connection.vendor]
    columns = [ident.format("id"), ident.format("subject_id"), '"position"']
    columns += [f"coalesce({ident.format('organisation_id')}, '')", "verb", "outcome"]
    columns += [moment.format("happened_at"), moment.format("recorded_at")]
    clear = " || '\n' || ".join(f"({column})" for column in columns)
    where, values = "", list[Any]()
    if not everywhere and organisation_id is None:
        where = "WHERE organisation_id IS NULL"
    elif not everywhere:
        where, values = "WHERE organisation_id = %s", [organisation_id]
    query = (
        f'SELECT {ident.format("subject_id")}, "position", {clear}, payload, mac '  # noqa: S608
        f'FROM audit_event {where} ORDER BY subject_id, "position"'
    )
    with _moment(), connection.chunked_cursor() as cursor:
        cursor.execute(query, values)
        while rows := cursor.fetchmany(2000):
            yield from rows


def _moment() -> AbstractContextManager[None]:
    """PostgreSQL reads in portions only inside a transaction; SQLite would keep writers out."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()

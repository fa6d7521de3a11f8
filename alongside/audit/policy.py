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


def events_about(*participants: uuid.UUID) -> QuerySet[models.Event]:
    rows: Any = models.Event.objects
    return rows.filter(participant_id__in=participants)  # type: ignore[no-any-return]


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
# `rules.LINKED` as `rules.plain` writes them, the payload, the code.
Link = tuple[str, str, int, str, str, str, str, str, bytes, str]
_ID = {"sqlite": "{0}", "postgresql": "replace({0}::text, '-', '')"}
_MOMENT = {
    "sqlite": "CASE length({0}) WHEN 19 THEN {0} || '.000000' ELSE {0} END",
    "postgresql": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}


def links(
    organisation_id: uuid.UUID | None, *, everywhere: bool = False, of: uuid.UUID | None = None
) -> Iterator[Link]:
    """Every link of an organisation as they lie, or of one chain in its order; no objects."""
    ident, moment = _ID[connection.vendor], _MOMENT[connection.vendor]
    columns = [ident.format("id"), ident.format("subject_id"), '"position"']
    columns += [f"coalesce({ident.format('organisation_id')}, '')", "verb", "outcome"]
    columns += [moment.format("happened_at"), moment.format("recorded_at"), "payload", "mac"]
    where, value = "TRUE" if everywhere else "organisation_id IS NULL", None
    if organisation_id and not everywhere:
        where, value = "organisation_id = %s", organisation_id
    if of:
        where, value = 'subject_id = %s ORDER BY "position"', of
    query = f"SELECT {', '.join(columns)} FROM audit_event WHERE {where}"  # noqa: S608
    with _moment(), connection.chunked_cursor() as cursor:
        cursor.execute(query, [_stored(value)] if value else [])
        while rows := cursor.fetchmany(2000):
            yield from rows


def _stored(key: uuid.UUID) -> Any:
    return key if connection.vendor == "postgresql" else key.hex


def _moment() -> AbstractContextManager[None]:
    """PostgreSQL reads in portions only inside a transaction; SQLite would keep writers out."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()

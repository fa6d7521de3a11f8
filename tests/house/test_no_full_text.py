"""Nothing that a participant says can be looked for by its words: neither database has a full-text
index, and the finder's own index of words reads the directory alone."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.directory import search
from alongside.directory.models import finding
from alongside.participants.models import Participant
from alongside.support.models import Contact
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CANARY = "zanzibarine"
READ = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?', re.IGNORECASE)
INDEX = (finding.Entry, finding.EntryWord, finding.Vocable)


def rows(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(str(part) for part in row) for row in cursor.fetchall()]


def full_text() -> list[tuple[str, ...]]:
    """Whatever this database could look up words of a text by."""
    if connection.vendor == "sqlite":  # FTS3 to FTS5 are virtual tables
        return rows("SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%%'")
    indexes = rows(
        "SELECT c.relname, m.amname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_am m ON m.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = current_schema() AND m.amname <> 'btree'"
    )
    columns = rows(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND udt_name IN ('tsvector', 'tsquery')"
    )
    expressions = rows(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
        " AND (indexdef LIKE '%%tsvector%%' OR indexdef LIKE '%%trgm%%')"
    )
    return indexes + columns + expressions


def test_neither_database_has_a_full_text_index() -> None:
    assert not full_text()


def test_the_index_of_words_reads_the_directory_alone(cast: Cast) -> None:
    Participant.objects.filter(pk=cast.sam.id).update(alias=CANARY)
    Contact.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        emotional=True,
        note=f"We met at {CANARY}.",
    )
    with CaptureQueriesContext(connection) as asked:
        search.reindex_all()
    known = {model._meta.db_table for model in apps.get_models()}
    read = {name for each in asked.captured_queries for name in READ.findall(each["sql"])} & known
    assert read, "it asks something"
    strange = {name for name in read if not name.startswith("directory_")}
    assert not strange, f"Only what is public is indexed by its words: {sorted(strange)}"
    for model in INDEX:
        for row in model.objects.values_list():
            assert CANARY not in str(row)


def test_what_is_indexed_points_at_no_person() -> None:
    for model in INDEX:
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            assert other is None or other._meta.app_label == "directory", field

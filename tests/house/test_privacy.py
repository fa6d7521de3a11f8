"""Every field says how private it is, what for and how long; the walls stand where they must."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from alongside.accounts.models import Organisation
from alongside.core import fields, guards
from alongside.core.privacy import IDENTITY, RECOVERY, Declaration, Kind
from alongside.participants.models import Participant
from tests.house import tree

Model = type[models.Model]


def ours() -> list[Model]:
    return [model for model in apps.get_models() if model.__module__.startswith("alongside.")]


def theirs() -> list[Model]:
    return [model for model in apps.get_models() if model not in ours()]


def declared(model: Model) -> Declaration:
    found = getattr(model, "privacy", None)
    assert isinstance(found, Declaration), f"{model.__name__} has no `privacy = Declaration(…)`"
    return found


def label(model: Model, field: str = "") -> str:
    return f"{model._meta.app_label}.{model.__name__}{'.' + field if field else ''}"


def test_it_gives_every_field_a_class() -> None:
    wrong = {}
    for model in ours():
        here = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
        said = set(declared(model).fields)
        if here != said:
            wrong[label(model)] = {"not said": here - said, "not there": said - here}
    assert not wrong, f"Declare what each field is: {wrong}"


def test_it_says_what_for_and_how_long() -> None:
    silent = [
        label(model)
        for model in ours()
        if not str(declared(model).purpose).strip() or not str(declared(model).keep).strip()
    ]
    assert not silent


def test_it_explains_only_fields_that_are_there() -> None:
    wrong = [
        label(model, name)
        for model in ours()
        for name in declared(model).why
        if name not in declared(model).fields
    ]
    assert not wrong


def test_it_knows_the_organisation_of_every_row_about_a_participant() -> None:
    wrong = [
        label(model)
        for model in ours()
        if any(
            field.related_model is Participant or field.attname == "participant_id"
            for field in model._meta.concrete_fields
        )
        and "organisation_id" not in {field.attname for field in model._meta.concrete_fields}
    ]
    assert not wrong, f"Rows about a participant carry their organisation: {wrong}"


# Words about a person that are not sealed, each with its reason.
OPEN_TEXT = {
    "accounts.Person.username_digest": "a keyed digest",
    "accounts.Person.password": "a slow hash",
    "accounts.ReturnKey.words_digest": "a keyed digest",
    "participants.Link.words_digest": "a keyed digest",
    "participants.Remembered.facts_digest": "a keyed digest",
    "exchange.Brought.reference_digest": "a keyed digest",
    "accounts.ReturnKey.own_digest": "a keyed digest",
    "accounts.Session.session_key": "a keyed digest",
    "audit.Chain.mac": "a code",
    "audit.Event.mac": "a code",
    "participants.Reference.recipient_digest": "a keyed digest",
    "referrals.Rating.rater": "a keyed digest",
    "rights.Erasure.code_digest": "a keyed digest",
    "groups.Calendar.secret_digest": "a keyed digest",
    "followups.Card.words_digest": "a keyed digest",
    "followups.FollowUp.no_digest": "a keyed digest",
    "referrals.Link.secret_digest": "a keyed digest",
    "referrals.Link.pin_digest": "a keyed digest",
    "referrals.Link.browser_digest": "a keyed digest",
    "peers.LivedExperience.experience_digest": "a keyed digest",
    "support.Goal.dimension": "a slug from a short list",
    "threads.Line.address_digest": "a keyed digest",
}


def is_slug(field: Any) -> bool:
    """Chosen from a list, or too short for a sentence."""
    return bool(field.choices) or (field.max_length or 10**6) <= 20


def test_it_seals_what_says_who_somebody_is_or_how_they_live() -> None:
    here, wrong = set(), []
    for model in ours():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField):
                continue
            name = label(model, field.name)
            here.add(name)
            private = declared(model).fields.get(field.name) in {IDENTITY, RECOVERY}
            sealed = isinstance(field, fields.Sealed)
            if private and not sealed and not is_slug(field) and name not in OPEN_TEXT:
                wrong.append(name)
    assert not wrong, f"Use fields.SealedText, or say why not in this test: {wrong}"
    assert not set(OPEN_TEXT) - here, f"No such field: {set(OPEN_TEXT) - here}"


# Keys between two rows of an organisation that are not tenant keys.
PLAIN_KEYS: dict[str, str] = {
    "participants.Participant.return_key": (
        "SET_NULL when a key ends; a key opens only its own organisation"
    ),
}


def has_organisation(model: Any) -> bool:
    return any(
        field.attname == "organisation_id" and field.related_model is Organisation
        for field in model._meta.concrete_fields
    )


def test_it_joins_rows_of_one_organisation_only() -> None:
    wrong = []
    for model in ours():
        if not has_organisation(model):
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model
            if not isinstance(target, type) or not has_organisation(target):
                continue
            name = label(model, field.name)
            if not isinstance(field, fields.TenantKey) and name not in PLAIN_KEYS:
                wrong.append(name)
    assert not wrong, f"Use fields.TenantKey: {wrong}"


def test_it_names_every_table_outside_the_wall_with_a_reason() -> None:
    wrong = []
    for model in ours():
        carries = "organisation_id" in {field.attname for field in model._meta.concrete_fields}
        reason = getattr(model, "outside_the_wall", None)
        if reason is not None and (not carries or len(reason) < 20):
            wrong.append(label(model))
    assert not wrong, f"Outside the wall only with an organisation, and a reason: {wrong}"


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_walls_every_other_table_with_an_organisation() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid "
            "where p.polname = 'wall' and c.relrowsecurity and c.relforcerowsecurity"
        )
        standing = {row[0] for row in cursor.fetchall()}
    assert standing == {model._meta.db_table for model in ours() if guards.walled(model)}


@pytest.mark.django_db
def test_it_keeps_the_guards_of_every_table() -> None:
    """Append-only triggers and same-organisation guards exist in the database as it stands."""
    if connection.vendor == "postgresql":
        query = "select tgname from pg_trigger union select conname from pg_constraint"
    else:
        query = "select name from sqlite_master where type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        here = {row[0] for row in cursor.fetchall()}
    wanted = set()
    for model in ours():
        table = model._meta.db_table
        kinds = ("row", "statement") if connection.vendor == "postgresql" else ("update", "delete")
        if getattr(model, "append_only", False):
            wanted |= {f"frozen_{table}_{kind}" for kind in kinds}
        for key in guards.tenant_keys(model):
            name = f"same_{table}_{key.column}"
            if connection.vendor == "postgresql":
                wanted.add(name[:63])
            else:
                wanted |= {f"{name}_insert", f"{name}_update"}
    assert wanted
    assert not wanted - here, f"Missing in the database: {sorted(wanted - here)}"


def test_it_freezes_history() -> None:
    frozen = {label(model) for model in ours() if getattr(model, "append_only", False)}
    assert {"audit.Event", "audit.Seal"} <= frozen


# --- the page that says so -------------------------------------------------------------

PAGE = tree.ROOT / "docs" / "privacy.md"
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"

# Tables that are not ours: what is in them, and for how long.
THIRD_PARTY = {
    "alongside_cache": (
        "counts of tries, by keyed digest; sealed, a file that was chosen when something else had "
        "to come first",
        "minutes; then taken out every night",
    ),
    "axes_accessattempt": ("nothing: tries are counted in the cache", "–"),
    "axes_accessattemptexpiration": ("nothing: tries are counted in the cache", "–"),
    "axes_accessfailurelog": ("nothing: tries are counted in the cache", "–"),
    "axes_accesslog": ("nothing: tries are counted in the cache", "–"),
    "django_tasks_database_dbtaskresult": (
        "the name of a task and identifiers; never words",
        "ALONGSIDE_TASK_RESULTS_DAYS days after it is done",
    ),
    "django_content_type": ("names of our tables", "while installed"),
    "django_migrations": ("which changes of the tables were made", "while installed"),
    "auth_permission": ("nothing of people: Django's own list of verbs, unused", "while installed"),
    "auth_group": ("nothing: roles are memberships", "–"),
    "auth_group_permissions": ("nothing: roles are memberships", "–"),
}


def generated() -> str:
    """The part of docs/privacy.md that is written from the declarations."""
    lines = []
    for model in sorted(ours(), key=label):
        said = declared(model)
        lines += [f"### {label(model)}", "", f"{said.purpose} *Kept:* {said.keep}", ""]
        lines += ["| field | class | sealed | why, if it has its own reason |", "|---|---|---|---|"]
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            sealed = "sealed" if isinstance(field, fields.Sealed) else ""
            kind = said.fields.get(field.name, Kind.STAFF)
            lines.append(f"| `{field.name}` | {kind} | {sealed} | {said.why.get(field.name, '')} |")
        lines.append("")
    lines += ["### Tables of the libraries we stand on", ""]
    lines += ["| table | what is in it | how long |", "|---|---|---|"]
    lines += [
        f"| `{table}` | {what} | {long} |" for table, (what, long) in sorted(THIRD_PARTY.items())
    ]
    return "\n".join(lines)


def test_it_shows_the_public_what_is_kept() -> None:
    page = PAGE.read_text(encoding="utf-8")
    written = page.partition(BEGIN)[2].partition(END)[0].strip()
    assert written == generated().strip(), (
        "docs/privacy.md is behind the models: run `python manage.py shell -c "
        '"from tests.house import test_privacy as t; t.write()"`'
    )


def write() -> None:
    """Bring docs/privacy.md up to date."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{generated().strip()}\n\n{END}{after}", encoding="utf-8")


@pytest.mark.django_db
def test_it_lists_every_table_that_is_not_ours() -> None:
    tables = set(connection.introspection.table_names())
    own = {model._meta.db_table for model in ours()}
    own |= {field.m2m_db_table() for model in ours() for field in model._meta.local_many_to_many}
    search = {table for table in tables if table.startswith("directory_")}  # full-text indexes
    strange = tables - own - search - set(THIRD_PARTY)
    assert not strange, f"Say in THIRD_PARTY what is in it and how long: {sorted(strange)}"
    gone = set(THIRD_PARTY) - tables - {MigrationRecorder.Migration._meta.db_table}
    assert not gone, f"No such table: {sorted(gone)}"
    assert not [model for model in theirs() if model._meta.db_table in own]

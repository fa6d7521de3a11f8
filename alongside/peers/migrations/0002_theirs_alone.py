"""A peer's stepping back binds whoever comes in by a door, in whatever role, no longer only those
who walk with people. PostgreSQL alone has such walls."""

from typing import Any

from django.db import migrations

READER = "nullif(current_setting('alongside.reader', true), '')::uuid"
THEIRS = (
    f"person_id = {READER} OR (shows <> '[]'::jsonb AND EXISTS (SELECT 1 FROM "
    "accounts_membership AS hat WHERE hat.person_id = peers_stepback.person_id AND "
    f"hat.organisation_id = peers_stepback.organisation_id AND hat.supervisor_id = {READER}))"
)


def bind(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("DROP POLICY IF EXISTS own ON peers_stepback")
    editor.execute(
        "CREATE POLICY own ON peers_stepback AS RESTRICTIVE "
        f"USING ({READER} IS NULL OR {THEIRS})"
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("peers", "0001_initial")]

    operations = [migrations.RunPython(bind, migrations.RunPython.noop)]

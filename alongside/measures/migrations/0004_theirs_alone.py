"""How the work is for a peer binds whoever comes in by a door, in whatever role, no longer only
those who walk with people. PostgreSQL alone has such walls."""

from typing import Any

from django.db import migrations

READER = "nullif(current_setting('alongside.reader', true), '')::uuid"
OWN = {
    "measures_workcheckin": (
        f"person_id = {READER} OR EXISTS (SELECT 1 FROM measures_workshown AS shown "
        f"WHERE shown.person_id = measures_workcheckin.person_id AND shown.to_id = {READER} "
        "AND shown.ended_at IS NULL)"
    ),
    "measures_workshown": f"person_id = {READER} OR to_id = {READER}",
}


def bind(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table, theirs in OWN.items():
        editor.execute(f'DROP POLICY IF EXISTS own ON "{table}"')
        editor.execute(
            f'CREATE POLICY own ON "{table}" AS RESTRICTIVE USING ({READER} IS NULL OR {theirs})'
        )


class Migration(migrations.Migration):
    dependencies = [("measures", "0003_own_work")]

    operations = [migrations.RunPython(bind, migrations.RunPython.noop)]

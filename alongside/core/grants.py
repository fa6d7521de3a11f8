"""What the serving role may do, where another role owns the tables (PostgreSQL).

The owner migrates; the serving role reads and writes rows, never tables: it can't take off
a guard, switch off row-level security, or change what is append-only.
"""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections

from alongside.core import guards


def install(*, app_config: AppConfig, using: str, **_: Any) -> None:
    """After each app's migrations; harmless to repeat."""
    connection, role = connections[using], settings.DATABASE_APP_ROLE
    if connection.vendor != "postgresql" or not role:
        return
    quoted = connection.ops.quote_name(role)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        if cursor.fetchone() == (role,):
            return
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for extra in {settings.CACHES["default"]["LOCATION"]} & tables:
            cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{extra}" TO {quoted}')
        if "django_migrations" in tables:
            cursor.execute(f"GRANT SELECT ON django_migrations TO {quoted}")
        for model in app_config.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table not in tables:
                continue
            frozen = getattr(model, "append_only", False)
            verbs = "SELECT, INSERT" if frozen else "SELECT, INSERT, UPDATE, DELETE"
            if frozen and guards.years(model):
                verbs += ", DELETE"  # a trigger refuses what is younger
            cursor.execute(f'REVOKE ALL ON "{table}" FROM {quoted}')
            cursor.execute(f'GRANT {verbs} ON "{table}" TO {quoted}')

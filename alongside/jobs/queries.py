"""Is this installation ready for people? Each check is named; none says a secret."""

import shutil
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from alongside.jobs import policy, rules

Finding = tuple[bool, str]


def readiness(*, now: datetime) -> dict[str, Finding]:
    """For each check: whether it is well, and a few words for the log of a monitor."""
    checks: dict[str, Callable[[datetime], Finding]] = {
        "migrations": _migrations,
        "worker": _worker,
        "disk": _disk,
        "seal": _seal,
        "database-role": _role,
    }
    return {name: _asked(check, now) for name, check in checks.items()}


def _asked(check: Callable[[datetime], Finding], now: datetime) -> Finding:
    try:
        return check(now)
    except (DatabaseError, OSError) as error:
        return False, type(error).__name__


def _migrations(now: datetime) -> Finding:
    waiting = migrations_waiting()
    return not waiting, f"{waiting} to apply"


def migrations_waiting() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _worker(now: datetime) -> Finding:
    last = policy.heartbeats().order_by("-beat_at").first()
    if last is None:
        return False, "no worker yet"
    age = now - last.beat_at
    return age < rules.PULSE_LIMIT, f"last beat {age.total_seconds():.0f} s ago"


def _disk(now: datetime) -> Finding:
    free = shutil.disk_usage(settings.VAR).free // 2**20
    return free >= settings.DISK_FREE_MB, f"{free} MB free"


def _seal(now: datetime) -> Finding:
    """The duty says when history was last sealed; the first time is the night after set-up."""
    duty = policy.duties().filter(slug="seal").first()
    if duty is None:
        return False, "no worker has looked at the duty yet"
    if duty.last_done_at is None:
        return now - duty.due_at < rules.SEAL_LIMIT - rules.A_DAY, "not sealed yet"
    age = now - duty.last_done_at
    return age < rules.SEAL_LIMIT, f"sealed {age.total_seconds() / 3600:.0f} h ago"


def _role(now: datetime) -> Finding:
    """A role that passes by row-level security would take the second wall away."""
    if connection.vendor != "postgresql":
        return True, "not asked of an embedded database"
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        row = cursor.fetchone()
    free = row is None or row[0]
    return not free, "passes by row-level security" if free else "bound by row-level security"

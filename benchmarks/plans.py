"""How PostgreSQL finds what pages ask for, where that takes it long or it reads a large table
from one end to the other."""

import re
from typing import Any

from benchmarks import house
from benchmarks.measure import Page, _client, _through

LONG_MS, MANY = 5.0, 10_000
_TOOK = re.compile(r"Execution Time: ([\d.]+) ms")
_SCAN = re.compile(r"Seq Scan on (\w+).*?rows=(\d+)(?:\.\d+)? loops")


def tell(size: house.Size, pages: list[Page]) -> None:
    for page in pages:
        for sql in _asked(page):
            plan = _plan(size, sql)
            took = float(found[1]) if (found := _TOOK.search(plan)) else 0.0
            scans = [(table, n) for table, n in _SCAN.findall(plan) if int(n) >= MANY]
            if took >= LONG_MS or scans:
                print(f"\n{page.name}: {took:.1f} ms\n{sql[:2000]}\n{plan}")


def _asked(page: Page) -> list[str]:
    """The statements of one request; the one before it fills what is kept in memory."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):
        path, cookie = next(page.turns) if page.turns else (page.path, page.cookie)
        with CaptureQueriesContext(connection) as captured:
            _through(_client(cookie), page, path)
    return [said["sql"] for said in captured if said["sql"].startswith(("SELECT", "UPDATE"))]


def _plan(size: house.Size, sql: str) -> str:
    from django.db import connection, transaction

    from alongside.core import scope

    with (
        scope.within(size.id(house.ORGANISATION, 0)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        try:
            with transaction.atomic():
                cursor.execute("EXPLAIN ANALYZE " + sql)
                plan = "\n".join(row[0] for row in cursor.fetchall())
        except Exception as error:
            plan = f"not explained: {type(error).__name__}"
        transaction.set_rollback(True)
    return plan


__all__: list[Any] = ["tell"]

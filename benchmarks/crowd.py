"""Many peers write down at once: each time together is there afterwards, once.

A server with two processes; every peer has a connection and writes as fast as it is answered.
Every tenth form is sent again, as a phone does that never heard the answer.
"""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from benchmarks.measure import server, token_on

PROCESSES, THREADS, AGAIN = 2, 8, 10
PATIENCE = 30  # seconds for one answer


@dataclass
class Written:
    """What the peers sent and were answered; shared by their threads."""

    sent: set[UUID] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    again: int = 0


def all_at_once(ours: UUID, peers: Sequence[Any], seconds: int) -> bool:
    """Whether every time together that was sent is there, once. `ours` is their organisation;
    each of the peers has a cookie and people."""
    from django.db import connection

    from alongside.core import clock

    cookies = [each.cookie for each in peers]
    tokens = [
        token_on(f"/en/log/{each.people[0]}/", cookie)
        for each, cookie in zip(peers, cookies, strict=True)
    ]
    since = clock.now()
    connection.close()
    written, until = Written(), time.monotonic() + seconds + 5
    with server(workers=PROCESSES, threads=THREADS) as (port, _pid):
        threads = [
            threading.Thread(target=_write, args=(port, each.people, cookie, token, until, written))
            for each, cookie, token in zip(peers, cookies, tokens, strict=True)
        ]
        began = time.monotonic()
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        took = time.monotonic() - began
    kept = _kept(ours, since)
    lost, doubled = len(written.sent - kept), len(kept) - len(written.sent)
    return _told(written, len(peers), took, lost, doubled)


def _kept(ours: UUID, since: datetime) -> set[UUID]:
    from alongside.core import scope
    from alongside.support.models import Contact

    with scope.within(ours):
        rows = Contact.objects.filter(organisation_id=ours, happened_at__gte=since)
        return set(rows.values_list("pk", flat=True))


def _write(
    port: int, people: list[Any], cookie: str, token: str, until: float, written: Written
) -> None:
    from alongside.core import ids

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
    }
    number = 0
    while time.monotonic() < until:
        number += 1
        id = ids.new()
        said = {"csrfmiddlewaretoken": token, "id": str(id), "kinds": "emotional", "form": "one"}
        body = urlencode(said | {"setting": "street", "minutes": "15"})
        path = f"/en/log/{people[number % len(people)]}/"
        for _ in range(2 if number % AGAIN == 0 else 1):
            began = time.monotonic()
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                answer.read()
            except OSError as error:
                written.wrong.append(type(error).__name__)
                connection.close()
                continue
            written.times.append(time.monotonic() - began)
            if answer.status == 302:
                written.sent.add(id)
            else:
                written.wrong.append(str(answer.status))
        written.again += number % AGAIN == 0
    connection.close()


def _told(written: Written, peers: int, took: float, lost: int, doubled: int) -> bool:
    times = sorted(written.times)
    print(
        f"{peers} peers, {took:.0f} s, {PROCESSES} processes: {len(written.sent)} times together, "
        f"{written.again} sent again, {len(times) / took:.0f} answers a second, "
        f"half within {times[len(times) // 2]:.2f} s, all within {times[-1]:.2f} s"
    )
    well = not (written.wrong or lost or doubled)
    said = "reached" if well else "MISSED "
    kinds = ", ".join(sorted(set(written.wrong)))
    print(f"{said}  {len(written.wrong)} errors {kinds}, {lost} lost, {doubled} doubled")
    return well

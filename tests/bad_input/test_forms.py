"""Every form that writes: tapped twice it works once; nonsense is said back and breaks nothing."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from tests.bad_input.doors import READS, WRITES, Write, client_of, everything, send
from tests.cast import Cast
from tests.house.ledger import LEDGER

SCRIPT = "<script>alert('here')</script>"
LONG = "x" * 100_000
ODD = {
    "nothing": "   ",
    "a NUL byte": "a\x00b",
    "signs of all kinds": f"💥\u200d🚀 \u202eمرحبا\u202c ٤٢ {{{{ 7|add:'7' }}}} {SCRIPT}",
    "very long": LONG,
    "a very long number": "9" * 5_000,
    "a number no database holds": "9" * 25,
    "below nothing": "-1",
    "no number": "NaN",
    "nobody's identifier": "00000000-0000-0000-0000-000000000000",
}
CHOKED_ON = ("a NUL byte", "very long", "a number no database holds")
TIMES = {
    "the first day": "0001-01-01T00:00",
    "the last day": "9999-12-31T23:59",
    "the last day, far west": "9999-12-31T23:59:00-11:00",
    "a day that is not": "2026-02-30T10:00",
}
ONLY_A_SESSION = {  # changed by these, and no row
    "accounts:sign_in",
    "accounts:sign_out",
    "accounts:hats",
    "accounts:own_support",
}
UNDERSTOOD = {200, 201, 302, 400, 403, 404, 409, 410, 413, 422, 429}


@pytest.fixture(autouse=True)
def _forget(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_it_tries_every_address_that_writes() -> None:
    """A new address is written down here, by hand: what would a person send to it?"""
    named = {key.partition(" ")[0] for key in LEDGER}
    assert not READS & set(WRITES)
    assert named - READS == set(WRITES)


@pytest.mark.whole
@pytest.mark.once
def test_it_counts_as_reading_only_what_writes_nothing(cast: Cast) -> None:
    """An address that takes a POST and changes a row belongs to the writing ones."""
    before = everything()
    signed_in = [each.client() for each in cast.everyone()]
    for key in sorted(LEDGER, key=lambda key: key.startswith("accounts:leave ")):  # last: it ends
        name, path = key.split(" ", maxsplit=1)
        if name not in READS or "<" in path:
            continue
        for each in signed_in[: 1 if LEDGER[key] == "public" else None]:
            each.post(path, {"id": "x", "words": "x"})
    assert everything() == before


@pytest.mark.whole
@pytest.mark.parametrize("name", WRITES)
def test_it_works_once_when_sent_twice(cast: Cast, name: str) -> None:
    each = WRITES[name](cast)
    client, before = client_of(cast, each), everything()
    first = send(client, each)
    assert first.status_code in {200, 201, 302}
    after = everything()
    if name not in ONLY_A_SESSION:
        assert after != before
    again = send(client, each)
    if each.again == "new":
        counts = {label: len(rows) for label, rows in after.items()}
        counts.pop("audit.Event")
        now = everything()
        assert {label: len(now[label]) for label in counts} == counts
    else:
        assert everything() == after
    if each.again == "stale":
        assert again.status_code in {302, 409}
    else:
        assert again.status_code < 500


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.whole
def test_it_takes_nonsense_calmly(cast: Cast, name: str) -> None:
    each = WRITES[name](cast)
    client, wrong = client_of(cast, each), []
    client.raise_request_exception = False
    for field, what, said in nonsense(each):
        answer, kept = tried(client, each, said)
        complaint = complaint_about(each, field, what, answer)
        if LONG[:9_000] in kept:
            complaint = "kept without a limit"
        if complaint:
            wrong.append(f"{field} with {what}: {complaint}")
    assert not wrong, "\n".join(wrong)


def nonsense(each: Write) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The form with one field odd; with one left out or said twice, and with fields that nobody
    asked for, which no database ever hears of: SQLite's half tries those."""
    forms_own = connection.vendor == "sqlite"
    if forms_own:
        yield "all", "nothing at all", {}
        yield "more", "unknown fields", each.data | {"is_admin": "1", "organisation_id": SCRIPT}
    for number, field in enumerate(each.data, start=len(each.path)):
        if forms_own:
            yield field, "left out", {name: v for name, v in each.data.items() if name != field}
            yield field, "said twice", each.data | {field: ["one", SCRIPT]}
        odd_ones = odd_for(number) | (TIMES if field in {"at", "happened_at"} else {})
        for what, odd in odd_ones.items():
            yield field, what, each.data | {field: odd}


def odd_for(number: int) -> dict[str, Any]:
    """What PostgreSQL chokes on, all of it there; what a form alone refuses, by turns."""
    if connection.vendor == "postgresql":
        return {what: ODD[what] for what in CHOKED_ON}
    others = [what for what in ODD if what not in CHOKED_ON]
    names = (CHOKED_ON[number % len(CHOKED_ON)], others[number % len(others)])
    return {what: ODD[what] for what in names}


def tried(client: Client, each: Write, said: dict[str, Any]) -> tuple[Any, str]:
    """The answer, and what was kept; then the database is as before."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = send(client, each, said)
        kept = ""
        if any(value == LONG for value in said.values()) and answer.status_code < 400:
            kept = repr(everything())
        transaction.set_rollback(True)
    client.cookies = cookies  # type: ignore[assignment]
    return answer, kept


def complaint_about(each: Write, field: str, what: str, answer: Any) -> str:
    status, page = answer.status_code, answer.content.decode()
    if status not in UNDERSTOOD:
        kind = answer.exc_info[0].__name__ if getattr(answer, "exc_info", None) else ""
        return f"{status} {kind}"
    if "<script>alert" in page and not each.json:
        return "the script was not escaped"
    lost = (
        each.typed and field not in {"all", each.typed} and status in {200, 422} and "<form" in page
    )
    if lost and "error-summary" in page and str(each.data[each.typed]) not in unescape(page):
        return "what was typed elsewhere is gone"
    if status >= 400 and not page.strip():
        return f"{status} and an empty page"
    return ""

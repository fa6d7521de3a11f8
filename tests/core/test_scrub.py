import logging
import sys

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.core import ids, scrub
from tests.cast import Cast


@pytest.mark.parametrize(
    ("said", "kept_out"),
    [
        ("sent to sam.rivers@example.org", "sam.rivers"),
        ("call +1 (555) 010-2030 now", "010"),
        ("GET /en/find?place=Millbrook&q=x", "Millbrook"),
        ("GET /en/r/abcdef0123456789/", "abcdef"),
        ("Forbidden: /en/people/01201690-2512-7912-8233-000000000001/plan/", "2512"),
        ("GET /en/meetings/01a2016a-25ea-791c-bc2e-97df1d6d93c2 200", "01a2016a"),
        ("DETAIL:  Key (name)=(Sam Rivers) already exists.", "Sam"),
        ("Failing row contains (1, Sam Rivers, Mill Street).", "Mill"),
        ("value 'Sam Rivers of Mill Street' is too long", "Mill"),
    ],
)
def test_it_takes_out(said: str, kept_out: str) -> None:
    assert kept_out not in scrub.scrub(said)


def test_it_keeps_what_helps() -> None:
    assert scrub.scrub("GET /en/today 200 12 ms") == "GET /en/today 200 12 ms"
    identifier = str(ids.new())
    assert identifier in scrub.scrub(f"mail {identifier}: try 2 failed")


def record(error: bool = False) -> str:
    there = sys.exc_info() if error else None
    made = logging.LogRecord("x", logging.ERROR, "f.py", 1, "It broke", None, there)
    return scrub.Formatter().format(made)


def test_an_exception_keeps_its_kind_and_place_but_not_its_words() -> None:
    try:
        raise ValueError("Sam Rivers lives in Mill Street")
    except ValueError:
        line = record(error=True)
    assert "builtins.ValueError" in line
    assert "test_scrub.py" in line
    assert "Sam" not in line


def test_a_database_that_quotes_the_row_is_not_quoted(cast: Cast) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO accounts_organisation (id, name, slug) VALUES ('x', 'Sam Rivers', 'x')"
            )
    except DatabaseError as error:
        line = record(error=True) + scrub.scrub(str(error))
        assert "Sam Rivers" not in line
    else:
        raise AssertionError("the database took it")

"""Decisions about what comes from a phone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from alongside.capture import rules

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
moments = some.timedeltas(-timedelta(days=999), timedelta(days=999)).map(lambda off: NOW + off)
short_spans = some.timedeltas(-timedelta(minutes=2), timedelta(minutes=2))
long_spans = some.timedeltas(timedelta(minutes=3), timedelta(days=400))


@given(moments, short_spans)
def test_it_leaves_a_clock_that_is_nearly_right(at: datetime, off: timedelta) -> None:
    assert rules.put_right(at, phone_now=NOW + off, server_now=NOW) == at


@given(some.timedeltas(timedelta(0), timedelta(days=300)), long_spans, some.booleans())
def test_it_puts_right_whatever_the_clock_said(ago: timedelta, off: timedelta, ahead: bool) -> None:
    """What happened so long ago happened so long ago, by any clock that did not change since."""
    theirs = NOW + off if ahead else NOW - off
    assert rules.put_right(theirs - ago, phone_now=theirs, server_now=NOW) == NOW - ago


@given(some.lists(some.text(min_size=1).filter(str.strip), max_size=12))
def test_it_keeps_no_more_of_a_name_than_a_word_or_initials(names: list[str]) -> None:
    for name in names:
        words = name.split()
        called = rules.short(name)
        assert len(called) <= 16
        assert len(words) == 1 or not any(len(word) > 3 and word in called for word in words)


def test_it_tells_two_apart_who_are_called_alike() -> None:
    assert rules.told_apart(["Sam", "Sam Rivera", "Sue Rand", "Sam"]) == [
        "Sam", "S. R.", "S. R. 2", "Sam 2",
    ]  # fmt: skip

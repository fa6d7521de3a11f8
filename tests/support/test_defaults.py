"""What a form begins with, what may be undone, and kinder words: decisions on plain values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.support.models import Form, Setting, StageOfCare
from alongside.support.rules import askers, wording
from alongside.support.rules import logging as rules

MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001
    max_value=datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
WAYS = st.builds(
    rules.Way,
    form=st.sampled_from(Form.values),
    setting=st.sampled_from(Setting.values),
    minutes=st.integers(1, 1440),
    site_id=st.none() | st.uuids(),
    stage=st.sampled_from(["", *StageOfCare.values]),
    programme_id=st.none() | st.uuids(),
)
KNOWN = st.builds(
    rules.Known,
    last_with=st.none() | WAYS,
    last_of_peer=st.none() | WAYS,
    last_at=st.none() | MOMENTS,
    promise=st.sampled_from(["", "call", "meeting", "online"]),
    site_id=st.none() | st.uuids(),
    programme_id=st.none() | st.uuids(),
)


@given(known=KNOWN, now=MOMENTS)
def test_it_invents_nothing(known: rules.Known, now: datetime) -> None:
    """Every default was said before, or is the plain one."""
    way = rules.usual(known, now=now)
    said = [one for one in (known.last_with, known.last_of_peer, rules.Way()) if one]
    assert way.form in {one.form for one in said}
    assert way.minutes in {one.minutes for one in said}
    assert way.stage in {"", known.last_with.stage if known.last_with else ""}
    assert way.setting in {rules.PHONE, "online", *(one.setting for one in said)}
    assert way.site_id in {known.site_id, *(one.site_id for one in said)}
    if known.promise == "call":
        assert way.setting == rules.PHONE
    if known.promise == "meeting":
        assert way.setting not in {rules.PHONE, "online"}
    if known.site_id:
        assert way.site_id is not None


@given(known=KNOWN, now=MOMENTS)
def test_it_follows_the_shift_where_there_is_one(known: rules.Known, now: datetime) -> None:
    way = rules.usual(known, now=now)
    if known.promise or known.last_at is None or known.last_of_peer is None:
        return
    if timedelta() <= now - known.last_at <= rules.ONE_SHIFT:
        assert way.setting == known.last_of_peer.setting
    elif known.last_with:
        assert way.setting == known.last_with.setting


@given(recorded_at=MOMENTS, later=st.timedeltas(timedelta(), timedelta(days=9)))
def test_it_can_be_undone_for_a_day_and_not_a_moment_longer(
    recorded_at: datetime, later: timedelta
) -> None:
    assert rules.may_undo(recorded_at, now=recorded_at + later) == (later <= timedelta(hours=24))


PEOPLE = st.lists(
    st.builds(
        rules.Likely,
        participant_id=st.uuids(),
        name=st.text(max_size=5),
        last_at=st.none() | MOMENTS,
        promised_at=st.none() | MOMENTS,
        is_here=st.booleans(),
        is_recorded=st.booleans(),
    ),
    max_size=8,
)


@given(people=PEOPLE, now=MOMENTS)
def test_it_loses_nobody_and_puts_those_who_are_here_first(
    people: list[rules.Likely], now: datetime
) -> None:
    ordered = rules.by_likelihood(people, now=now)
    assert sorted(map(id, ordered)) == sorted(map(id, people))
    recorded = [one.is_recorded for one in ordered]
    assert recorded == sorted(recorded, reverse=True)
    here = [one.is_here for one in ordered if one.is_recorded]
    assert here == sorted(here, reverse=True)


# --- kinder words --------------------------------------------------------------------------------

LANGUAGES = ["en", "es", "fr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_offers_no_word_that_it_would_itself_ask_about(language: str) -> None:
    assert len(wording.kinder(language)) >= 12
    for one in wording.kinder(language):
        assert one.why
        for instead in one.instead:
            assert not wording.hints(instead, language), instead
        for word in one.words:
            assert wording.hints(f"… {word.upper()}, …", language), word


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "She relapsed, and is no longer resistant.", ["relapsed", "resistant"]),
        ("en", "In case she calls, with clean clothes.", []),
        ("es", "En caso de que llame. Es un adicto.", ["adicto"]),
        ("es-MX", "Está limpia desde mayo.", ["Está limpia"]),
        ("fr", "En cas de rechute, à son propre rythme.", ["rechute"]),
        ("de", "addict", []),
    ],
)
def test_it_finds_whole_words_of_the_language(language: str, text: str, said: list[str]) -> None:
    assert [hint.said for hint in wording.hints(text, language)] == said


@given(text=st.text(max_size=300), language=st.sampled_from([*LANGUAGES, "", "x-y"]))
def test_it_never_stumbles_over_what_is_typed(text: str, language: str) -> None:
    for hint in wording.hints(text, language):
        assert hint.said in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_every_task_and_asker_in_each_language(language: str) -> None:
    for said in (askers.tasks, askers.askers):
        assert said(language).keys() == said().keys()
        assert all(said(language).values())
    assert language == "en" or askers.tasks(language) != askers.tasks()

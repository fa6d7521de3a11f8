"""How a referral can move: every order of events, and never a step around the consent."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.referrals import rules

STATES = (*rules.BEFORE, *rules.OPEN, *rules.ENDED)
VERBS = ("agree", "send", "received", "seen", "cant-help", "close", "wait", "stop", "nonsense")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def after(verbs: list[str]) -> str:
    state = "draft"
    for verb in verbs:
        state = rules.move(state, verb) or state
    return state


@given(st.lists(st.sampled_from(VERBS)))
def test_it_is_never_sent_before_somebody_agreed(verbs: list[str]) -> None:
    if after(verbs) in rules.OPEN:
        assert "agree" in verbs
        assert "send" in verbs[verbs.index("agree") :]


@given(st.lists(st.sampled_from(VERBS)))
def test_it_is_closed_by_one_s_own_answer_and_by_nothing_else(verbs: list[str]) -> None:
    if after(verbs) == "closed":
        assert "close" in verbs
    assert after([verb for verb in verbs if verb != "close"]) != "closed"


@given(st.sampled_from(rules.ENDED), st.sampled_from(VERBS))
def test_it_does_not_move_once_it_has_ended(state: str, verb: str) -> None:
    assert rules.move(state, verb) is None


@given(st.sampled_from(STATES), st.booleans(), st.booleans())
def test_it_shows_nothing_without_a_live_consent_and_a_live_link(
    state: str, consent_live: bool, link_live: bool
) -> None:
    shows = rules.may_show(state, consent_live=consent_live, link_live=link_live)
    assert not shows or (consent_live and link_live and state in rules.OPEN)
    if consent_live and link_live and state in rules.OPEN:
        assert shows


@given(st.sampled_from((*rules.OPEN, "ready")))
def test_it_stands_still_as_stopped_when_the_consent_is_taken_back(state: str) -> None:
    assert rules.now(state, consent_live=False) == "stopped"
    assert rules.now(state, consent_live=True) == state


def test_it_still_waits_for_a_yes_while_nobody_gave_one() -> None:
    assert rules.now("draft", consent_live=False) == "draft"
    assert rules.now("closed", consent_live=False) == "closed"


@given(st.integers(-30, 30), st.none() | st.just(NOW))
def test_it_lives_in_time_and_until_it_is_ended(days: int, ended_at: datetime | None) -> None:
    lives = rules.link_lives(ended_at=ended_at, expires_at=NOW + timedelta(days=days), at=NOW)
    assert lives == (ended_at is None and days > 0)


@given(st.text(alphabet=rules.ALPHABET, min_size=rules.SIGNS, max_size=rules.SIGNS))
def test_it_hears_a_secret_as_it_was_written_or_read_out(signs: str) -> None:
    assert rules.heard(rules.written(signs)) == signs
    assert rules.heard(rules.written(signs).upper().replace("-", " ")) == signs
    assert rules.heard(signs.replace("0", "O").replace("1", "l")) == signs


def test_it_makes_secrets_of_more_than_128_bits() -> None:
    assert len(set(rules.ALPHABET)) == 32
    assert rules.SIGNS * 5 >= 128


@given(st.integers(-100, 100_000))
def test_it_counts_whole_days_of_waiting(hours: int) -> None:
    assert rules.days(NOW - timedelta(hours=hours), at=NOW) == max(0, hours // 24)
    assert rules.days(None, at=NOW) == 0

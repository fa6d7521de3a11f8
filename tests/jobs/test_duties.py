from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import clock
from alongside.jobs import actions, models, rules

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
done: list[str] = []


def note() -> None:
    done.append("done")


def fail() -> None:
    raise ValueError("Sam Rivers lives in Mill Street")


def duty(does: str = "note", **when: object) -> rules.Duty:
    given = when or {"every": timedelta(hours=1)}
    return rules.Duty("testing", f"{__name__}.{does}", **given)  # type: ignore[arg-type]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> dict[str, rules.Duty]:
    done.clear()
    registered: dict[str, rules.Duty] = {}
    monkeypatch.setattr(actions, "duties", registered)
    return registered


@pytest.mark.django_db
def test_it_is_done_once_when_due(only: dict[str, rules.Duty]) -> None:
    actions.register(duty())
    assert actions.due(now=NOON) == ["testing"]
    assert actions.do_duty(slug="testing", now=NOON)
    assert not actions.do_duty(slug="testing", now=NOON)
    assert actions.due(now=NOON) == []
    assert done == ["done"]
    assert models.Duty.objects.get().last_outcome == "done"
    assert actions.due(now=NOON + timedelta(hours=1)) == ["testing"]


@pytest.mark.django_db
def test_it_waits_for_its_local_time(only: dict[str, rules.Duty]) -> None:
    actions.register(duty(at=time(2, 30)))
    assert actions.due(now=NOON) == []
    assert actions.due(now=NOON + timedelta(hours=14, minutes=30)) == ["testing"]


@pytest.mark.django_db
def test_it_is_tried_again_soon_after_a_failure(only: dict[str, rules.Duty]) -> None:
    actions.register(duty("fail", at=time(11)))
    actions.due(now=clock.now() - timedelta(days=1))
    assert actions.do_duty(slug="testing", now=clock.now())
    row = models.Duty.objects.get()
    assert row.last_outcome == "failed: ValueError"
    assert row.last_done_at is None
    assert row.due_at <= clock.now() + rules.RETRY_DUTY


@pytest.mark.django_db
def test_it_leaves_rows_of_unknown_duties_alone(only: dict[str, rules.Duty]) -> None:
    models.Duty.objects.create(slug="of-yesterday", due_at=NOON)
    assert actions.due(now=NOON) == []


def test_it_needs_one_kind_of_time() -> None:
    with pytest.raises(ValueError, match="either every or at"):
        rules.Duty("x", "y")


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.times(),
    st.sampled_from(["UTC", "America/New_York", "Europe/Paris", "Australia/Lord_Howe"]),
)
def test_it_is_due_within_a_day_or_so(now: datetime, at: time, zone: str) -> None:
    due = rules.next_due(rules.Duty("x", "y", at=at.replace(fold=0)), now=now, zone=zone)
    assert now < due <= now + timedelta(hours=26)
    local = due.astimezone(ZoneInfo(zone))
    assert abs(local.hour * 60 + local.minute - at.hour * 60 - at.minute) <= 60

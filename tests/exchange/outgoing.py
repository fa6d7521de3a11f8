"""Meetings of every kind, as others ask for them: what the tests of feeds share."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from alongside.directory import models
from tests.directory import feeds

SERVER = "/bmlt/main_server/client_interface/json/"
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few meetings of every kind, one of which nobody may see."""
    monkeypatch.setattr("alongside.core.clock.now", lambda: NOW)
    feeds.towns()
    nowhere = {"address": None, "latitude": None, "longitude": None, "location": None}
    feeds.bring(
        tmp_path,
        [
            feeds.meeting("open", types=["O", "W", "TEA"], notes="Bring\na cup", group="Kettle"),
            feeds.meeting("late", day=6, time="23:30", end_time="00:30", region="North",
                          sub_region="East", entity="Elmora Office", entity_phone="555-0100"),
            feeds.meeting("appointment", day=None, time=None, welcomes_medication="yes"),
            feeds.meeting("online", conference_url="https://zoom.example.org/j/1", **nowhere),
            feeds.meeting("call", conference_phone="+1 555 0100", **nowhere),
            feeds.meeting("al", types=["P", "X"], fellowship="Al-Anon", latitude=45.02),
            feeds.meeting("monthly", schedule={
                "rrule": "FREQ=MONTHLY;BYDAY=1MO,3MO", "time": "19:00", "starts_on": "2026-01-05",
                "dates": [{"kind": "cancelled", "on": "2026-12-07", "reason": "Holiday"}]}),
            feeds.meeting("dated", schedule={"time": "10:00", "dates": [
                {"kind": "extra", "on": "2026-12-24", "time": "15:00", "end_time": "16:00"}]}),
            feeds.meeting("moved", attendance_option="online",
                          conference_url="https://zoom.example.org/j/2", day=4),
            feeds.meeting("town", day=5, latitude=None, longitude=None),
            feeds.meeting("hidden"),
            feeds.meeting("closed", types=["TC"]),
        ],
    )  # fmt: skip
    models.Meeting.objects.filter(key="hidden").update(is_public=False)


def get(path: str, **said: Any) -> Any:
    query = urlencode(said, doseq=True)
    answer: Any = Client().get(f"{path}?{query}" if query else path)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    parts = answer.streaming_content if answer.streaming else [answer.content]
    body = b"".join(parts)
    return json.loads(body) if "json" in answer.headers["Content-Type"] else body

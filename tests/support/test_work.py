"""What is in nobody's record: without a name, at an event, without a person; and what is not a
peer's work at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.support.models import NotMine, Work
from tests.cast import Cast
from tests.history import happened
from tests.support.doors import get, post

FACTS = {"minutes": "15", "form": "one", "setting": "street"}


def typed(**more: Any) -> dict[str, Any]:
    return {"id": str(ids.new()), **FACTS, **more}


def test_it_logs_somebody_without_a_name_in_two_taps(cast: Cast) -> None:
    maya = cast.maya.client()
    assert reverse("support:log_nameless") in get(maya, "support:log").content.decode()
    page = get(maya, "support:log_nameless").context["form"]
    begins = {name: page[name].value() for name in page.fields if page[name].value()}
    for _ in range(2):  # a double tap is once
        answer = post(maya, "support:log_nameless", begins | {"kinds": ["emotional"]})
    row = Work.objects.get()
    assert (row.what, row.people, row.peer) == ("nameless", 1, cast.maya.person)
    assert "with somebody without a name" in maya.get(answer.headers["Location"]).content.decode()
    assert Event.objects.filter(verb="log-work").count() == 1


@pytest.mark.parametrize(
    ("page", "data", "what"),
    [
        ("support:log_event", {"name": "Overdose awareness day", "people": "140"}, "event"),
        ("support:log_work", {"what": "advocacy-all", "minutes": "90"}, "advocacy-all"),
        ("support:log_work", {"what": "materials", "name": "A leaflet"}, "materials"),
    ],
)
def test_it_counts_work_without_a_person(
    cast: Cast, page: str, data: dict[str, str], what: str
) -> None:
    answer = post(cast.maya.client(), page, typed(**data))
    assert answer.status_code == 302, answer.context["form"].errors
    row = Work.objects.get()
    assert (row.what, row.name) == (what, data.get("name", ""))
    assert not Event.objects.filter(participant_id__isnull=False).exists()


def test_it_keeps_what_was_typed_when_something_is_wrong(cast: Cast) -> None:
    maya = cast.maya.client()
    for page, wrong in (
        ("support:log_nameless", {"kinds": []}),
        ("support:log_event", {"people": "-1", "name": "Kept"}),
        ("support:log_work", {"what": "nameless"}),
        ("support:log_work", {"what": "travel", "site": str(ids.new())}),
        ("support:log_event", {"happened_at": "2035-01-01T10:00"}),
    ):
        assert post(maya, page, typed(**wrong)).status_code == 422
    assert not Work.objects.exists()


def test_it_is_put_right_with_its_history_and_taken_back_within_a_day(cast: Cast) -> None:
    maya, vera = cast.maya.client(), cast.vera.client()
    post(maya, "support:log_event", typed(name="Fair", people="20"))
    row = Work.objects.get()
    said = {**FACTS, "what": "event", "name": "Fair", "people": "30", "version": "1"}
    assert post(vera, "support:correct_work", said, work=row.pk).status_code == 404
    assert post(maya, "support:correct_work", said, work=row.pk).status_code == 302
    assert post(maya, "support:correct_work", said, work=row.pk).status_code == 409
    row.refresh_from_db()
    assert (row.people, row.version) == (30, 2)
    assert row.earlier[0]["said"] == {"people": "20"}
    assert row.earlier[0]["by"] == str(cast.maya.by.person_id)
    assert post(vera, "support:take_back_work", work=row.pk).status_code == 404
    Work.objects.update(recorded_at=clock.now() - timedelta(hours=25))
    assert post(maya, "support:take_back_work", work=row.pk).status_code == 410
    Work.objects.update(recorded_at=clock.now())
    assert post(maya, "support:take_back_work", work=row.pk).status_code == 302
    assert not Work.objects.exists()


def test_it_counts_what_is_not_a_peers_work_against_whoever_asked(cast: Cast) -> None:
    maya = cast.maya.client()
    said = {"id": str(ids.new()), "task": "medication", "asked_by": "hospital"}
    for _ in range(2):
        assert post(maya, "support:say_not_mine", said).status_code == 302
    row = NotMine.objects.get()
    assert (row.task, row.asked_by, row.was_done) == ("medication", "hospital", False)
    event = Event.objects.get(verb="say-not-mine")
    assert event.by_id is None  # not even history knows which peer it was
    assert not happened(verb="say-not-mine", by_id=cast.maya.by.id)
    team = get(cast.dana.client(), "homes:team").content.decode()
    assert "A hospital or emergency room" in team
    said |= {"id": str(ids.new()), "task": "walking the dog"}
    assert post(maya, "support:say_not_mine", said).status_code == 422
    assert post(cast.dana.client(), "support:say_not_mine", said).status_code == 403
    assert NotMine.objects.count() == 1

import logging
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from alongside.core import clock, scope
from alongside.jobs import actions, models, tasks
from alongside.jobs.management.commands import worker

seen: list[uuid.UUID | None] = []


@task
def stumble() -> None:
    raise ValueError("Sam Rivers lives in Mill Street")


@tasks.of_organisation
def look(*, organisation_id: str) -> None:
    seen.append(scope.current())


@pytest.mark.django_db(transaction=True)
def test_it_beats_and_does_one_round() -> None:
    call_command("worker", once=True)
    assert models.Heartbeat.objects.count() == 1
    assert set(actions.duties) == set(models.Duty.objects.values_list("slug", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_task_is_within_its_organisation() -> None:
    seen.clear()
    organisation = uuid.uuid4()
    look.enqueue(organisation_id=str(organisation))
    worker.Tasks("test").run_some(most=1)
    assert seen == [organisation]
    assert scope.current() is None


@pytest.mark.django_db(transaction=True)
def test_a_failed_task_keeps_no_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "django_tasks")
    stumble.enqueue()
    worker.Tasks("test").run_some(most=1)
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    assert row.exception_class_path == "builtins.ValueError"
    assert "in stumble" in row.traceback
    assert "Mill Street" not in row.traceback


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_worker_was_killed_is_taken_back() -> None:
    look.enqueue(organisation_id=str(uuid.uuid4()))
    row = DBTaskResult.objects.get()
    row.claim("killed")
    assert actions.take_back_lost_tasks(now=clock.now()) == 0
    assert actions.take_back_lost_tasks(now=clock.now() + timedelta(hours=1)) == 1
    seen.clear()
    worker.Tasks("test").run_some(most=1)
    assert len(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_it_prunes_what_has_had_its_day(settings: Any) -> None:
    now = clock.now()
    old, new = now - timedelta(days=settings.TASK_RESULTS_DAYS + 1), now
    for finished_at in (old, new):
        look.enqueue(organisation_id=str(uuid.uuid4()))
        DBTaskResult.objects.filter(finished_at=None).update(
            finished_at=finished_at, status="SUCCESSFUL"
        )
    actions.beat(name="gone", now=now - timedelta(days=2))
    actions.beat(name="here", now=now)
    cache.set("stays", 1, timeout=3600)
    actions.prune(now=now)
    assert DBTaskResult.objects.count() == 1
    assert list(models.Heartbeat.objects.values_list("name", flat=True)) == ["here"]
    assert cache.get("stays") == 1
    actions.prune(now=now + timedelta(hours=2))
    assert cache.get("stays") is None

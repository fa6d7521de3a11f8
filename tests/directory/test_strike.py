"""The nightly duty: what is due is chased or retired, and addresses are erased."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from alongside.core import clock
from alongside.directory import models, tasks
from alongside.jobs import actions as jobs
from alongside.jobs.models import OutgoingMail
from tests.cast import Cast
from tests.directory import feeds, telling
from tests.history import happened

pytestmark = pytest.mark.django_db
MONDAY = datetime.fromisoformat("2026-11-16T10:00:00+00:00")


@pytest.fixture
def at() -> Callable[[float], time_machine.travel]:
    """`with at(3):` – so many days after that Monday."""
    return lambda days: time_machine.travel(MONDAY + timedelta(days=days), tick=False)


def reported(row: models.Meeting | models.Service) -> models.Report:
    row.hidden_at = clock.now()
    row.save()
    about = {telling.kind_of(row).removesuffix("s"): row}
    return models.Report.objects.create(**about)


def test_it_is_a_duty_of_the_worker() -> None:
    assert jobs.duties["strike-clock"].does == "alongside.directory.tasks.strike"


def test_it_asks_the_place_and_the_editors_after_three_working_days(
    cast: Cast, at: Callable[[float], time_machine.travel]
) -> None:
    omar = cast.omar.person
    assert omar is not None
    omar.email = "omar@riverbend.example"
    omar.save()
    with at(0):
        report = reported(telling.service())
    for day in (1, 2):
        with at(day):
            tasks.strike()
    assert not OutgoingMail.objects.exists()
    for day in (3, 4):
        with at(day):
            tasks.strike()
    mails = {mail.to: mail.body for mail in OutgoingMail.objects.all()}
    assert mails.keys() == {"soup@kettle.example", "omar@riverbend.example"}
    assert "/keep/" in mails["soup@kettle.example"]
    report.refresh_from_db()
    assert report.chased_at is not None
    assert report.ended_at is None
    assert [event.facts["chase"] for event in happened(verb="strike-clock")].count(1) == 1


def test_it_retires_after_ninety_days_and_a_check_brings_it_back(
    cast: Cast, at: Callable[[float], time_machine.travel]
) -> None:
    with at(0):
        row = telling.meeting()
        report = reported(row)
    with at(89):
        tasks.strike()
    assert models.Meeting.objects.filter(pk=row.pk, retired_at=None).exists()
    with at(91):
        tasks.strike()
    assert not models.Meeting.objects.filter(pk=row.pk, retired_at=None).exists()
    report.refresh_from_db()
    assert report.outcome == "retired"
    gone = Client().get(telling.path(row))
    assert gone.status_code == 410
    assert "found it closed" in gone.content.decode()
    cast.omar.client().post(f"/en/listings/meetings/{row.pk}/check/", {"id": str(report.pk)})
    row.refresh_from_db()
    assert (row.hidden_at, row.retired_at) == (None, None)
    assert Client().get(telling.path(row)).status_code == 200


def test_it_puts_a_report_aside_that_nobody_believed(
    at: Callable[[float], time_machine.travel],
) -> None:
    with at(0):
        row = telling.meeting()
        models.Report.objects.create(meeting=row)
    with at(91):
        tasks.strike()
    row.refresh_from_db()
    assert row.retired_at is None
    assert models.Report.objects.get().outcome == "open"


def test_it_keeps_hidden_what_its_list_still_names(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a")])
    row = models.Meeting.objects.get()
    reported(row)
    feeds.bring(tmp_path, [feeds.meeting("a", name="Another name")])
    row.refresh_from_db()
    assert row.name == "Another name"
    assert row.hidden_at is not None


def test_it_erases_an_address_that_waited_too_long(
    at: Callable[[float], time_machine.travel],
) -> None:
    with at(0):
        told = telling.told(telling.service(), fees="Free")
        models.Suggestion.objects.filter(pk=told.pk).update(reach="pat@example.org")
    with at(89):
        tasks.strike()
    told.refresh_from_db()
    assert told.reach == "pat@example.org"
    with at(91):
        tasks.strike()
    told.refresh_from_db()
    assert told.reach == ""

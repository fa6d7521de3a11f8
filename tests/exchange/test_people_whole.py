"""A spreadsheet of 5,000 people and 50,000 contacts with errors in it: as the report says, and
undone whole."""

import pytest

from alongside.core import ids
from alongside.exchange import actions, models
from alongside.exchange.actions import undoing
from alongside.participants.models import Participant
from alongside.support.models import Contact
from benchmarks import people as bench
from tests.cast import Cast
from tests.exchange.test_people import came_in, said, undone

PEOPLE, CONTACTS = 5_000, 50_000


@pytest.mark.whole
@pytest.mark.once
@pytest.mark.django_db
def test_it_brings_a_whole_house_as_the_report_says_and_undoes_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "PAUSE", 0)  # nobody else waits to write
    by = cast.omar.by
    before = Participant.objects.count(), Contact.objects.count()
    raw = bench.workbook(PEOPLE, CONTACTS)
    run = actions.bring_people(by=by, id=ids.new(), given=[("all.xlsx", raw)])
    run = came_in(by, said(by, run))
    counts = run.counts
    people = sum(n for fate, n in counts["people"].items() if fate != "refuse")
    contacts = sum(n for fate, n in counts["contacts"].items() if fate != "refuse")
    assert counts["people"]["refuse"] == PEOPLE // bench.WRONG  # a reference twice
    assert counts["people"]["remark"] == PEOPLE // bench.WRONG  # a language nobody knows
    assert counts["contacts"]["refuse"] >= 2 * CONTACTS // bench.WRONG  # nobody; no day
    assert people + counts["people"]["refuse"] == PEOPLE
    assert contacts + counts["contacts"]["refuse"] == CONTACTS
    assert Participant.objects.count() == before[0] + people
    assert Contact.objects.count() == before[1] + contacts
    run = undone(by, run)
    assert run.stayed == 0
    assert (Participant.objects.count(), Contact.objects.count()) == before
    assert not models.Brought.objects.exists()

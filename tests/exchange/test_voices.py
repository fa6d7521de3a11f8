"""Who says what of a meeting goes out with it, and comes in again as it was said."""

from pathlib import Path
from typing import Any

import pytest

from alongside.directory import models, search
from alongside.directory.actions import rows as directory
from alongside.exchange import actions
from tests.directory import feeds
from tests.exchange import outgoing
from tests.exchange.test_feeds_out import said_of
from tests.exchange.test_import_at_once import entries

there = outgoing.there
get, NOW = outgoing.get, outgoing.NOW


def voices(name: str) -> list[Any]:
    rows = models.Fact.objects.filter(meeting__source__name=name).values_list(
        "meeting__name", "kind", "value", "is_so", "says", "said_at", "voices"
    )
    return sorted(rows, key=str)


@pytest.mark.django_db
def test_it_says_who_says_what_of_a_meeting_and_reads_it_again(
    there: None, tmp_path: Path, settings: Any
) -> None:
    said = {
        "open": [("medication", "", True, "people", 3), ("medication", "", False, "listing", 1)],
        "late": [("medication", "", False, "editor", 1), ("medication", "", True, "people", 2)],
        "al": [
            ("culturally-safe", "women", True, "people", 1),
            ("wheelchair", "", True, "listing", 1),
        ],
    }
    for key, facts in said.items():
        row = models.Meeting.objects.get(key=key)
        for kind, value, is_so, says, number in facts:
            row.facts.create(
                kind=kind, value=value, is_so=is_so, says=says, said_at=NOW, voices=number
            )
        directory.settle(row, NOW)
    search.reindex_all()
    answers = dict(models.Meeting.objects.values_list("key", "welcomes_medication"))
    assert (answers["open"], answers["late"]) == ("", "no")
    before = {row.name: said_of(row) for row in models.Meeting.objects.filter(key__in=said)}
    path = feeds.feed(tmp_path, get("/feeds/meetings.json"), "again.json")
    for changed in (False, True):  # once more where something else is another one
        if changed:
            models.Meeting.objects.filter(source__name="Again").update(mark="another")
        actions.import_meetings(by=feeds.IMPORT, where=path, source_name="Again")
        assert voices("Again") == voices("Test feed")
        again = models.Meeting.objects.filter(source__name="Again", name__in=before)
        assert {row.name: said_of(row) for row in again} == before
    kept = entries()
    search.reindex_all()
    assert entries() == kept
    settings.PEPPER = "another house" * 4
    actions.import_meetings(by=feeds.IMPORT, where=path, source_name="Elsewhere")
    assert {row[4] for row in voices("Elsewhere")} == {"listing", "people"}
    odd = [{"fact": "no-such", "so": "yes"}, {"fact": "wheelchair"}, 7, {"fact": [], "so": "no"}]
    feeds.bring(tmp_path, [feeds.meeting("odd", facts=odd), feeds.meeting("text", facts="x")])
    assert not models.Fact.objects.filter(meeting__key__in=("odd", "text")).exists()

"""What real organisations publish, as a whole: in, out again in its own format, in again as the
same, and once more without a change."""

import json
from pathlib import Path
from typing import Any

import pytest

from alongside.core import errors
from alongside.directory import models
from alongside.exchange import actions
from alongside.exchange.feeds import bmlt
from tests.directory import feeds
from tests.exchange import outgoing, real

# Both databases take imports in the same statements, which smaller lists try in each of them.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Of the list, and of the house that reads it: not of the meeting.
OWN = {"id", "source_id", "mark", "key", "website", "body_id", "touched_at", "verified_at"}


def told(source: str) -> dict[str, Any]:
    """All that is kept of each meeting of a source, by the key that the feed gives it."""
    rows = models.Meeting.objects.filter(source__name=source).select_related("body")
    return {
        (row.key if source == "Again" else str(row.pk)): {
            **{k: v for k, v in vars(row).items() if k[0] != "_" and k not in OWN},
            "types": sorted((each.code, each.name) for each in row.types.all()),
            "languages": sorted(each.code for each in row.languages.all()),
            "body": row.body.name if row.body else "",
            "dates": sorted(str(each) for each in row.dates.all()),
        }
        for row in rows.prefetch_related("types", "languages", "dates")
    }


def again(folder: Path, rows: Any, name: str = "again.json") -> models.Run:
    path = feeds.feed(folder, rows, name)
    return actions.import_meetings(by=feeds.IMPORT, where=path, source_name="Again")


def same(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Fails with the first few fields that are not."""
    assert before.keys() == after.keys()
    other = [
        (key, name, before[key][name], after[key][name])
        for key in before
        for name in before[key]
        if before[key][name] != after[key][name]
    ]
    assert not other, (len(other), other[:5])


@real.needs_real
def test_it_gives_every_real_meeting_back(tmp_path: Path) -> None:
    total = 0
    for path in sorted((real.DATA / "meeting-guide" / "feeds").iterdir()):
        if path.name.startswith("invalid"):
            with pytest.raises(errors.Problem, match="line 80"):
                actions.import_meetings(by=feeds.IMPORT, where=str(path))
            continue
        run = actions.import_meetings(by=feeds.IMPORT, where=str(path))
        assert run.rows == run.added + run.refused, path.name
        twice = actions.import_meetings(by=feeds.IMPORT, where=str(path))
        assert (twice.added, twice.changed, twice.gone) == (0, 0, 0), path.name
        total += run.added
    assert total == models.Meeting.objects.count() == 2982
    models.Source.objects.update(name="First")
    rows = outgoing.get("/feeds/meetings.json")
    shown = {row["slug"] for row in rows}
    before = {key: said for key, said in told("First").items() if key in shown}
    paused = models.Meeting.objects.filter(attendance="inactive").count()
    assert len(before) == len(rows) == 2982 - paused
    run = again(tmp_path, rows)
    assert (run.rows, run.added, run.refused) == (len(rows), len(rows), 0)
    same(before, told("Again"))
    run = again(tmp_path, rows)
    assert (run.added, run.changed, run.gone) == (0, 0, 0)


WORDS = ("name", "weekday", "start_minute", "end_minute", "latitude", "longitude", "time_zone",
         "street", "town", "region", "postal", "country", "attendance", "location_name",
         "conference_url", "conference_phone")  # fmt: skip


def meant(source: str, *, by: Any = lambda row: row.key) -> dict[str, Any]:
    """What a server of that kind has words for."""
    rows = models.Meeting.objects.filter(source__name=source).prefetch_related("types")
    return {
        str(by(row)): {
            **{name: getattr(row, name) for name in WORDS},
            "types": sorted(each.code for each in row.types.all()),
        }
        for row in rows
    }


@real.needs_real
def test_it_gives_a_real_server_back(tmp_path: Path) -> None:
    """In the shape of such a server, as far as that has words, and whole as Meeting Guide."""
    for name in ("semantic/GetSearchResults.json.gz", "api-v1/formats.json",
                 "api-v1/servicebodies.json"):  # fmt: skip
        (tmp_path / Path(name).name).write_bytes((real.DATA / "bmlt" / name).read_bytes())
    run = actions.import_directory(by=feeds.IMPORT, where=str(tmp_path), source_name="First")
    counts = {each.table: (each.rows, each.added, each.refused) for each in run.counts.all()}
    assert counts == {"meetings": (244, 244, 0), "bodies": (7, 7, 0)}
    rows, before = outgoing.get("/feeds/meetings.json"), told("First")
    server = tmp_path / "server"
    server.mkdir()
    for part in ("SearchResults", "Formats", "ServiceBodies"):
        said = outgoing.get(outgoing.SERVER, switcher=f"Get{part}")
        (server / f"{part}.json").write_text(json.dumps(said))
    for added in (244, 0):
        run = actions.import_directory(by=feeds.IMPORT, where=str(server), source_name="Server")
        found = run.counts.get(table="meetings")
        assert (found.added, found.changed, found.gone, found.refused) == (added, 0, 0, 0)
    same(meant("First", by=lambda row: bmlt.number(row.pk)), meant("Server"))
    for added in (244, 0):
        run = again(tmp_path, rows)
        assert (run.added, run.changed, run.gone) == (added, 0, 0)
    same(before, told("Again"))

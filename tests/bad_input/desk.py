"""Lists that come in, and what is settled about them."""

from alongside.core import clock, ids
from alongside.directory import models
from tests.bad_input.writes import Write, write
from tests.cast import Cast

State = models.Run.State


def _source() -> models.Source:
    return models.Source.objects.create(
        key="list:County", name="County", address="https://example.org/list.json", every_hours=24
    )


def _shown() -> models.Run:
    run = models.Run.objects.create(source=_source(), state=State.SHOWN, shown="x")
    models.RunPiece.objects.create(run=run, name="list.json", number=0, packed="x")
    return run


def _meeting(key: str, source: models.Source) -> models.Meeting:
    return models.Meeting.objects.create(
        source=source, key=key, mark="x", name="Early Birds", attendance="in-person"
    )


@write("exchange:bring")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "name": "County list", "address": "https://example.org/list.json",
        "licence": "CC BY 4.0", "reader": "", "fellowship": "", "pathway": "", "time_zone": "",
    }  # fmt: skip
    return Write("omar", "/en/sources/bring/", data, typed="name")


@write("exchange:apply_run")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/sources/runs/{_shown().pk}/apply/")


@write("exchange:let_go")
def _(cast: Cast) -> Write:
    return Write("kit", f"/en/sources/runs/{_shown().pk}/let-go/")


@write("exchange:source")
def _(cast: Cast) -> Write:
    data = {
        "version": "0", "name": "County list", "address": "https://example.org/list.json",
        "every_hours": "24", "most_gone": "30", "tell": "lists@example.org", "licence": "",
        "reader": "", "fellowship": "", "pathway": "", "time_zone": "", "holds_changes": "on",
    }  # fmt: skip
    return Write("omar", f"/en/sources/{_source().pk}/", data, typed="name", again="stale")


@write("exchange:read_again")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/sources/{_source().pk}/read/", {"id": str(ids.new())})


@write("exchange:settle")
def _(cast: Cast) -> Write:
    row = _meeting("a", _source())
    edit = models.Edit.objects.create(
        kind="meetings", listing_id=row.pk, field="website", value="", was="",
        source_says="https://example.org/", source_said_at=clock.now(), why="held",
    )  # fmt: skip
    data = {"edit": str(edit.pk), "take": "theirs"}
    return Write("omar", f"/en/sources/differences/meetings/{row.pk}/", data)


@write("exchange:settle_twin")
def _(cast: Cast) -> Write:
    source = _source()
    one, other = sorted(_meeting(key, source).pk for key in "ab")
    twin = models.Twin.objects.create(kind="meetings", one=one, other=other, likeness=90)
    return Write("omar", f"/en/sources/twins/{twin.pk}/", {"answer": str(one)})

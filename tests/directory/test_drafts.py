"""Drafts: prepared, looked at, shown now or on a day, taken back; and never at any exit before."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from alongside.core import ids, keyring
from alongside.directory import models, policy, tasks
from alongside.directory.actions import find_twins
from alongside.jobs import actions as jobs
from tests.cast import Cast, Character
from tests.directory import feeds, telling
from tests.history import happened
from tests.house.doors import doors

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 17, 15, tzinfo=UTC)
MEETING = {
    "name": "Quokka circle", "weekday": "2", "start_minute": "19:00", "end_minute": "20:00",
    "attendance": "in-person", "address": "9 Quokka Lane", "town": "Elmora",
}  # fmt: skip
SERVICE = {
    "name": "Quokka kitchen", "organisation": "Quokka House", "address": "9 Quokka Lane",
    "town": "Elmora", "phone": "555 0142", "email": "soup@quokka.example",
    "description": "Quokka soup", "opening_words": "At noon",
}  # fmt: skip
WORDS = "river candle maple quiet ladder stone"


@pytest.fixture(autouse=True)
def _there() -> Any:
    cache.clear()
    feeds.towns()
    with time_machine.travel(TUESDAY, tick=False):
        yield


def prepared(who: Character, kind: str = "meetings", **more: str) -> Any:
    data = {"id": str(ids.new())} | (MEETING if kind == "meetings" else SERVICE) | more
    answer = who.client().post(f"/en/listings/drafts/{kind.removesuffix('s')}/", data)
    assert answer.status_code == 302, answer.content.decode()
    model: Any = models.Meeting if kind == "meetings" else models.Service
    row = model.objects.latest("id")
    assert answer.headers["Location"] == page_of(row)
    return row


def page_of(row: Any, word: str = "") -> str:
    return f"/en/listings/{telling.kind_of(row)}/{row.pk}/{word}"


def send(who: Character, row: Any, word: str, **more: Any) -> int:
    draft = models.Draft.objects.filter(**{telling.kind_of(row).removesuffix("s"): row}).last()
    data = {"version": draft.version if draft else 1} | more
    return int(who.client().post(page_of(row, word), data).status_code)


def exits(rows: list[Any], *, every: bool = False) -> dict[str, bytes]:
    """What everybody gets where listings go out, asked for just these; or at `every` public
    address there is."""
    things: dict[str, Any] = {"meeting": ids.new(), "service": ids.new()}
    for row in rows:
        things[telling.kind_of(row).removesuffix("s")] = row.pk
    service = next((row for row in rows if telling.kind_of(row) == "services"), None)
    paths: dict[str, str] = {}
    for each in doors() if every else ():
        if each.rule and each.rule.public and not each.rule.session and "jobs:" not in each.name:
            paths[f"{each.name} {each.path}"] = each.at(things | {"pk": service and service.pk})
    near = "place=Elmora&when=any"
    bmlt = "/bmlt/main_server/client_interface/json"
    for asked in (
        f"/en/?{near}", "/en/?what=quokka", f"/en/?{near}&what=quokka+kitchen",
        f"/fr/?{near}&show=services", f"/es/map/?{near}", f"/en/share/?{near}",
        f"/en/print/list/?{near}", f"/en/print/list.pdf?{near}",
        "/meetings.ics?place=Elmora", "/feeds/meetings.json?town=Elmora",
        "/hsds/services?search=quokka", "/hsds/services?full=true&modified_after=2020-01-01",
        "/hsds/organizations?search=quokka&full=true", "/hsds/services?format=ndjson",
        "/hsds/service_at_locations?full=true", "/hsds/taxonomy_terms",
        "/fhir/HealthcareService?name=quokka", "/fhir/Organization?name=quokka",
        "/fhir/Location?address-city=elmora", f"/fhir/HealthcareService/{things['service']}",
        f"{bmlt}/?switcher=GetSearchResults&get_used_formats=1",
        f"{bmlt}/?switcher=GetChanges&start_date=2026-01-01",
        f"{bmlt}/?switcher=GetFieldValues&meeting_key=meeting_name",
        f"{bmlt}/?switcher=GetServiceBodies",
        "/api/v1/meetings?place=Elmora", "/api/v1/services?place=Elmora",
        f"/en/meetings/{things['meeting']}/", f"/en/services/{things['service']}/",
    ):  # fmt: skip
        paths[asked] = asked
    return {name: _body(path) for name, path in paths.items()}


def _body(path: str) -> bytes:
    answer: Any = Client().get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "zip" in answer.headers.get("Content-Type", ""):
        inside = zipfile.ZipFile(io.BytesIO(body))
        body = b"\n".join(inside.read(name) for name in sorted(inside.namelist()))
    return f"{answer.status_code} ".encode() + body


def telling_of(found: dict[str, bytes]) -> set[str]:
    """The exits that say something of it; a search says back what was asked."""
    return {
        name
        for name, body in found.items()
        for said in (b"Quokka circle", b"Quokka kitchen", b"Quokka Lane", b"555 0142", b"Quokka H")
        if said in body
    }


def test_it_never_leaves_the_house_before_it_is_shown(cast: Cast) -> None:
    telling.meeting()
    telling.service()
    find_twins(by=feeds.IMPORT)
    before = exits([])
    rows = [prepared(cast.omar), prepared(cast.omar, "services")]
    for row in rows:
        facts = {"medication": "yes"} if telling.kind_of(row) == "meetings" else {"naloxone": "yes"}
        assert cast.omar.client().post(page_of(row, "facts/"), facts).status_code == 302
    find_twins(by=feeds.IMPORT)
    during = exits(rows, every=True)
    assert not telling_of(during)
    assert not [name for name in before if "?" in name and before[name] != during[name]]
    pages = [f"/en/{telling.kind_of(row)}/{row.pk}/" for row in rows]
    assert all(during[page].startswith(b"404") for page in pages)
    for row in rows:
        assert send(cast.omar, row, "publish/") == 302
    after = telling_of(exits(rows))
    assert len(after) > 18, sorted(after)
    for row in rows:
        assert send(cast.omar, row, "draft/") == 302
    assert not telling_of(exits(rows))


def test_it_is_written_looked_at_and_shown(cast: Cast) -> None:
    row = prepared(cast.omar)
    assert (row.is_public, row.start_minute, row.time_zone) == (False, 1140, "America/Toronto")
    omar = cast.omar.client()
    assert "Quokka circle" in omar.get("/en/listings/drafts/").content.decode()
    assert "only editors see it" in omar.get(page_of(row)).content.decode()
    seen = omar.get(page_of(row, "look/")).content.decode()
    assert "as everybody will see it" in seen
    assert "9 Quokka Lane" in seen
    assert "closed door" not in seen
    assert send(cast.omar, row, "publish/") == 302
    row.refresh_from_db()
    assert (row.is_public, row.verified_says) == (True, "editor")
    assert Client().get(f"/en/meetings/{row.pk}/").status_code == 200
    assert "Quokka circle" in Client().get("/en/?place=Elmora&when=any").content.decode()
    assert omar.get(page_of(row, "look/")).status_code == 404
    for verb in ("prepare-listing", "publish-listing"):
        assert happened(verb=verb, about_id=row.pk)
    assert send(cast.omar, row, "publish/") == 302  # a second tap
    assert not models.Draft.objects.filter(ended_at=None).exists()


def test_it_keeps_what_is_written_over_it_without_a_trace_of_the_earlier(cast: Cast) -> None:
    row = prepared(cast.omar, "services")
    omar = cast.omar.client()
    seen = omar.get(page_of(row, "edit/")).context["form"].initial["seen"]
    changed = telling.shown(row) | {"address": "1 Mill Street, Twinford, MA", "phone": "555 0143"}
    assert omar.post(page_of(row, "edit/"), changed | {"seen": seen}).status_code == 302
    assert not models.Edit.objects.filter(field="address").exists()
    offer = models.ServiceAtLocation.objects.get(service=row)
    assert (offer.near_latitude, offer.near_longitude) == (42.0, -72.0)
    send(cast.omar, row, "publish/")
    text = Client().get(f"/en/services/{row.pk}/").content.decode()
    assert "1 Mill Street, Twinford, MA" in text
    assert "555 0143" in text
    assert "Quokka Lane" not in text
    assert "555 0142" not in text


def test_it_is_shown_on_its_day_where_it_is(cast: Cast) -> None:
    row = prepared(cast.omar)
    assert jobs.duties["show-drafts"].does == "alongside.directory.tasks.show_due"
    assert send(cast.omar, row, "publish/", on="2026-11-19") == 302
    assert "from 19 November 2026 on" in cast.omar.client().get(page_of(row)).content.decode()
    for at, is_shown in (
        (datetime(2026, 11, 18, 12, tzinfo=UTC), False),
        (datetime(2026, 11, 19, 4, tzinfo=UTC), False),  # the evening before, in Toronto
        (datetime(2026, 11, 19, 5, 1, tzinfo=UTC), True),
    ):
        with time_machine.travel(at, tick=False):
            tasks.show_due()
            assert policy.meetings().filter(pk=row.pk).exists() is is_shown
    assert happened(verb="publish-listing", about_id=row.pk)


def test_it_stays_taken_back_whatever_an_import_says(cast: Cast, tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a"), feeds.meeting("b")])
    row = models.Meeting.objects.get(key="a")
    assert send(cast.omar, row, "draft/") == 302
    assert send(cast.omar, row, "draft/") == 302  # a second tap
    assert happened(verb="take-back-listing", about_id=row.pk)
    run = feeds.bring(tmp_path, [feeds.meeting("a", name="Renamed"), feeds.meeting("b")])
    assert (run.changed, run.same) == (1, 1)
    row.refresh_from_db()
    assert (row.name, row.is_public) == ("Renamed", False)
    assert [each.key for each in policy.meetings()] == ["b"]
    assert not models.Entry.objects.filter(times__meeting=row).exists()
    assert send(cast.omar, row, "publish/") == 302
    assert {each.key for each in policy.meetings()} == {"a", "b"}
    assert feeds.bring(tmp_path, [feeds.meeting("a", name="Renamed"), feeds.meeting("b")]).same == 2


def test_it_is_thrown_away(cast: Cast) -> None:
    row = prepared(cast.omar)
    assert send(cast.omar, row, "drop/") == 302
    assert happened(verb="drop-draft", about_id=row.pk)
    assert "Quokka" not in cast.omar.client().get("/en/listings/drafts/").content.decode()
    assert cast.omar.client().get(page_of(row)).status_code == 404
    assert Client().get(f"/en/meetings/{row.pk}/").status_code == 404


def test_it_opens_to_its_own_editors_alone(cast: Cast) -> None:
    row = prepared(cast.omar)
    where = {"kind": "town", "name": "Twinford", "latitude": 42.0, "longitude": -72.0, "km": 10}
    for who, org in ((cast.maya, cast.riverbend), (cast.riley, cast.harbour)):
        assert who.person
        models.EditorArea.objects.create(organisation=org, person=who.person, **where)
    for who in (cast.maya, cast.riley):
        assert who.client().get(page_of(row)).status_code == 404
        assert "Quokka" not in who.client().get("/en/listings/drafts/").content.decode()
        for word in ("publish/", "drop/", "draft/", "edit/"):
            assert send(who, row, word) in {404, 422}, word
    models.EditorArea.objects.update(kind="everywhere")
    assert cast.maya.client().get(page_of(row)).status_code == 200
    assert cast.riley.client().get(page_of(row)).status_code == 404
    row.refresh_from_db()
    assert not row.is_public


def test_it_is_written_only_within_ones_areas(cast: Cast) -> None:
    maya = cast.maya.client()
    data = {"id": str(ids.new())} | MEETING
    assert maya.post("/en/listings/drafts/meeting/", data).status_code == 422
    assert not models.Meeting.objects.exists()
    assert cast.maya.person
    models.EditorArea.objects.create(
        organisation=cast.riverbend, person=cast.maya.person, kind="town", name="Elmora",
        latitude=45.0, longitude=-75.0, km=10,
    )  # fmt: skip
    for _again in range(2):
        assert maya.post("/en/listings/drafts/meeting/", data).status_code == 302
    assert models.Meeting.objects.count() == 1


def test_it_decides_no_draft_that_somebody_else_changed(cast: Cast) -> None:
    row = prepared(cast.omar)
    send(cast.omar, row, "publish/", on="2026-12-01")
    assert send(cast.omar, row, "publish/", version=1) == 409
    assert send(cast.omar, row, "drop/", version=1) == 409
    assert not policy.meetings().exists()


def test_it_lets_whoever_it_belongs_to_take_it_back(cast: Cast) -> None:
    row = telling.service()
    digest = keyring.digest(WORDS, use="keeper")
    models.Keeper.objects.create(service=row, way="mail", words_digest=digest)

    def keep(**more: str) -> Any:
        form = Client().post("/en/keep/", {"said": WORDS}).context["form"]
        row.refresh_from_db()
        seen = {"said": WORDS, "seen": form.initial["seen"]}
        return Client().post("/en/keep/", telling.shown(row) | seen | more)

    assert "shown to nobody" in keep(showing="nobody", name="New soup").content.decode()
    again = Client().post("/en/keep/", {"said": WORDS}).content.decode()
    assert "Nobody finds it for now" in again
    assert "shown at once" not in again
    assert Client().get(f"/en/services/{row.pk}/").status_code == 404
    looked = keep(showing="nobody", fees="Free", look="").content.decode()
    assert "as everybody will see it" in looked
    assert "Free" in looked
    listed = cast.omar.client().get("/en/listings/drafts/").content.decode()
    assert "Taken back by whoever it belongs to" in listed
    assert "shown from now on" in keep(showing="everybody").content.decode()
    assert Client().get(f"/en/services/{row.pk}/").status_code == 200
    assert send(cast.omar, row, "draft/") == 302  # an editor's reason is not theirs to undo
    keep(showing="everybody")
    assert Client().get(f"/en/services/{row.pk}/").status_code == 404


def another(kind: str = "meetings", *, said: str = WORDS, **more: str) -> Any:
    data = {"id": str(ids.new()), "said": said} | (MEETING if kind == "meetings" else SERVICE)
    return Client().post(f"/en/keep/{kind.removesuffix('s')}/", data | more)


def owned(**more: Any) -> models.Service:
    row = telling.service()
    digest = keyring.digest(WORDS, use="keeper")
    models.Keeper.objects.create(service=row, way="mail", words_digest=digest, **more)
    return row


def test_it_is_written_by_those_who_run_another_place(cast: Cast) -> None:
    owned()
    opened = Client().post("/en/keep/service/", {"said": WORDS}).content.decode()
    assert 'value="Kettle House"' in opened  # who runs it
    told = another("services")
    assert "An editor looks at it" in told.content.decode()
    row, theirs = models.Service.objects.latest("id"), " ".join(told.context["words"])
    assert (row.name, row.is_public) == ("Quokka kitchen", False)
    assert not telling_of(exits([row]))
    assert happened(verb="prepare-listing", about_id=row.pk)
    form = Client().post("/en/keep/", {"said": theirs}).context["form"]
    data = telling.shown(row) | {"said": theirs, "seen": form.initial["seen"]}
    looked = Client().post("/en/keep/", data | {"fees": "Free", "showing": "everybody", "look": ""})
    assert "as everybody will see it" in looked.content.decode()
    assert not telling_of(exits([row]))  # not theirs to show
    omar = cast.omar.client()
    queue = omar.get("/en/listings/").content.decode()
    assert "Written by those who run Soup" in queue
    assert "Waiting (1)" in queue
    assert "Those who run Soup wrote it" in omar.get(page_of(row)).content.decode()
    assert send(cast.omar, row, "publish/") == 302
    assert "Free" in Client().get(f"/en/services/{row.pk}/").content.decode()
    assert "Nothing waits" in omar.get("/en/listings/").content.decode()
    form = Client().post("/en/keep/", {"said": theirs}).context["form"]
    data |= {"seen": form.initial["seen"], "fees": "Free", "showing": "nobody"}
    assert "shown to nobody" in Client().post("/en/keep/", data).content.decode()


def test_it_is_written_once_however_often_it_is_sent() -> None:
    owned()
    id = str(ids.new())
    first, second = [another(id=id).context["words"] for _again in range(2)]
    assert models.Meeting.objects.count() == 1
    for words, opens in ((first, 422), (second, 200)):
        assert Client().post("/en/keep/", {"said": " ".join(words)}).status_code == opens


def test_it_is_shown_at_once_where_an_editor_trusts_them(cast: Cast) -> None:
    row = owned()
    omar = cast.omar.client()
    trust = page_of(row, "trust/")
    assert omar.post(trust, {"trusted": "yes"}).status_code == 422  # nobody opened it yet
    models.Keeper.objects.update(used_at=TUESDAY)
    assert "waits for an editor" in omar.get(page_of(row)).content.decode()
    assert cast.maya.client().post(trust, {"trusted": "yes"}).status_code == 403
    assert omar.post(trust, {"trusted": "yes"}).status_code == 302
    assert "shown at once" in omar.get(page_of(row)).content.decode()
    assert happened(verb="trust-owners", about_id=row.pk)
    told = another()
    assert "shown from now on" in told.content.decode()
    shown = models.Meeting.objects.get()
    assert (shown.is_public, shown.verified_says) == (True, "listing")
    assert Client().get(f"/en/meetings/{shown.pk}/").status_code == 200
    assert omar.post(trust, {"trusted": "no"}).status_code == 302
    assert "An editor looks at it" in another().content.decode()


def test_it_is_not_written_without_words_or_without_end() -> None:
    owned()
    wrong = another(said="river candle maple quiet ladder oak")
    assert wrong.status_code == 422
    assert "Quokka Lane" in wrong.content.decode()  # nothing typed is lost
    first = another().context["words"]
    assert another(said=" ".join(first)).status_code == 422  # nobody looked at that one yet
    for _each in range(9):
        assert another().status_code == 200
    assert another().status_code == 429
    assert models.Meeting.objects.count() == 10
    assert Client().get("/en/keep/meeting/").headers["Location"] == "/en/keep/"


def test_it_answers_the_feed_of_meetings_as_before(cast: Cast) -> None:
    prepared(cast.omar)
    answer: Any = Client().get("/feeds/meetings.json")
    assert json.loads(b"".join(answer.streaming_content)) == []

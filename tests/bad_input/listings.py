"""What anybody tells us about listings, and what editors and stewards do with it."""

from alongside.core import clock, ids, keyring
from alongside.directory import models
from alongside.directory.rules import changes
from tests.bad_input.writes import Data, Write, write
from tests.cast import Cast
from tests.directory import telling

WORDS = "river candle maple quiet ladder stone"


def _telling(**more: str) -> Data:
    common = {"id": telling.seen_a_minute_ago(), "homepage": "", "reach": "pat@example.org"}
    return common | {"words": "Up the stairs."} | more


def _seen(row: models.Service) -> str:
    return changes.mark_of({name: getattr(row, name) for name in changes.SERVICE})


@write("directory:suggest")
def _(cast: Cast) -> Write:
    row = telling.meeting()
    data = telling.shown(row) | {"name": "Wednesday"} | _telling()
    return Write("", telling.path(row, "suggest/"), data, typed="words")


@write("directory:closed_door")
def _(cast: Cast) -> Write:
    data = _telling(happened_on=f"{clock.now():%Y-%m-%d}")
    return Write("", telling.path(telling.service(), "closed/"), data, typed="words")


@write("directory:tell_facts")
def _(cast: Cast) -> Write:
    data = _telling(kind="yes", naloxone="no")
    return Write("", telling.path(telling.service(), "tell/"), data, typed="words")


@write("directory:claim")
def _(cast: Cast) -> Write:
    return Write("", telling.path(telling.service(), "ours/"), _telling(), typed="words")


@write("directory:new_meeting")
def _(cast: Cast) -> Write:
    data = _telling(name="New group", attendance="online", weekday="3", start_minute="19:00")
    return Write("", "/en/missing/meeting/", data, typed="words")


@write("directory:new_service")
def _(cast: Cast) -> Write:
    data = _telling(name="New kitchen", town="Elmora", phone="555 0199")
    return Write("", "/en/missing/service/", data, typed="words")


@write("directory:keep")
def _(cast: Cast) -> Write:
    row = telling.service()
    digest = keyring.digest(WORDS, use="keeper")
    models.Keeper.objects.create(service=row, way="mail", words_digest=digest)
    data = telling.shown(row) | {"said": WORDS, "seen": _seen(row), "fees": "Free"}
    return Write("", "/en/keep/", data, typed="fees")


@write("directory:another_meeting")
def _(cast: Cast) -> Write:
    data = _written(name="New group", attendance="online", weekday="3")
    return Write("", "/en/keep/meeting/", data, typed="name", again="new")


@write("directory:another_service")
def _(cast: Cast) -> Write:
    data = _written(name="New kitchen", town="Elmora")
    return Write("", "/en/keep/service/", data, typed="name", again="new")


def _written(**said: str) -> dict[str, str]:
    digest = keyring.digest(WORDS, use="keeper")
    models.Keeper.objects.create(service=telling.service(), way="mail", words_digest=digest)
    return {"id": str(ids.new()), "said": WORDS} | said


def _suggested() -> models.Suggestion:
    return telling.told(telling.service(), fees="Free")


@write("directory:accept")
def _(cast: Cast) -> Write:
    path = f"/en/listings/told/{_suggested().pk}/accept/"
    return Write("omar", path, {"version": "1", "answer": "Thanks."}, again="stale")


@write("directory:decline")
def _(cast: Cast) -> Write:
    path = f"/en/listings/told/{_suggested().pk}/decline/"
    return Write("omar", path, {"version": "1", "answer": "Thanks."}, again="stale")


@write("directory:undo")
def _(cast: Cast) -> Write:
    told = _suggested()
    cast.omar.client().post(f"/en/listings/told/{told.pk}/accept/", {"version": "1"})
    return Write("omar", f"/en/listings/told/{told.pk}/undo/", {"version": "2"}, again="stale")


@write("directory:pathway")
def _(cast: Cast) -> Write:
    data = {"name": "Walking groups", "is_listed": "on", "seen": ""}
    return Write("omar", "/en/listings/fellowships/kinds/new/", data, typed="name")


@write("directory:fellowship")
def _(cast: Cast) -> Write:
    data = {"name": "Kettle Circle", "short": "KC", "pathway": "secular", "spelled": "kc group"}
    return Write("omar", "/en/listings/fellowships/new/", data | {"seen": ""}, typed="spelled")


@write("directory:dates")
def _(cast: Cast) -> Write:
    data = {"kind": "cancelled", "on": f"{clock.now():%Y-%m-%d}", "reason": "A holiday"}
    path = f"/en/listings/meetings/{telling.meeting().pk}/dates/"
    return Write("omar", path, data, typed="reason")


@write("directory:drop_date")
def _(cast: Cast) -> Write:
    row = telling.meeting()
    date = row.dates.create(kind="cancelled", on=clock.now().date(), says="editor")
    return Write("omar", f"/en/listings/meetings/{row.pk}/dates/{date.pk}/drop/")


@write("directory:edit")
def _(cast: Cast) -> Write:
    row = telling.service()
    data = telling.shown(row) | {"seen": _seen(row), "fees": "Free"}
    return Write("omar", f"/en/listings/services/{row.pk}/edit/", data, typed="fees")


@write("directory:say_facts")
def _(cast: Cast) -> Write:
    path = f"/en/listings/services/{telling.service().pk}/facts/"
    return Write("omar", path, {"naloxone": "yes", "stage": ["rapid"]})


@write("directory:check")
def _(cast: Cast) -> Write:
    path = f"/en/listings/meetings/{telling.meeting().pk}/check/"
    return Write("omar", path, {"id": str(ids.new())})


@write("directory:close")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/listings/meetings/{telling.meeting().pk}/close/")


def _draft(cast: Cast) -> models.Draft:
    row = telling.meeting(is_public=False)
    return models.Draft.objects.create(meeting=row, organisation_id=cast.omar.by.tenant)


@write("directory:prepare_meeting")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "New group", "attendance": "online", "weekday": "3"}
    return Write("omar", "/en/listings/drafts/meeting/", data, typed="name")


@write("directory:prepare_service")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "New kitchen", "town": "Elmora", "phone": "555 0199"}
    return Write("omar", "/en/listings/drafts/service/", data, typed="name")


@write("directory:publish")
def _(cast: Cast) -> Write:
    path = f"/en/listings/meetings/{_draft(cast).meeting_id}/publish/"
    return Write("omar", path, {"version": "1", "on": ""})


@write("directory:drop_draft")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/listings/meetings/{_draft(cast).meeting_id}/drop/", {"version": "1"})


@write("directory:take_back")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/listings/services/{telling.service().pk}/draft/")


@write("directory:trust_owners")
def _(cast: Cast) -> Write:
    row = telling.service()
    models.Keeper.objects.create(
        service=row,
        way="mail",
        words_digest=keyring.digest(WORDS, use="keeper"),
        used_at=clock.now(),
    )
    return Write("omar", f"/en/listings/services/{row.pk}/trust/", {"trusted": "yes"})


@write("directory:editors")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "person": str(cast.maya.by.id), "kind": "everywhere", "km": "25"}
    return Write("omar", "/en/listings/editors/", data)


@write("directory:end_area")
def _(cast: Cast) -> Write:
    area = models.EditorArea.objects.create(
        organisation=cast.riverbend, person_id=cast.maya.by.person_id, kind="everywhere"
    )
    return Write("omar", f"/en/listings/editors/{area.pk}/end/")


@write("referrals:rating")
def _(cast: Cast) -> Write:
    path = f"/en/services/{telling.service().pk}/found/"
    return Write("sam", path, {"id": str(ids.new()), "useful": "3", "kind": "1"})


@write("referrals:take_back_rating")
def _(cast: Cast) -> Write:
    path = f"/en/services/{telling.service().pk}/found/"
    client = cast.sam.client()
    client.post(path, {"id": str(ids.new()), "useful": "3", "kind": "1"})
    return Write("sam", f"{path}back/")


def framework(cast: Cast) -> models.Framework:
    return models.Framework.objects.create(
        slug="four-winds",
        name="Four winds",
        owners="An invented Nation",
        steward_id=cast.maya.by.person_id,
    )


@write("directory:switch_framework")
def _(cast: Cast) -> Write:
    path = f"/en/listings/frameworks/{framework(cast).pk}/switch/"
    return Write("maya", path, {"version": "1", "on": "yes"}, again="stale")


@write("directory:place_service")
def _(cast: Cast) -> Write:
    row = framework(cast)
    part = models.FrameworkPart.objects.create(
        framework=row, ring="ring", slug="tend", name="Tending"
    )
    path = f"/en/listings/frameworks/{row.pk}/{telling.service().pk}/"
    return Write("maya", path, {"part": str(part.pk)})

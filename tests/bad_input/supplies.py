"""Supplies: what comes and goes, and what stands behind it."""

from alongside.core import ids
from alongside.supplies import actions, models
from tests.bad_input.writes import Write, write
from tests.cast import Cast
from tests.supplies import doors
from tests.supplies.doors import NASAL, SYRINGE


def van(cast: Cast, rest: str, *, number: str = "") -> str:
    at = doors.place(cast)
    doors.came_in(cast, at, 50, item=NASAL if number else SYRINGE, number=number)
    return f"/en/supplies/at/{at.pk}/{rest}/"


@write("supplies:hand_out")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "participant": "", f"n-{SYRINGE}": "3", "for_others": "1",
        "people": "1", "bulk_to": "", "lot": "", "happened_at": "2026-01-05T10:00",
    }  # fmt: skip
    return Write("maya", van(cast, "out"), data)


@write("supplies:take_in")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "item": NASAL, "count": "5", "number": "A1",
        "expires_on": "2098-01-31", "funder": "County", "happened_at": "",
    }  # fmt: skip
    return Write("maya", van(cast, "in"), data, typed="funder")


@write("supplies:take_back")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "item": SYRINGE, "count": "20", "where": "back"}
    return Write("maya", van(cast, "back"), data, typed="count")


@write("supplies:count")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), f"n-{SYRINGE}": "44", "happened_at": ""}
    return Write("maya", van(cast, "count"), data)


@write("supplies:transfer")
def _(cast: Cast) -> Write:
    to = doors.place(cast, "Bag")
    data = {"id": str(ids.new()), "to": str(to.pk), f"n-{SYRINGE}": "4", "happened_at": ""}
    return Write("maya", van(cast, "move"), data)


@write("supplies:write_off")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "why": "lost", f"n-{SYRINGE}": "4", "happened_at": ""}
    return Write("maya", van(cast, "gone"), data)


@write("supplies:ask_refill")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "item": SYRINGE, "count": "20", "why": "low"}
    return Write("maya", van(cast, "refill"), data, typed="count")


@write("supplies:answer_refill")
def _(cast: Cast) -> Write:
    row = actions.ask_refill(
        by=cast.maya.by, id=ids.new(), place=doors.place(cast).pk, item=SYRINGE, count=5
    )
    data = {"version": "1", "outcome": "done", "place": str(row.place_id)}
    return Write("maya", f"/en/supplies/refills/{row.pk}/", data, again="stale")


@write("supplies:put_right")
def _(cast: Cast) -> Write:
    entry = doors.came_in(cast, doors.place(cast), 5)
    return Write("maya", f"/en/supplies/book/{entry.pk}/right/", {"id": str(ids.new())})


def lot(cast: Cast) -> models.Lot:
    doors.came_in(cast, doors.place(cast), 5, item=NASAL, number="A1")
    return doors.lot("A1")


@write("supplies:mark_recalled")
def _(cast: Cast) -> Write:
    data = {"lot": str(lot(cast).pk), "why": "Notice 7", "number": "A1"}
    return Write("dana", "/en/supplies/recall/mark/", data)


@write("supplies:take_recall_back")
def _(cast: Cast) -> Write:
    row = lot(cast)
    actions.recall(by=cast.dana.by, lot=row.pk, why="Notice 7")
    return Write("dana", f"/en/supplies/recall/{row.pk}/back/", {"number": "A1"})


@write("supplies:places")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "Bag", "kind": "bag", "site": "", "programme": ""}
    return Write("dana", "/en/supplies/places/", data, typed="name")


@write("supplies:place")
def _(cast: Cast) -> Write:
    data = {"version": "1", "name": "Blue bag"}
    path = f"/en/supplies/places/{doors.place(cast).pk}/"
    return Write("dana", path, data, typed="name", again="stale")


@write("supplies:set_enough")
def _(cast: Cast) -> Write:
    path = f"/en/supplies/places/{doors.place(cast).pk}/enough/"
    return Write("dana", path, {f"n-{SYRINGE}": "40"})


@write("supplies:things")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()), "name": "Foot cream", "name_fr": "", "name_es": "",
        "kind": "wounds", "unit": "piece", "usual": "1", "doses": "",
    }  # fmt: skip
    return Write("dana", "/en/supplies/things/", data, typed="name")


@write("supplies:thing")
def _(cast: Cast) -> Write:
    data = {"version": "0", "name": "Warm socks", "usual": "2", "doses": "", "strength": ""}
    return Write("dana", "/en/supplies/things/socks/", data, typed="name", again="stale")

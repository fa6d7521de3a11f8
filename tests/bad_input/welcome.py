"""The front desk: who came in, talks, lists, rooms, shifts, and the tablet by the door."""

from datetime import timedelta

from alongside.core import clock, ids
from alongside.welcome import actions, models
from tests.bad_input.writes import Write, write
from tests.cast import SAMS_WORDS, Cast
from tests.welcome import doors


def here(cast: Cast, rest: str = "") -> str:
    return f"/en/desk/here/{doors.somebody(cast).pk}/{rest}"


def queue(cast: Cast) -> models.Queue:
    return models.Queue.objects.create(
        organisation=cast.riverbend, site=cast.site, name="Shower", is_on=True
    )


def room(cast: Cast) -> models.Room:
    return models.Room.objects.create(
        organisation=cast.riverbend, site=cast.site, name="Quiet room", capacity=4
    )


def turn(cast: Cast) -> models.Turn:
    return models.Turn.objects.create(
        organisation=cast.riverbend,
        site=cast.site,
        queue=queue(cast),
        presence=doors.somebody(cast),
    )


def shift(cast: Cast, **more: object) -> models.Shift:
    now = clock.now()
    return models.Shift.objects.create(
        organisation=cast.riverbend,
        site=cast.site,
        person_id=cast.vera.by.person_id,
        role="volunteer",
        from_at=now,
        until_at=now + timedelta(hours=3),
        **more,
    )


@write("welcome:arrive")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "called": "Blue cap"}
    return Write("vera", f"/en/desk/{cast.site.pk}/arrive/", data, typed="called")


@write("welcome:arrive_known")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "participant": str(cast.sam.id), "name": "Sam"}
    return Write("maya", f"/en/desk/{cast.site.pk}/arrive/known/", data, typed="name")


@write("welcome:close_day")
def _(cast: Cast) -> Write:
    doors.somebody(cast)
    return Write("vera", f"/en/desk/{cast.site.pk}/close/")


@write("welcome:leave")
def _(cast: Cast) -> Write:
    return Write("vera", here(cast, "leave/"))


@write("welcome:stay")
def _(cast: Cast) -> Write:
    row = doors.somebody(cast)
    actions.leave(by=cast.vera.by, presence=row.pk)
    return Write("vera", f"/en/desk/here/{row.pk}/stay/")


@write("welcome:take_back")
def _(cast: Cast) -> Write:
    return Write("vera", here(cast, "back/"))


@write("welcome:ask_to_talk")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "wish": "now", "brings": ["loss"]}
    return Write("vera", here(cast, "talk/"), data)


@write("welcome:become_known")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "language": "en", "asks": "on"}
    return Write("omar", here(cast, "record/"), data)


@write("welcome:stand_in_line")
def _(cast: Cast) -> Write:
    path = here(cast, f"lists/{queue(cast).pk}/")
    return Write("vera", path, {"id": str(ids.new()), "called": ""})


@write("welcome:take_talk")
def _(cast: Cast) -> Write:
    talk = actions.ask_to_talk(
        by=cast.vera.by, id=ids.new(), presence=doors.somebody(cast).pk, wish="now"
    )
    assert talk is not None
    return Write("maya", f"/en/desk/talks/{talk.pk}/take/")


@write("welcome:call_turn")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/desk/turns/{turn(cast).pk}/call/")


@write("welcome:end_turn")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/desk/turns/{turn(cast).pk}/end/")


@write("welcome:take_room")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "people": "2", "minutes": "60"}
    return Write("vera", f"/en/desk/rooms/{room(cast).pk}/", data)


@write("welcome:free_room")
def _(cast: Cast) -> Write:
    use = models.RoomUse.objects.create(
        organisation=cast.riverbend,
        site=cast.site,
        room=room(cast),
        until_at=clock.now() + timedelta(hours=1),
    )
    return Write("vera", f"/en/desk/rooms/uses/{use.pk}/end/")


@write("welcome:shifts")
def _(cast: Cast) -> Write:
    at = clock.now() + timedelta(days=2)
    data = {
        "id": str(ids.new()),
        "from_at": at.strftime("%Y-%m-%dT10:00"),
        "until_at": at.strftime("%Y-%m-%dT14:00"),
    }
    return Write("vera", f"/en/desk/{cast.site.pk}/shifts/", data)


@write("welcome:begin_shift")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/desk/{cast.site.pk}/shifts/here/", {"id": str(ids.new())})


@write("welcome:end_shift")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/desk/shifts/{shift(cast, here_at=clock.now()).pk}/gone/")


@write("welcome:drop_shift")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/desk/shifts/{shift(cast).pk}/drop/")


@write("welcome:tablets")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/desk/{cast.site.pk}/tablets/", {"id": str(ids.new())})


@write("welcome:end_kiosk")
def _(cast: Cast) -> Write:
    return Write("vera", f"/en/desk/tablets/{doors.tablet(cast).kiosk.pk}/end/")


# --- set-up ------------------------------------------------------------------------------


@write("welcome:add_room")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "site": str(cast.site.pk), "name": "Kitchen", "capacity": "8"}
    return Write("kit", "/en/set-up/desk/rooms/", data, typed="name")


@write("welcome:change_room")
def _(cast: Cast) -> Write:
    return Write("kit", f"/en/set-up/desk/rooms/{room(cast).pk}/", {"closed": "yes"})


@write("welcome:add_queue")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "site": str(cast.site.pk), "name": "Laundry", "minutes": "60"}
    return Write("kit", "/en/set-up/desk/lists/", data, typed="name")


@write("welcome:switch_queue")
def _(cast: Cast) -> Write:
    return Write("kit", f"/en/set-up/desk/lists/{queue(cast).pk}/", {"on": "no"})


# --- the tablet --------------------------------------------------------------------------


@write("welcome:open_kiosk")
def _(cast: Cast) -> Write:
    code = actions.make_kiosk(by=cast.vera.by, id=ids.new(), site=cast.site.pk)
    return Write("", "/en/check-in-tablet/", {"code": code})


def at_the_tablet(cast: Cast, path: str, typed: str = "", **data: object) -> Write:
    said = {"id": str(ids.new()), **data}
    return Write("", f"/en/kiosk/{path}/", said, typed=typed, client=doors.tablet(cast).client())


@write("welcome:looking")
def _(cast: Cast) -> Write:
    return at_the_tablet(cast, "looking")


@write("welcome:no_name")
def _(cast: Cast) -> Write:
    return at_the_tablet(cast, "no-name", typed="called", called="Blue cap", wish="now")


@write("welcome:any_name")
def _(cast: Cast) -> Write:
    return at_the_tablet(cast, "any-name", typed="called", called="Heron", brings=["loss"])


@write("welcome:words")
def _(cast: Cast) -> Write:
    return at_the_tablet(cast, "words", words=SAMS_WORDS, wish="today")

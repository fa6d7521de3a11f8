"""Each time a group meets: called off and moved, who was there, places, the note."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from alongside.accounts import actors
from alongside.accounts.models import Membership
from alongside.core import clock, errors, ids
from alongside.groups import actions, queries
from alongside.groups.models import Attendance, Session, SignUp
from alongside.groups.queries import circles as reads
from alongside.support.models import Contact
from tests import cast as people
from tests.cast import Cast, Character
from tests.groups import circles


def text(who: Character, path: str) -> str:
    said: str = who.client().get(path).content.decode()
    return said


@pytest.mark.django_db
def test_it_is_called_off_or_moved_with_a_word_to_who_comes(cast: Cast) -> None:
    group = circles.circle(cast)
    dates = f"/en/groups/run/{group.pk}/dates/"
    one, two = circles.in_weeks(1), circles.in_weeks(2)
    maya = cast.maya.client()
    off = {"what": "off", "on": one, "reason": "The hall is painted"}
    assert maya.post(dates, off).status_code == 302
    day_after = two + timedelta(days=1)
    move = {"what": "move", "on": two, "to": day_after, "start_minute": "09:30"}
    assert maya.post(dates, move).status_code == 302
    wrong = {"what": "off", "on": one + timedelta(days=1)}
    assert maya.post(dates, wrong).status_code == 422
    assert cast.vera.client().post(dates, off).status_code == 403
    assert "The hall is painted" in text(cast.sam, f"/en/groups/{group.pk}/")
    seen = queries.seen(cast.sam.by, group.pk)
    assert [each.on for each in seen.times][:3] == [circles.today(), day_after, circles.in_weeks(3)]
    assert seen.times[1].moved_from == two
    moved = next(row for row in seen.changes if row.moved_from)
    assert maya.post(f"{dates}{moved.pk}/undo/").status_code == 302
    actions.pause_group(by=cast.maya.by, group=group.pk, on=two, until_on=circles.in_weeks(4))
    seen = queries.seen(cast.sam.by, group.pk)
    assert [each.on for each in seen.times][:2] == [circles.today(), circles.in_weeks(5)]


@pytest.mark.django_db
def test_it_is_theirs_to_say_that_they_were_there(cast: Cast) -> None:
    group = circles.circle(cast)
    day = f"/en/groups/run/{group.pk}/on/{circles.today()}/"
    here = f"/en/groups/{group.pk}/here/"
    form: dict[str, Any] = {"id": str(ids.new()), "code": "12", "called": "Sammy"}
    sam = cast.sam.client()
    assert sam.post(here, form).status_code == 422
    assert cast.maya.client().post(f"{day}code/").status_code == 302
    code = Session.objects.get().code
    assert code in text(cast.maya, day)
    assert code not in text(cast.sam, here)
    form |= {"code": code, "wants_contact": "on"}
    assert sam.post(here, form).status_code == 302
    assert sam.post(here, form).status_code == 302
    row = Attendance.objects.get()
    assert (row.who_id, row.is_seen, row.way) == (cast.sam.id, False, "code")
    told = text(cast.maya, day)
    assert "1 person checked in" in told
    assert "Sammy" not in told

    hat = Membership.objects.filter(person_id=cast.maya.by.person_id, role="peer")
    hat.update(programme=cast.programme)
    assert cast.maya.client().post(f"{day}contacts/").status_code == 302
    contact = Contact.objects.get(form="group")
    assert (contact.participant_id, contact.peer_id) == (cast.sam.id, cast.maya.by.person_id)
    assert contact.programme_id == cast.programme.pk  # of her hat, as with every time together
    cast.maya.client().post(f"{day}contacts/")
    assert Contact.objects.filter(form="group").count() == 1

    assert "Tuesday circle" in text(cast.sam, "/en/groups/attended/")
    assert cast.rosa.client().post(f"/en/groups/attended/{row.pk}/back/").status_code == 302
    assert Attendance.objects.exists()
    assert sam.post(f"/en/groups/attended/{row.pk}/back/").status_code == 302
    assert not Attendance.objects.exists()

    desk = {"id": str(ids.new()), "participant": str(cast.sam.id)}
    assert cast.maya.client().post(f"{day}desk/", desk).status_code == 302
    other = {"id": str(ids.new()), "participant": str(cast.rosa.id)}
    assert cast.maya.client().post(f"{day}desk/", other).status_code == 404
    assert Attendance.objects.get().way == "desk"


@pytest.mark.django_db
def test_it_can_be_said_at_the_hour_at_which_it_begins_now(cast: Cast) -> None:
    """The code was made before the group was moved to another hour of the day."""
    late: dict[str, Any] = {"start_minute": 23 * 60, "end_minute": 23 * 60 + 30}
    noon = datetime.now(ZoneInfo(circles.ZONE)).replace(hour=12) + timedelta(days=7)
    with time_machine.travel(noon, tick=False):
        group = circles.circle(cast, **late)
        on = clock.today(circles.ZONE)
        code = actions.show_code(by=cast.maya.by, group=group.pk, on=on)
        here, form = f"/en/groups/{group.pk}/here/", {"id": str(ids.new()), "code": code}
        sam = cast.sam.client()
        early = sam.post(here, form)
        assert early.status_code == 422
        assert "an hour before it begins" in early.content.decode()
        said = circles.facts(starts_on=on, start_minute=12 * 60)
        actions.edit_group(by=cast.maya.by, group=group.pk, version=group.version, said=said)
        assert sam.post(here, form).status_code == 302


@pytest.mark.django_db
def test_it_counts_heads_and_keeps_names_out_of_the_note(cast: Cast) -> None:
    group = circles.circle(cast)
    actions.join(by=cast.rosa.by, id=ids.new(), group=group.pk, called="Rosita", is_seen=True)
    day = f"/en/groups/run/{group.pk}/on/{circles.today()}/"
    said = {"version": 0, "heads": 12, "themes": "Sleep", "note": "rositá's story moved us"}
    maya = cast.maya.client()
    refused = maya.post(day, said)
    assert refused.status_code == 422
    assert "rositá" in refused.content.decode()
    assert not Session.objects.exists()
    assert maya.post(day, said | {"sure": "on"}).status_code == 302
    row = Session.objects.get()
    assert (row.heads, row.themes) == (12, "Sleep")
    assert maya.post(day, {"version": 1, "heads": 3}).status_code == 409
    assert "12 were there" in text(cast.dana, f"/en/groups/run/{group.pk}/")
    assert cast.vera.client().get(day).status_code == 403
    assert cast.riley.client().get(day).status_code == 404
    tomorrow = circles.in_weeks(1)
    with pytest.raises(errors.Problem):
        actions.keep_session(by=cast.maya.by, group=group.pk, on=tomorrow, heads=3)


@pytest.mark.django_db
def test_it_gives_places_in_the_order_of_asking(cast: Cast) -> None:
    group = circles.circle(cast, kind="class", places="whole", capacity=1)
    path = f"/en/groups/{group.pk}/places/"
    for who in (cast.sam, cast.rosa, cast.lee):
        assert who.client().post(path, {"id": str(ids.new()), "on": ""}).status_code == 302
    assert "You have a place" in text(cast.sam, f"/en/groups/{group.pk}/")
    assert "your turn is number 2" in text(cast.lee, f"/en/groups/{group.pk}/")
    mine = SignUp.objects.get(who_id=cast.sam.id)
    assert cast.rosa.client().post(f"/en/groups/places/{mine.pk}/back/").status_code == 404
    cast.sam.client().post(f"/en/groups/places/{mine.pk}/back/")
    assert "You have a place" in text(cast.rosa, f"/en/groups/{group.pk}/")
    group.refresh_from_db()
    said = circles.facts(kind="class", places="whole", capacity=2, starts_on=group.starts_on)
    actions.edit_group(by=cast.maya.by, group=group.pk, version=group.version, said=said)
    assert "You have a place" in text(cast.lee, f"/en/groups/{group.pk}/")
    each = circles.circle(cast, name="Films", kind="event", places="each", capacity=1)
    with pytest.raises(errors.Problem):
        actions.sign_up(by=cast.sam.by, id=ids.new(), group=each.pk)
    row = actions.sign_up(by=cast.sam.by, id=ids.new(), group=each.pk, on=circles.in_weeks(1))
    assert row.placed_at


@pytest.mark.django_db
def test_it_keeps_two_hats_apart(cast: Cast) -> None:
    """Vera volunteers here and has support here: her group is hers, and no colleague reads it."""
    herself = people.key_holder(cast.riverbend, "Vee", "cloud seven amber field north gate")
    assert herself.participant
    group = circles.circle(cast)
    actions.join(by=herself.by, id=ids.new(), group=group.pk, called="Violet", is_seen=True)
    actions.offer_help(by=herself.by, id=ids.new(), what="cook", called="Violet")
    assert "Violet" in text(cast.maya, f"/en/groups/run/{group.pk}/")
    assert "Violet" in text(cast.omar, "/en/groups/help/offered/")
    herself.participant.person = cast.vera.person
    herself.participant.save()
    assert "Violet" not in text(cast.maya, f"/en/groups/run/{group.pk}/")
    assert "Violet" not in text(cast.omar, "/en/groups/help/offered/")
    assert not queries.whats_on(cast.vera.by)[0].mine


@pytest.mark.django_db
def test_a_long_list_leaves_none_of_ones_own_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One's own and those one runs come first whatever their name; what is over is only there for
    whoever runs it; what does not fit is found by its name, and the page says so."""
    with clock.pretend(clock.now() - timedelta(days=9)):
        event = {"rhythm": "dates", "kind": "event"}
        circles.circle(cast, cast.omar, name="A picnic last week", **event)
    for name in ("Bread", "Choir", "Drums"):
        circles.circle(cast, cast.omar, name=name)
    group = circles.circle(cast, name="Zumba")
    actions.join(by=cast.sam.by, id=ids.new(), group=group.pk, called="Sam")
    monkeypatch.setattr(reads, "MOST_GROUPS", 3)
    monkeypatch.setattr(queries, "MOST_GROUPS", 3)
    for who in (cast.sam, cast.maya):
        page = text(who, "/en/groups/")
        assert "Zumba" in page
        assert "There are more than stand here" in page
        assert "picnic" not in page
        assert "Drums" not in page
        page = text(who, "/en/groups/?q=drum")
        assert "Drums" in page
        assert "Choir" not in page
        assert "Show all of them" in text(who, "/en/groups/?q=polka")
    assert "A picnic last week" in text(cast.omar, "/en/groups/run/?q=picnic")
    assert "Zumba" in text(cast.sam, "/en/my-calendar/")


@pytest.mark.django_db
def test_it_takes_over_what_another_list_kept(cast: Cast) -> None:
    system = actors.system("a list", organisation_id=cast.riverbend.pk)
    group = actions.begin_group(by=system, id=ids.new(), said=circles.facts(name="Old circle"))
    on = (clock.now() - timedelta(days=400)).date()
    for _again in range(2):
        actions.bring_attendance(
            by=system, id=ids.new(), group=group.pk, participant=cast.sam.id, on=on
        )
    actions.keep_session(by=system, group=group.pk, on=on, heads=7)
    assert Attendance.objects.get().way == "brought"
    assert "Old circle" in text(cast.sam, "/en/groups/attended/")
    with pytest.raises(errors.Missing):
        actions.bring_attendance(
            by=system, id=ids.new(), group=group.pk, participant=cast.tess.id, on=on
        )

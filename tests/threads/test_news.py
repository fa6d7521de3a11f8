"""What is not as usual with a group, and is again, is told outside: once, in words that say
nothing, to those who come."""

from datetime import timedelta
from typing import Any

from alongside.core import clock, ids
from alongside.groups import actions as groups
from alongside.groups.models import Differs, Group
from alongside.rights import actions as rights
from alongside.rights.models import Incident, Notice
from alongside.threads import actions
from alongside.threads.models import Outgoing
from tests.cast import Cast
from tests.groups import circles
from tests.support.doors import get, post
from tests.threads import gateways
from tests.threads.doors import deliver, line, signed, system

State = Outgoing.State


def undo(cast: Cast, group: Group, kind: str) -> None:
    row = Differs.objects.get(group=group, kind=kind)
    path: dict[str, Any] = {"group": group.pk, "date": row.pk}
    assert post(cast.maya.client(), "groups:undo_date", **path).status_code == 302


def tell(cast: Cast) -> list[str]:
    """Whatever is due is queued, twice, and tried; what became of all of it, in order."""
    for _ in range(2):
        actions.remind(by=system(cast))
    for row in Outgoing.objects.filter(state=State.QUEUED):
        actions.deliver(by=system(cast), notice=row.pk)
    return list(Outgoing.objects.order_by("made_at", "pk").values_list("state", flat=True))


def test_it_tells_those_who_come_that_a_group_is_moved_or_off(
    cast: Cast, kept: gateways.Kept
) -> None:
    """Once, in words that say nothing, at an hour that is not quiet; on their page always."""
    signed(cast)
    group = circles.circle(cast, name="Sunday kitchen")
    for who in (cast.sam, cast.lee):
        groups.join(by=who.by, id=ids.new(), group=group.pk, called="S")
    line(cast)
    one, two = circles.in_weeks(1), circles.in_weeks(2)
    groups.call_off(by=cast.maya.by, group=group.pk, on=one, reason="The hall is painted")
    groups.move(by=cast.maya.by, group=group.pk, on=two, to=two + timedelta(days=1))
    for _ in range(2):
        actions.remind(by=system(cast))
    assert (
        list(Outgoing.objects.values_list("kind", "participant_id").order_by("pk"))
        == [("group", cast.sam.id)] * 2
    )  # of what is off, and of what is moved; Lee chose no line
    for row in Outgoing.objects.all():
        actions.deliver(by=system(cast), notice=row.pk)
    assert len(kept.taken) == 2
    assert all("kitchen" not in body and "hall" not in body for _path, _headers, body in kept.taken)
    for who in (cast.sam, cast.lee):
        assert "not as usual" in get(who.client(), "homes:support").content.decode()

    groups.pause_group(by=cast.maya.by, group=group.pk, on=circles.in_weeks(3))
    actions.remind(by=system(cast))
    undo(cast, group, "closed")
    row = Outgoing.objects.latest("made_at")
    actions.deliver(by=system(cast), notice=row.pk)
    row.refresh_from_db()
    assert (row.state, row.why) == (State.STOPPED, "over")  # it is as usual again
    groups.call_off(by=cast.maya.by, group=group.pk, on=circles.in_weeks(4))
    actions.stop(by=cast.sam.by)
    actions.remind(by=system(cast))
    assert Outgoing.objects.count() == 3


def test_it_tells_who_was_told_that_it_is_on_again(cast: Cast, kept: gateways.Kept) -> None:
    """Sam hears it, once; what nobody was told of is told to nobody; called off once more, it is
    told anew, and word that it is on again goes out no more."""
    signed(cast)
    group = circles.circle(cast, name="Sunday kitchen")
    groups.join(by=cast.sam.by, id=ids.new(), group=group.pk, called="S")
    groups.call_off(by=cast.maya.by, group=group.pk, on=circles.in_weeks(1))
    undo(cast, group, "cancelled")
    line(cast)
    assert tell(cast) == []  # Sam had chosen no line, and heard of nothing

    for number in (1, 2):
        groups.call_off(by=cast.maya.by, group=group.pk, on=circles.in_weeks(1))
        assert tell(cast) == [State.SENT] * (2 * number - 1)
        undo(cast, group, "cancelled")
        assert tell(cast) == [State.SENT] * (2 * number)
    assert all("kitchen" not in body for _path, _headers, body in kept.taken)
    assert "or on again" in get(cast.sam.client(), "homes:support").content.decode()
    page = get(cast.sam.client(), "groups:group", group=group.pk).content.decode()
    assert page.count("after all.") == 1

    groups.pause_group(by=cast.maya.by, group=group.pk, on=circles.today())
    assert tell(cast) == [State.SENT] * 5
    undo(cast, group, "closed")
    assert (
        "Meets again from"
        in get(cast.sam.client(), "groups:group", group=group.pk).content.decode()
    )
    actions.remind(by=system(cast))
    groups.pause_group(by=cast.maya.by, group=group.pk, on=circles.today())
    assert tell(cast)[5:] == [State.STOPPED, State.SENT]  # no longer so; and paused, told anew


def test_it_is_on_again_only_where_it_meets(cast: Cast) -> None:
    """Moved and taken back; once more on a day that was off; off on a day that is past."""
    group = circles.circle(cast, name="Sunday kitchen")
    one, two = circles.in_weeks(1), circles.in_weeks(2)
    groups.move(by=cast.maya.by, group=group.pk, on=one, to=one + timedelta(days=1))
    told = {str(row.pk) for row in Differs.objects.filter(group=group)}
    undo(cast, group, "extra")
    again = Differs.objects.get(group=group)
    assert (again.kind, again.on, set(again.undid)) == ("again", one, told)

    groups.call_off(by=cast.maya.by, group=group.pk, on=two)
    groups.add_date(by=cast.maya.by, group=group.pk, on=two, start_minute=600)
    assert Differs.objects.filter(group=group, kind="again", on=two).exists()
    groups.call_off(by=cast.maya.by, group=group.pk, on=two)
    assert not Differs.objects.filter(group=group, kind="again", on=two).exists()

    extra = one + timedelta(days=2)
    groups.add_date(by=cast.maya.by, group=group.pk, on=extra)
    undo(cast, group, "extra")
    assert not Differs.objects.filter(group=group, on=extra).exists()


# --- something went wrong with what is kept -------------------------------------------------------


def went_wrong(cast: Cast) -> Incident:
    """Everybody here is told of it on their own page."""
    row = rights.register_incident(
        by=cast.piet.by,
        id=ids.new(),
        what="A phone was lost.",
        found_at=clock.now() - timedelta(hours=1),
        people=3,
        is_risky=True,
    )
    rights.give_notice(by=cast.piet.by, incident=row.pk)
    return row


def test_who_chose_a_way_hears_by_it_that_something_waits(cast: Cast, kept: gateways.Kept) -> None:
    """Once, without a word of what, also who wanted only to be reminded; who chose none, not."""
    signed(cast)
    line(cast, tells_messages=False)
    row = went_wrong(cast)
    for _ in range(2):
        actions.remind(by=system(cast))
    sent = deliver(cast)
    assert sent is not None
    assert (sent.kind, sent.participant_id) == ("notice", cast.sam.id)
    assert Outgoing.objects.count() == len(kept.taken) == 1
    assert "phone" not in kept.taken[0][2]
    home = get(cast.sam.client(), "homes:support").content.decode()
    assert "Something went wrong with what we keep about you" in home, "and there it is"
    page = cast.piet.client().get(f"/en/rights/incidents/{row.pk}/").content.decode()
    assert "1 was told outside that something waits" in page
    assert "0142" not in page


def test_what_was_read_meanwhile_is_told_to_nobody(cast: Cast, kept: gateways.Kept) -> None:
    signed(cast)
    line(cast)
    went_wrong(cast)
    rights.read_notice(by=cast.sam.by, notice=Notice.objects.get(participant=cast.sam.id).pk)
    actions.remind(by=system(cast))
    assert "went wrong" not in get(cast.sam.client(), "homes:support").content.decode()
    assert not Outgoing.objects.exists()
    assert not kept.taken

"""Things of the demo's groups, for the walk of every page."""

from typing import Any

from alongside.core import ids
from alongside.groups import actions
from alongside.groups.models import Group, Host, Member, Offer, Session
from tests.journeys.world import World


def things(world: World) -> dict[str, Any]:
    """The circle that Maya runs, with Sam in it; and the group that is Sam's and others' own."""
    maya, sam = world.maya, world.sam
    seen = Member.objects.filter(who_id=sam.id, group__hosts__person_id=maya.by.person_id)
    member = seen.exclude(state="left").select_related("group").first()
    assert member is not None
    group = member.group
    host = Host.objects.filter(group=group).first()
    assert host is not None
    talk = actions.ask_talk(
        by=sam.by, id=ids.new(), group=group.pk, listener=host.person_id, words="It was loud"
    )
    own = Group.objects.filter(door="own", members__who_id=sam.id).first()
    offer = Offer.objects.filter(group=None).first()
    session = Session.objects.filter(group=group).first()
    assert own and offer and session
    return {
        "group": group.pk,
        "member": member.pk,
        "talk": talk.pk,
        "offer": offer.pk,
        "on": session.on,
        "groups:ours.group": own.pk,
    }

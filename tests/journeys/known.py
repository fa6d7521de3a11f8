"""What the pages about being known have an address for: Sam's way to be found, and two records
that may be of one person."""

from typing import Any

from alongside.measures.models import WorkCheckin, WorkShown
from alongside.participants.models import FindWay, Likeness
from tests.journeys.world import World


def belongings(world: World) -> dict[str, Any]:
    pair, sam = Likeness.objects.all()[0], world.sam.id
    maya = WorkCheckin.objects.filter(person_id=world.maya.by.person_id)
    return {
        "measures:shown.showing": WorkShown.objects.all()[0].pk,
        "measures:let_go_of_moment.moment": maya.order_by("pk")[0].pk,
        "way": FindWay.objects.filter(participant_id=sam)[0].pk,
        "other": pair.other_id,
        "rights:join.pk": pair.one_id,
        "rights:split.pk": sam,
        "participants:passing.pk": sam,
        "participants:undo_passing.pk": sam,
    }

"""What the pages about being known have an address for: Sam's way to be found, and two records
that may be of one person."""

from typing import Any

from alongside.measures.models import WorkShown
from alongside.participants.models import FindWay, Likeness
from tests.journeys.world import World


def belongings(world: World) -> dict[str, Any]:
    pair, sam = Likeness.objects.all()[0], world.sam.id
    return {
        "measures:shown.showing": WorkShown.objects.all()[0].pk,
        "way": FindWay.objects.filter(participant_id=sam)[0].pk,
        "other": pair.other_id,
        "rights:join.pk": pair.one_id,
        "rights:split.pk": sam,
        "participants:passing.pk": sam,
        "participants:undo_passing.pk": sam,
    }

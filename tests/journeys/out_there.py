"""What the pages of work in the field are about: a talk that was had, somebody who said yes at a
bedside, a card, and something that a phone said and that is held."""

from typing import Any

from alongside.capture.models import Hold
from alongside.core import ids
from alongside.outreach.models import Alert, Sample, Shift
from alongside.support import actions as support
from tests.capture.handset import LISTENED, ready
from tests.followups import doors
from tests.journeys.world import World

# Where an address is of something out there.
OUT_THERE: dict[str, Any] = {
    "shift.shift": Shift,
    "alert.alert": Alert,
    "change_alert.alert": Alert,
    "sample.sample": Sample,
}


def belongings(world: World) -> dict[str, Any]:
    sam, maya = world.sam, world.maya
    talk = support.log_talk(by=maya.by, id=ids.new(), protocol="detox", participant=sam.id)
    phone = ready(maya)
    nobody = phone.capture("contact", LISTENED, person=ids.new())
    phone.send(nobody)
    first = {name: model.objects.order_by("pk")[0].pk for name, model in OUT_THERE.items()}
    return {f"outreach:{name}": pk for name, pk in first.items()} | {
        "protocol": "detox",
        "support:look_back.talk": talk.pk,
        "followup": doors.said_yes(maya).pk,
        "followups:accept.followup": doors.asked(maya, answer="card").row.pk,
        "capture:hold.hold": Hold.objects.get(capture_id=nobody["id"]).pk,
    }

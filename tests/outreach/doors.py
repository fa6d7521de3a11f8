"""One of everything that stands out there."""

from datetime import timedelta
from typing import Any

from alongside.core import clock, ids, scope
from alongside.outreach import actions, models
from alongside.outreach.rules import alerts
from tests.cast import Cast, Character


def said(**more: Any) -> alerts.Said:
    plain: dict[str, Any] = {
        "kind": "sedating",
        "sold_as": "down",
        "source": "checked",
        "area": "Baltimore, MD",
        "latitude": 39.29,
        "longitude": -76.61,
        "unknown": "How much of it is in it.",
        "found": ["fentanyl", "medetomidine"],
        "days": 7,
    }
    return alerts.Said(**plain | more)


def alert(cast: Cast, who: str = "maya", **more: Any) -> models.Alert:
    return actions.draft_alert(by=cast.characters[who].by, id=ids.new(), said=said(**more))


def public_alert(cast: Cast, **more: Any) -> models.Alert:
    row = alert(cast, **more)
    actions.publish_alert(by=cast.dana.by, alert=row.pk, version=row.version)
    row.refresh_from_db()
    return row


def shift(cast: Cast, who: str = "maya", *, out: bool = True, **more: Any) -> models.Shift:
    """Maya goes alone, Vera looks after her, every half an hour."""
    now = clock.now()
    plain: dict[str, Any] = {
        "route": "The river",
        "from_at": now,
        "until_at": now + timedelta(hours=3),
        "buddy": cast.vera.by.person_id,
        "every": 30,
        "reach": "+1 555 0100",
        "stops": ["Under the bridge", "The depot"],
    }
    by = cast.characters[who].by
    row = actions.plan_shift(by=by, id=ids.new(), **plain | more)
    if out:
        actions.begin_shift(by=by, shift=row.pk)
        row.refresh_from_db()
    return row


def sample(cast: Cast, **more: Any) -> models.Sample:
    plain: dict[str, Any] = {"expected": "heroin", "form": "powder", "looks": "beige"}
    return actions.take_sample(by=cast.maya.by, id=ids.new(), **plain | more)


def result(cast: Cast, row: models.Sample, **more: Any) -> models.SampleResult:
    plain: dict[str, Any] = {
        "method": "ftir",
        "outcome": "found",
        "found": [["caffeine", 60], ["fentanyl", 10]],
    }
    return actions.add_result(by=cast.maya.by, id=ids.new(), sample=row.pk, **plain | more)


def belongings(owner: Character, peer: Character) -> dict[str, Any]:
    """What has an address out there, of the organisation of whoever it belongs to."""
    now = clock.now()
    mine: dict[str, Any] = {"organisation_id": owner.by.organisation_id}
    by = peer.by.person_id
    later = now + timedelta(hours=2)
    with scope.within(owner.by.organisation_id):
        shift = models.Shift.objects.create(**mine, route="River", from_at=now, until_at=later)
        models.Walker.objects.create(**mine, shift=shift, person_id=by)
        stop = models.Stop.objects.create(**mine, shift=shift, place="The depot")
        call = models.Call.objects.create(**mine, shift=shift, due_at=now)
        seen = models.Seen.objects.create(**mine, person_id=by, needs={"water": 2})
        sample = models.Sample.objects.create(**mine, number=str(ids.new())[-9:], taken_by_id=by)
        result = models.SampleResult.objects.create(
            **mine, sample=sample, method="lab", outcome="unclear", tested_by_id=by
        )
        alert = models.Alert.objects.create(
            **mine, kind="stronger", sold_as="down", area="Here", source="lab", unknown="Much",
            written_by_id=by, expires_at=later,
        )  # fmt: skip
    theirs = {"begin_shift", "end_shift", "drop_shift", "say_safe", "add_stop", "reach_stop"}
    theirs |= {"shift", "ask_for_help"}
    return {f"outreach:{name}.shift": shift.pk for name in theirs} | {
        "stop": stop.pk,
        "call": call.pk,
        "seen": seen.pk,
        "sample": sample.pk,
        "result": result.pk,
        "alert": alert.pk,
    }

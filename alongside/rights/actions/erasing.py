"""Taking rows out, once somebody has decided it: what no law holds is erased, the rest is sealed
away. What forgetting and the nightly work have in common; asks no permission of its own."""

import json
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from alongside.accounts import actions as accounts
from alongside.accounts import actors
from alongside.core.privacy import Then
from alongside.participants.models import Participant
from alongside.participants.rules import regimes
from alongside.rights import models, policy, queries, rules
from alongside.rights.record import places
from alongside.rights.record.reading import CODES


def erase_person(
    *,
    by: actors.Actor,
    person: Participant,
    erasure: models.Erasure,
    regime: regimes.Regime,
    today: date,
) -> queries.Sum:
    """Everything of them, those rows first that point at others; at last what they came in with."""
    done = queries.Sum()
    for place in reversed(places.places()):
        if place.label in places.RECEIPTS or place.owned:
            continue
        rows = policy.rows_of(place, person)
        if place.rule.ground:
            for row, fate in queries.fates(place, rows.iterator(), regime=regime, today=today):
                done.count(place.label, fate)
                if fate.then is Then.SEAL:
                    seal(row, fate, erasure=erasure)
            rows.delete()
        else:  # what goes with them by itself is counted with its own kind
            done.erased[place.label] += rows.delete()[1].get(place.label, 0)
    for one in policy.all_of(person):
        gone = accounts.forget_way_in(by=by, key=one.return_key_id, person=one.person_id)
        done.erased.update(gone)
    done.erased = +done.erased
    return done


def seal(row: Any, fate: rules.Fate, *, erasure: models.Erasure | None) -> None:
    """A copy of the row that no page shows, for as long as law asks."""
    assert fate.until is not None
    columns = {
        column.name: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if not column.name.endswith(CODES)
    }
    models.Withheld.objects.create(
        organisation_id=row.organisation_id,
        erasure=erasure,
        kind=row._meta.label,
        ground=fate.ground,
        until_on=fate.until,
        body=json.loads(json.dumps(columns, cls=DjangoJSONEncoder)),
    )

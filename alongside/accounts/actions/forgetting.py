"""A participant is erased: what they came in with goes, too. The floor above has decided it."""

import uuid

from django.db import transaction
from django.db.models import ProtectedError

from alongside.accounts import access, actors, models, rules
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit


def forget_way_in(
    *, by: actors.Actor, key: uuid.UUID | None, person: uuid.UUID | None
) -> dict[str, int]:
    """The six words, the participant's hat, and the login where it opens nothing else; every
    session dies with them. How many of each kind. Somebody who also works here, or has support
    elsewhere, keeps their login. History says that it was done, and not by whom."""
    access.require(by, P.RECORD_FORGET)
    with transaction.atomic():
        keys = models.ReturnKey.objects.filter(organisation_id=by.tenant)
        ended = keys.filter(pk=key).delete()[1] if key else {}
        gone = {"accounts.ReturnKey": ended.get("accounts.ReturnKey", 0)}
        gone["accounts.Person"] = int(person is not None and _forget_login(by, person))
        nobody = actors.system("somebody was erased", organisation_id=by.organisation_id)
        audit.record(by=nobody, verb="forget-way-in", facts={"login": gone["accounts.Person"]})
    return gone


def _forget_login(by: actors.Actor, person: uuid.UUID) -> bool:
    hats = models.Membership.objects.filter(person_id=person)
    hats.filter(organisation_id=by.tenant, role=rules.PARTICIPANT).delete()
    if hats.exists():
        return False
    try:
        with transaction.atomic():
            models.Factor.objects.filter(person_id=person).delete()
            models.Person.objects.filter(pk=person).delete()
    except ProtectedError:
        return False
    return True

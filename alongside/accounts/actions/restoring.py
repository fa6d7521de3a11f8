"""A second lock that was lost, restored the same shift: whoever lost it shows a short code on
their screen, and a colleague with the right stands beside them and types it on their own."""

import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, models, policy, rules
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses
from alongside.audit import actions as audit
from alongside.core import clock, errors, keyring


@dataclass(frozen=True, slots=True)
class Asked:
    """Who stands there. `name` is empty for somebody who comes for themselves: their name is
    not a colleague's to read."""

    person: uuid.UUID
    name: str
    waiting: str


def ask_restore(*, by: actors.Actor, waiting: str) -> str:
    """Digits to show to a colleague, for ten minutes. `by` has just typed the right passphrase;
    `waiting` names the browser that waits."""
    access.require(by, P.ACCOUNT_KEEP)
    code = "".join(secrets.choice("0123456789") for _ in range(rules.SHORT_CODE))
    held = {"person": str(by.person_id), "waiting": waiting, "role": by.role}
    cache.set(_place(by, code), held, rules.SHORT_SECONDS)
    audit.record(by=by, verb="ask-restore", about=("person", by.person_id))
    return code


def restore_asked(*, by: actors.Actor, code: str) -> Asked:
    """Whom these digits belong to, in one's own organisation. Changes nothing."""
    access.require(by, P.FACTOR_RESTORE)
    wrong = guesses.Counter(f"restore:{by.id}", 6, 900)
    if wrong.is_full:
        raise errors.TooMany(
            _("There were too many wrong codes. Wait 15 minutes."), kept=_("Nothing was changed.")
        )
    digits = "".join(sign for sign in code if sign.isdecimal())
    held: dict[str, Any] | None = cache.get(_place(by, digits))
    person = policy.people_for(by).filter(pk=held["person"]).first() if held else None
    if held is None or person is None:
        wrong.count()
        raise errors.Problem(
            _("Nobody here waits with this code, or it is older than ten minutes."),
            kept=_("Nothing was changed."),
            todo=_("Read it again from their screen, or let them ask for a new one."),
        )
    _require_other(by, person)
    own = held["role"] == rules.PARTICIPANT
    return Asked(person.pk, "" if own else person.name, held["waiting"])


def restore_factor(*, by: actors.Actor, code: str) -> Asked:
    """Whoever waits with this code goes on, sets up a new lock at once, and the lost one dies."""
    access.require(by, P.FACTOR_RESTORE)
    asked = restore_asked(by=by, code=code)
    with transaction.atomic():
        audit.record(
            by=by,
            verb="restore-factor",
            about=("person", asked.person),
            participant_id=_record_of(by, asked),
        )
    cache.set(f"restored:{asked.waiting}", "yes", rules.SHORT_SECONDS)
    cache.delete(_place(by, "".join(sign for sign in code if sign.isdecimal())))
    return asked


def was_restored(*, by: actors.Actor, waiting: str) -> bool:
    """Whether a colleague has let this browser go on. Once."""
    access.require(by, P.ACCOUNT_KEEP)
    return bool(cache.delete(f"restored:{waiting}"))


def _require_other(by: actors.Actor, person: models.Person) -> None:
    """Two people, always: nobody restores their own, and whoever has seen somebody's passphrase
    does not restore their second lock as well."""
    if person.pk == by.person_id:
        raise errors.Problem(
            _("Nobody restores their own second lock."), todo=_("Ask a colleague beside you.")
        )
    if person.reset_by is not None and person.reset_by == by.id:
        raise errors.Problem(
            _("You made their passphrase, so somebody else must restore their second lock."),
            kept=_("Nothing was changed."),
            todo=_("Ask another colleague to come over."),
        )


def _record_of(by: actors.Actor, asked: Asked) -> uuid.UUID | None:
    """The record of whoever comes for themselves: they read of it."""
    if asked.name:
        return None
    hats = policy.open_memberships(asked.person, at=clock.now())
    hat = hats.filter(organisation_id=by.tenant, role=rules.PARTICIPANT).first()
    if hat is None:
        return None
    them = actors.Actor(actors.Kind.PERSON, asked.person, by.tenant, rules.PARTICIPANT)
    return access.record_of(them)


def _place(by: actors.Actor, code: str) -> str:
    return f"restore:{keyring.digest(code, use=f'restore:{by.tenant}')[:40]}"

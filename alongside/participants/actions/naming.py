"""Called as they wish, or not at all: no name, an alias, a name they want to be known by, and
back. The record is the same one all the time."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import rows
from alongside.participants.policy import joining
from alongside.participants.rules import knowing as rules


def be_called(
    *, by: actors.Actor, participant: uuid.UUID, alias: str, known_name: str, version: int
) -> None:
    """Both may be empty. A name that is taken out is erased from the record; history says that
    the name was changed, never what it was. By them, or by whoever walks with them."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    if max(len(alias), len(known_name)) > rules.LONGEST_NAME:
        raise errors.Problem(_("That is too long for a name. A short one will do."))
    with transaction.atomic():
        mine = models.Participant.objects.select_for_update().filter(pk=found.pk)
        row = mine.filter(version=version).first()
        if row is None:
            raise rows.stale()
        before = (row.alias, row.known_name)
        row.alias, row.known_name = alias.strip(), known_name.strip()
        if (row.alias, row.known_name) == before:
            return
        row.version += 1
        row.save(update_fields=["alias", "known_name", "version"])
        facts = {"alias": bool(row.alias), "name": bool(row.known_name)}
        audit.record(by=by, verb="be-called", participant_id=row.pk, facts=facts)


def turn_in_key(*, by: actors.Actor) -> None:
    """The six words open nothing any more, and none take their place. Problem without an
    account: nobody could come back. Of a record that was put into this one, the words die,
    too. Twice is once."""
    access.require(by, P.ACCOUNT_HAVE)
    with transaction.atomic():
        me = rows.own(by, locked=True)
        if me.person_id is None:
            raise errors.Problem(
                _("Without an account these words are your only way back."),
                kept=_("Your words still open everything that is yours."),
                todo=_("Make an account first, or have your record erased if you want to go."),
            )
        if _let_go(by, [me.pk, *joining.joined_in(me)]):
            audit.record(by=by, verb="turn-in-key", participant_id=me.pk)


def keep_one_key(*, by: actors.Actor) -> None:
    """After two records were put together, both sets of words open it. They keep the ones they
    came in with, or those of this record; the others die. Twice is once."""
    access.require(by, P.ACCOUNT_HAVE)
    with transaction.atomic():
        me = rows.own(by, locked=True)
        others = models.Participant.objects.filter(pk__in=[me.pk, *joining.joined_in(me)])
        others = others.exclude(return_key=None)
        keeps = by.id if by.kind is actors.Kind.RETURN_KEY else me.return_key_id
        if keeps is None or not others.exclude(return_key_id=keeps).exists():
            return
        gone = list(others.exclude(return_key_id=keeps).values_list("pk", flat=True))
        _let_go(by, gone)
        audit.record(by=by, verb="keep-one-key", participant_id=me.pk)


def _let_go(by: actors.Actor, records: list[uuid.UUID]) -> bool:
    """Whether there was anything to let go of."""
    held = models.Participant.objects.filter(pk__in=records).exclude(return_key=None)
    keys = sorted(key for key in held.values_list("return_key_id", flat=True) if key)
    held.update(return_key=None)
    for key in keys:
        accounts.end_return_key(by=by, key=key)
    return bool(keys)


# --- in their own words ----------------------------------------------------------------------


def write_portrait(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    texts: dict[str, str],
    languages: list[str],
    brings: list[str],
    version: int,
) -> models.Portrait:
    """What helps, what nobody should do: by them, or together with whoever walks with them.
    `texts` holds the three of `TEXTS`; each may be empty. `version` is 0 before the first."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    _require_written(by, found)
    said = {name: texts.get(name, "").strip() for name in TEXTS}
    if not rules.is_sayable(languages, brings, said.values()):
        raise errors.Problem(_("Choose among the answers on the page, and keep your words short."))
    values = said | {"languages": languages, "brings": brings, "changed_at": clock.now()}
    return _write(by, found, id, version, values, verb="write-portrait")


def say_who_i_am(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    texts: Mapping[str, str],
    shows: Mapping[str, str],
    version: int,
) -> models.Portrait:
    """Pronouns, gender, culture, in words of their own, and who else may read each (`READERS`; only
    they, where nothing is said): by them, or as they tell whoever walks with them, who neither
    takes out nor writes over what they may not read. `version` is 0 before the first."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    _require_written(by, found)
    if not rules.is_own(texts, shows):
        raise errors.Problem(_("Choose among the answers on the page, and keep your words short."))
    row = models.Portrait.objects.filter(participant=found).first()
    before: list[str] = row.shows if row else []
    hidden = {*rules.OWN} - {*joining.readable_to(by, found, before)}
    said = {name: texts.get(name, "").strip() for name in rules.OWN}
    if row and row.version == version and any(said[n] and getattr(row, n) for n in hidden):
        raise _theirs_alone()
    said = {name: text for name, text in said.items() if text or name not in hidden}
    readers = {name: rules.reader_of(before, name) for name in rules.OWN}
    readers |= {name: shows.get(name, "") if text else "" for name, text in said.items()}
    shown = [f"{name}-{reader}" for name, reader in readers.items() if reader]
    values = said | {"shows": shown, "changed_at": clock.now()}
    return _write(by, found, id, version, values, verb="say-who-i-am")


def _write(
    by: actors.Actor,
    found: models.Participant,
    id: uuid.UUID,
    version: int,
    values: dict[str, Any],
    *,
    verb: str,
) -> models.Portrait:
    with rows.once(models.Portrait.objects.filter(participant=found), id):
        row = models.Portrait.objects.select_for_update().filter(participant=found).first()
        if row is None:
            row = models.Portrait.objects.create(
                id=id, organisation_id=found.organisation_id, participant=found, **values
            )
        elif row.pk == id and version == 0:  # the same form, twice
            return row
        else:
            mine = models.Portrait.objects.filter(pk=row.pk, version=version)
            if not mine.exists():
                raise rows.stale()
            for name, value in values.items():
                setattr(row, name, value)
            row.version += 1
            row.save(update_fields=[*values, "version"])
        audit.record(by=by, verb=verb, participant_id=found.pk, about=("portrait", row.pk))
    return row


TEXTS = ("helps", "not_to_do", "own_words")


def _theirs_alone() -> errors.Problem:
    """Which of it they keep to themselves is not said."""
    return errors.Problem(
        _("Some of this can be changed only by them, on their own page."),
        kept=_("Nothing was changed. What you typed is still here."),
        todo=_("Leave out what they say there themselves, or ask them to change it there."),
    )


def _require_written(by: actors.Actor, found: models.Participant) -> None:
    """A worker writes only for somebody who agreed to be written down."""
    from alongside.participants.actions import records

    if not by.is_participant:
        records.require_consent(participant=found, kind="recorded", at=clock.now())

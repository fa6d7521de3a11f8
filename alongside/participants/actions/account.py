"""As known as they wish: a participant takes an account beside their six words, and gives it
up again. The record is the same one all the time."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Membership, ReturnKey
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.participants import models, policy


def have_account(
    *, by: actors.Actor, id: uuid.UUID, username: str, passphrase: str, language: str
) -> Membership | None:
    """A new login, with two digits added to its name, for a participant who has none. The six
    words go on working. Once per `id`: None where it was made before."""
    access.require(by, P.ACCOUNT_HAVE)
    with transaction.atomic():
        me = _locked(by)
        if me.person_id == id:
            return None
        _require_none(me)
        hat = accounts.begin_account(
            by=by,
            id=id,
            name=me.alias,
            username=username,
            passphrase=passphrase,
            language=language,
        )
        _know(me, hat.person_id)
        audit.record(by=by, verb="have-account", participant_id=me.pk)
    return hat


def join_account(*, by: actors.Actor, person: uuid.UUID, passphrase: str) -> Membership:
    """A login they have already, perhaps for their work here or elsewhere, gets one more hat.
    Nothing goes from one hat to the other."""
    access.require(by, P.ACCOUNT_HAVE)
    with transaction.atomic():
        me = _locked(by)
        hat = accounts.join_account(by=by, person=person, passphrase=passphrase)
        if me.person_id == person:
            return hat
        _require_none(me)
        if models.Participant.objects.filter(
            organisation_id=me.organisation_id, person_id=person
        ).exists():
            raise errors.Problem(
                _("With this account you come in to another record of yours here already."),
                kept=_("Nothing was changed. Your six words open this one."),
                todo=_("Choose a new sign-in name for this one, or go on with your words."),
            )
        _know(me, person)
        audit.record(by=by, verb="join-account", participant_id=me.pk)
    return hat


def give_up_account(*, by: actors.Actor) -> ReturnKey:
    """Back to the six words alone. The account opens nothing of them any more, from this
    second. Problem where there is no living return key to come back with. Twice is once."""
    access.require(by, P.ACCOUNT_HAVE)
    with transaction.atomic():
        me = _locked(by)
        key = me.return_key
        if key is None or not key.is_live:
            raise errors.Problem(
                _("You have no six words yet, and without them you could not come back."),
                kept=_("Your account still opens everything that is yours."),
                todo=_("Get your six words first, and write them down."),
            )
        if me.person_id is not None:
            accounts.end_account(by=by, person=me.person_id)
            _know(me, None)
            audit.record(by=by, verb="give-up-account", participant_id=me.pk)
    return key


def new_key(*, by: actors.Actor, id: uuid.UUID, language: str) -> str:
    """Six new words for somebody with an account; the ones before open nothing any more. This
    is the only moment at which anybody can read them: none where this form, `id`, was sent
    before."""
    access.require(by, P.ACCOUNT_HAVE)
    with transaction.atomic():
        me = _locked(by)
        before = me.return_key
        if before is not None and before.form_id == id:
            return ""
        key, words = accounts.make_return_key(
            by=by, id=id, organisation=me.organisation, language=language
        )
        me.return_key, me.version = key, me.version + 1
        me.save(update_fields=["return_key", "version"])
        if before is not None:
            accounts.end_return_key(by=by, key=before.pk)
        audit.record(by=by, verb="new-key", participant_id=me.pk)
    return words


def _locked(by: actors.Actor) -> models.Participant:
    """The actor's own record, locked until the transaction ends."""
    mine = policy.participants_for(by).select_for_update() if by.is_participant else None
    found = mine.first() if mine is not None else None
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def _require_none(me: models.Participant) -> None:
    if me.person_id is not None:
        raise errors.Gone(
            _("You have an account already."),
            kept=_("It opens everything that is yours, and so do your six words."),
            todo=_("To have another one, give this one up first."),
        )


def _know(me: models.Participant, person_id: uuid.UUID | None) -> None:
    me.person_id, me.version = person_id, me.version + 1
    me.save(update_fields=["person", "version"])

"""Return keys: six words that somebody keeps, and comes back with."""

import secrets
import uuid

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, models, policy, rules
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses
from alongside.audit import actions as audit
from alongside.core import clock, errors, keyring, scope


def make_return_key(
    *,
    by: actors.Actor,
    organisation: models.Organisation,
    language: str,
    handed_over: bool = False,
) -> tuple[models.ReturnKey, str]:
    """A new key and its six words. This is the only moment at which anybody can read them.
    Where somebody else reads them and hands them over, they open only the way to new ones."""
    access.require(by, P.RETURN_KEY_MAKE)
    words = rules.six_words(language, choose=secrets.choice)
    with transaction.atomic():
        key = models.ReturnKey.objects.create(
            organisation=organisation, words_digest=_digest(words), handed_over=handed_over
        )
        audit.record(
            by=by,
            verb="make-return-key",
            organisation_id=organisation.pk,
            about=("return-key", key.pk),
        )
    return key, words


def replace_return_key(*, by: actors.Actor, language: str) -> tuple[models.ReturnKey, str]:
    """New words for the key that somebody holds; the old words and their sessions die."""
    access.require(by, P.RETURN_KEY_MAKE)
    words = rules.six_words(language, choose=secrets.choice)
    with transaction.atomic():
        key = policy.return_key_of(by).select_for_update().first()
        if key is None:
            raise errors.Missing(_("You hold no return key, so there is none to replace."))
        key.words_digest, key.made_at, key.handed_over = _digest(words), clock.now(), False
        key.save(update_fields=["words_digest", "made_at", "handed_over"])
        _record(by, "replace-return-key", key)
    return key, words


def end_return_key(*, by: actors.Actor, key: uuid.UUID) -> None:
    """The words open nothing any more. The floor above knows whose key it is."""
    access.require(by, P.RETURN_KEY_MAKE)
    with transaction.atomic():
        if policy.live_return_keys().filter(pk=key).update(ended_at=clock.now()):
            audit.record(by=by, verb="end-return-key", about=("return-key", key))


def use_return_key(*, by: actors.Actor, words: str, address: str) -> models.ReturnKey:
    """The key that these words open. `address` is where they were typed; only a digest of it
    is counted, and only for some minutes."""
    access.require(by, P.RETURN_KEY_USE)
    slow = _Guesses(address)
    slow.require_patience()
    key = policy.live_return_keys().filter(words_digest=_digest(words)).first()
    if key is None:
        slow.count()
        raise errors.Problem(
            _("These words open nothing here."),
            kept=_("Nothing that you told us is lost."),
            todo=_("Look at each word and their order, and try again."),
        )
    with scope.within(key.organisation_id), transaction.atomic():
        key.last_used_at = clock.now()
        key.save(update_fields=["last_used_at"])
        holder = actors.return_key(key.pk, organisation_id=key.organisation_id)
        _record(holder, "use-return-key", key)
    return key


def _record(by: actors.Actor, verb: str, key: models.ReturnKey) -> None:
    """Where its holder reads it: whoever else has their words can't come in unseen."""
    audit.record(
        by=by,
        verb=verb,
        participant_id=access.record_of(by),
        about=("return-key", key.pk),
    )


def _digest(words: str) -> str:
    return keyring.digest(rules.plain(words), use="return-key")


class _Guesses:
    """Wrong words, counted by address for five minutes and over all for one: guessing gets
    slow, and nobody waits long because somebody else guessed."""

    def __init__(self, address: str) -> None:
        now = int(clock.now().timestamp())
        who = keyring.digest(address, use="return-key-guess")[:32]
        tries = settings.RETURN_KEY_TRIES
        self.counters = (
            guesses.Counter(f"return-key:{who}:{now // 300}", tries, 300),
            guesses.Counter(f"return-key:all:{now // 60}", tries * 10, 60),
        )

    def require_patience(self) -> None:
        if any(counter.is_full for counter in self.counters):
            raise errors.TooMany(
                _("Many wrong words were tried, so we are slow for a moment."),
                kept=_("Your key still opens everything that is yours."),
                todo=_("Wait five minutes, then try again."),
            )

    def count(self) -> None:
        for counter in self.counters:
            counter.count()

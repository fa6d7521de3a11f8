"""Return keys: six words that somebody keeps, and comes back with."""

import hmac
import secrets
import uuid

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
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
    id: uuid.UUID | None = None,
    own_word: str = "",
) -> tuple[models.ReturnKey, str]:
    """A new key and its six words. This is the only moment at which anybody can read them.

    Where somebody else reads them and hands them over, they open nothing without `own_word`,
    which the holder typed unseen. `id` is the form's."""
    access.require(by, P.RETURN_KEY_MAKE)
    words = rules.six_words(language, choose=secrets.choice)
    key = models.ReturnKey(organisation=organisation, words_digest=_digest(words), form_id=id)
    key.own_digest = _own_digest(key, own_word) if own_word else ""
    with transaction.atomic():
        key.save(force_insert=True)
        audit.record(
            by=by,
            verb="make-return-key",
            organisation_id=organisation.pk,
            about=("return-key", key.pk),
        )
    return key, words


def replace_return_key(
    *, by: actors.Actor, id: uuid.UUID, language: str
) -> tuple[models.ReturnKey, str]:
    """New words for the key that somebody holds; the old words and their sessions die. No words
    where this form, `id`, drew them already: they were shown then."""
    access.require(by, P.RETURN_KEY_MAKE)
    with transaction.atomic():
        key = policy.return_key_of(by).select_for_update().first()
        if key is None:
            raise errors.Missing(_("You hold no return key, so there is none to replace."))
        if key.form_id == id:
            return key, ""
        key.own_digest = ""
        words = _draw(key, id, language)
        _record(by, "replace-return-key", key)
    return key, words


def hand_over_again(
    *, by: actors.Actor, key: uuid.UUID, id: uuid.UUID, own_word: str, language: str
) -> str:
    """New words where those handed over were never seen: whoever typed the word of their own
    types it once more, so that nobody else gets them. No words where `id` drew them already."""
    access.require(by, P.RETURN_KEY_MAKE)
    row = policy.live_return_keys().filter(pk=key, organisation_id=by.tenant).first()
    if row is None or not row.is_handed_over:
        raise _handed_over_before()
    _require_own(by, row, own_word)
    with transaction.atomic():
        row = policy.live_return_keys().select_for_update().get(pk=row.pk)
        if row.form_id == id:
            return ""
        if not row.is_handed_over:
            raise _handed_over_before()
        words = _draw(row, id, language)
        audit.record(
            by=by,
            verb="replace-return-key",
            participant_id=access.record_of(_holder(row)),
            about=("return-key", row.pk),
        )
    return words


def _handed_over_before() -> errors.Gone:
    return errors.Gone(
        _("They have words already that only they know."),
        kept=_("Their words open everything that is theirs."),
        todo=_("If they are lost, whoever walks with them can say what to do."),
    )


def _draw(key: models.ReturnKey, form_id: uuid.UUID, language: str) -> str:
    words = rules.six_words(language, choose=secrets.choice)
    key.words_digest, key.form_id, key.made_at = _digest(words), form_id, clock.now()
    key.save(update_fields=["words_digest", "own_digest", "form_id", "made_at"])
    return words


def require_own_word(*, by: actors.Actor, own_word: str, alias: str) -> None:
    """A word that whoever saw the other six could not guess soon."""
    access.require(by, P.RETURN_KEY_MAKE)
    try:
        CommonPasswordValidator().validate(rules.plain(own_word))
    except ValidationError:
        fine = False
    else:
        fine = rules.is_own_word(own_word, alias=alias)
    if not fine:
        raise errors.Problem(
            _("Somebody else could guess this word soon."),
            todo=_(
                "Take one of six letters or more, not a name you are called by, not a number, "
                "and not one that many people would think of."
            ),
        )


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
    slow = guesses.of_network("return-key", address, settings.RETURN_KEY_TRIES)
    if slow.is_full:
        raise errors.TooMany(
            _("Many wrong words were tried, so we are slow for a moment."),
            kept=_("Your key still opens everything that is yours."),
            todo=_("Wait five minutes, then try again."),
        )
    key = _opened(by, words)
    if key is None:
        slow.count()
        raise errors.Problem(
            _("These words open nothing here."),
            kept=_("Nothing that you told us is lost."),
            todo=_("Look at each word and their order, and try again."),
        )
    with scope.within(key.organisation_id), transaction.atomic():
        key.used_before_at, key.last_used_at = key.last_used_at, clock.now()
        key.save(update_fields=["last_used_at"])
        _record(_holder(key), "use-return-key", key)
    return key


def _opened(by: actors.Actor, words: str) -> models.ReturnKey | None:
    """The key these words belong to. One that was handed over takes a seventh word."""
    six, own = rules.parted(words)
    key = policy.live_return_keys().filter(words_digest=_digest(six)).first()
    if key is None or (own and not key.is_handed_over):
        return None
    if key.is_handed_over:
        with scope.within(key.organisation_id):
            _require_own(by, key, own)
    return key


def _require_own(by: actors.Actor, key: models.ReturnKey, own: str) -> None:
    """The holder's own word. Whoever saw the other six has few tries, which the holder reads."""
    if not rules.plain(own):
        raise errors.Problem(
            _("These six words were handed to you, so they need your own word after them."),
            kept=_("Nothing that you told us is lost."),
            todo=_("Type the six words and then your own, which you typed at the door."),
        )
    wrong = guesses.Counter(f"own-word:{key.pk}", OWN_TRIES, OWN_SECONDS)
    if wrong.is_full:
        raise errors.TooMany(
            _("Many wrong words were typed after these six, so they open nothing for a day."),
            kept=_("Nothing that you told us is lost."),
            todo=_("Try again tomorrow, or talk with whoever walks with you."),
        )
    if not hmac.compare_digest(_own_digest(key, own), key.own_digest):
        wrong.count()
        audit.record(
            by=by,
            verb=P.RETURN_KEY_USE,
            organisation_id=key.organisation_id,
            participant_id=access.record_of(_holder(key)),
            about=("return-key", key.pk),
            outcome="refused",
        )
        raise errors.Problem(
            _("The six words are right. Your own word after them is another one."),
            kept=_("Nothing that you told us is lost."),
            todo=_("Think which word you typed at the door, and try again."),
        )


OWN_TRIES, OWN_SECONDS = 10, 24 * 3600


def require_words_of(by: actors.Actor, words: str) -> None:
    """The words of the key that somebody came in with, typed once more."""
    wrong = guesses.Counter(f"words-again:{by.id}", settings.RETURN_KEY_TRIES, 900)
    if wrong.is_full:
        raise errors.TooMany(
            _("Many wrong words were tried, so we are slow for a moment."),
            kept=_("Your key still opens everything that is yours."),
            todo=_("Wait 15 minutes, then try again."),
        )
    key = policy.return_key_of(by).first()
    six, own = rules.parted(words)
    fits = key is not None and hmac.compare_digest(_digest(six), key.words_digest)
    if fits and key is not None and key.is_handed_over:
        fits = hmac.compare_digest(_own_digest(key, own), key.own_digest)
    if not fits:
        wrong.count()
        raise errors.Problem(
            _("These are not the words you came in with."),
            kept=_("Nothing was changed."),
            todo=_("Look at each word and their order, and try again."),
        )


def _record(by: actors.Actor, verb: str, key: models.ReturnKey) -> None:
    """Where its holder reads it: whoever else has their words can't come in unseen."""
    audit.record(
        by=by,
        verb=verb,
        participant_id=access.record_of(by),
        about=("return-key", key.pk),
    )


def _holder(key: models.ReturnKey) -> actors.Actor:
    return actors.return_key(key.pk, organisation_id=key.organisation_id)


def _digest(words: str) -> str:
    return keyring.digest(rules.plain(words), use="return-key")


def _own_digest(key: models.ReturnKey, own_word: str) -> str:
    return keyring.digest(rules.plain(own_word), use=f"own-word:{key.pk}")

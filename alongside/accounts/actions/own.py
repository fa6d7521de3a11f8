"""What people write about themselves: their passphrase, name, language and sessions."""

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, models, policy, rules
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import versions
from alongside.audit import actions as audit
from alongside.core import errors


def sign_in(*, by: actors.Actor) -> None:
    """Somebody has shown that they know their passphrase."""
    access.require(by, P.ACCOUNT_KEEP)
    audit.record(by=by, verb="sign-in")


def sign_out_everywhere(*, by: actors.Actor) -> None:
    """End every session of this person, on this and all other devices."""
    access.require(by, P.ACCOUNT_KEEP)
    with transaction.atomic():
        person = _oneself(by)
        person.sign_out_count += 1
        person.save(update_fields=["sign_out_count"])
        audit.record(by=by, verb="sign-out-everywhere")


def change_passphrase(*, by: actors.Actor, current: str, new: str) -> models.Person:
    """Every other session of theirs dies with the old passphrase."""
    access.require(by, P.ACCOUNT_KEEP)
    with transaction.atomic():
        person = _oneself(by)
        if not person.check_password(current):
            raise errors.Problem(
                _("The passphrase you have now is not the one you typed."),
                kept=_("Nothing was changed."),
                todo=_("Look at capitals and spaces, and type it again."),
            )
        if rules.plain(new) == rules.plain(current):
            raise errors.Problem(
                _("The new passphrase is the one you have."),
                todo=_("Choose another, that nobody gave you."),
            )
        _require_strength(new, person)
        person.set_password(new)
        person.must_change_passphrase = False
        person.save(update_fields=["password", "must_change_passphrase"])
        audit.record(by=by, verb="change-passphrase")
    return person


def edit_account(
    *, by: actors.Actor, name: str, email: str, language: str, version: int
) -> models.Person:
    """How they wish to be called, and how messages reach them."""
    access.require(by, P.ACCOUNT_KEEP)
    if not name.strip() or language not in dict(settings.LANGUAGES):
        raise errors.Problem(_("We need something to call you, and one of our languages."))
    with transaction.atomic():
        person = _oneself(by)
        versions.require_same(person.version, version)
        person.name, person.email, person.language = name.strip(), email.strip(), language
        person.version += 1
        person.save(update_fields=["name", "email", "language", "version"])
        audit.record(by=by, verb="edit-account")
    return person


def _oneself(by: actors.Actor) -> models.Person:
    person = policy.themselves(by).select_for_update().first()
    if person is None:
        raise errors.Missing(
            _("You are here without an account, so there is none to change."),
            todo=_("Your return key opens everything that is yours."),
        )
    return person


def _require_strength(passphrase: str, person: models.Person) -> None:
    try:
        password_validation.validate_password(passphrase, person)
    except ValidationError as error:
        raise errors.Problem(
            _("This passphrase is too short, or one that many people use."),
            todo=_("Use at least 12 characters. Four or more words of your own are easy to keep."),
        ) from error

"""What people write about themselves: their passphrase, name, language and sessions; and
whether they, as participants, have a login at all."""

import secrets
import uuid

from django.conf import settings
from django.contrib.auth import hashers, password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, models, policy, roles, rules
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses, versions
from alongside.accounts.policy import locks
from alongside.audit import actions as audit
from alongside.core import clock, errors


def sign_in(*, by: actors.Actor) -> None:
    """Somebody has shown that they know their passphrase."""
    access.require(by, P.ACCOUNT_KEEP)
    with transaction.atomic():
        if roles.needs_second_lock(by.role):
            policy.themselves(by).filter(factor_asked_at=None).update(factor_asked_at=clock.now())
        audit.record(by=by, verb="sign-in")


def sign_out_everywhere(*, by: actors.Actor) -> None:
    """End every session of this person, on this and all other devices."""
    access.require(by, P.ACCOUNT_KEEP)
    with transaction.atomic():
        person = _oneself(by)
        person.sign_out_count += 1
        person.save(update_fields=["sign_out_count"])
        locks.sessions_of(by).delete()
        audit.record(by=by, verb="sign-out-everywhere")


def change_passphrase(*, by: actors.Actor, current: str, new: str) -> models.Person:
    """Every other session of theirs dies with the old passphrase."""
    access.require(by, P.ACCOUNT_KEEP)
    require_knowledge(by, current)
    with transaction.atomic():
        person = _oneself(by)
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


def cross_over(*, by: actors.Actor, passphrase: str) -> models.Membership:
    """The hat of one's own support, for somebody at work who shows their key. One answer for a
    wrong passphrase and for nothing to open; tries are counted."""
    access.require(by, P.ACCOUNT_KEEP)
    nothing = errors.Problem(
        _("This opened nothing."),
        kept=_("You are still here in the same role."),
        todo=_("Look at capitals and spaces. With six words you come in after signing out."),
    )
    try:
        require_knowledge(by, passphrase)
    except errors.TooMany:
        raise
    except errors.Problem as error:
        raise nothing from error
    mine = policy.open_memberships(by.person_id, at=clock.now()).filter(role=rules.PARTICIPANT)
    hat = mine.filter(organisation_id=by.tenant).first() or mine.order_by("from_at").first()
    if hat is None:
        raise nothing
    return hat


def require_knowledge(by: actors.Actor, passphrase: str) -> None:
    """Somebody at a screen left open guesses no faster here than at sign-in."""
    wrong = guesses.Counter(
        f"passphrase:{by.person_id}",
        settings.AXES_FAILURE_LIMIT,
        int(settings.AXES_COOLOFF_TIME * 3600),
    )
    if wrong.is_full:
        raise errors.TooMany(
            _("There were too many tries with this name. Wait 15 minutes."),
            kept=_("Nothing was changed."),
            todo=_(
                "Then try again. If you no longer know your passphrase, ask the person who "
                "invited you for a new one."
            ),
        )
    person = policy.themselves(by).first()
    if person is not None and not person.check_password(passphrase):
        wrong.count()
        raise errors.Problem(
            _("The passphrase you have now is not the one you typed."),
            kept=_("Nothing was changed."),
            todo=_("Look at capitals and spaces, and type it again."),
        )


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


# --- a participant's login, to have and to give up -------------------------------------
# The floor above knows whose record it is, and calls these inside its own transaction.


def begin_account(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    name: str,
    username: str,
    passphrase: str,
    language: str,
) -> models.Membership:
    """A login for a participant who chose its passphrase. Two digits are added to the sign-in
    name, so that nobody learns which names are taken. Gone where `id` was used before."""
    access.require(by, P.ACCOUNT_HAVE)
    if not username.strip() or language not in dict(settings.LANGUAGES):
        raise errors.Problem(_("An account needs a sign-in name, and one of our languages."))
    username = rules.free_name(username, choose=secrets.choice, is_taken=policy.is_taken)
    person = models.Person(
        id=id,
        username=username,
        username_digest=models.digest_of(username),
        name=name.strip() or username,
        language=language,
        must_change_passphrase=False,
    )
    _require_strength(passphrase, person)
    person.password = hashers.make_password(passphrase)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            hat = models.Membership.objects.create(
                organisation_id=by.tenant, person=person, role=rules.PARTICIPANT
            )
            audit.record(by=by, verb="begin-account", about=("membership", hat.pk))
    except IntegrityError as error:
        raise errors.Gone(
            _("This form was used before."),
            kept=_("Nothing was changed."),
            todo=_("Open the page again, and send it once more."),
        ) from error
    return hat


def join_account(*, by: actors.Actor, person: uuid.UUID, passphrase: str) -> models.Membership:
    """A participant who has a login already wears one more hat with it. The door has counted
    the try; here the passphrase is asked for again, so that no caller can leave it out."""
    access.require(by, P.ACCOUNT_HAVE)
    known = models.Person.objects.filter(pk=person, is_active=True).first()
    if known is None or not known.check_password(passphrase):
        raise errors.Problem(
            _("This name and passphrase do not open anything."),
            todo=_("Look at capitals and spaces, and try again."),
        )
    if known.must_change_passphrase:
        raise errors.Problem(
            _("Somebody else has seen the passphrase you were handed."),
            kept=_("Nothing was changed."),
            todo=_("Sign in with it first and choose your own. Then come back with your words."),
        )
    with transaction.atomic():
        hat, is_new = models.Membership.objects.get_or_create(
            organisation_id=by.tenant, person=known, role=rules.PARTICIPANT, until_at=None
        )
        if is_new:
            audit.record(by=by, verb="join-account", about=("membership", hat.pk))
    return hat


def end_account(*, by: actors.Actor, person: uuid.UUID) -> None:
    """The login opens nothing of the participant any more. Its other hats stay."""
    access.require(by, P.ACCOUNT_HAVE)
    now = clock.now()
    with transaction.atomic():
        hats = policy.open_memberships(person, at=now).select_for_update()
        hat = hats.filter(organisation_id=by.tenant, role=rules.PARTICIPANT).first()
        if hat is not None:
            hat.until_at, hat.version = now, hat.version + 1
            hat.save(update_fields=["until_at", "version"])
            audit.record(by=by, verb="end-account", about=("membership", hat.pk))


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
        if rules.is_thought_of_by_many(passphrase, names=_near_at_hand(person)):
            raise ValidationError("")
    except ValidationError as error:
        raise errors.Problem(
            _("This passphrase is too short, or one that many people use."),
            todo=_("Use at least 12 characters. Four or more words of your own are easy to keep."),
        ) from error


def _near_at_hand(person: models.Person) -> list[str]:
    """What whoever guesses tries first: one's own names, those of the houses here, of their
    programmes and sites and of this program, whole and word by word."""
    houses = (models.Organisation, models.Programme, models.Site)
    names = [name for model in houses for name in model.objects.values_list("name", flat=True)]
    words = [word for name in names for word in name.split() if len(word) >= rules.LEAST_OF_NAME]
    return [person.name, person.username, "Alongside", *names, *words]

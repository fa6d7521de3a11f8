"""Who is let in, with which hats. None of it opens anybody's record."""

import secrets
import uuid
from dataclasses import dataclass

from django.contrib.auth import hashers
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, models, policy, roles, rules
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import versions
from alongside.accounts.policy import locks
from alongside.audit import actions as audit
from alongside.core import clock, errors


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is handed over in person. The passphrase can't be read again."""

    person: models.Person
    membership: models.Membership
    passphrase: str


def invite(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    name: str,
    username: str,
    role: str,
    programme: uuid.UUID | None = None,
    site: uuid.UUID | None = None,
    supervisor: uuid.UUID | None = None,
    language: str = "en",
    exact: bool = False,
) -> Invitation:
    """A new person with a first passphrase. Two digits are added to the sign-in name, so that
    nobody learns which names are taken; `exact` is for the system alone. Once per `id`."""
    access.require(by, P.PERSON_INVITE)
    if not name.strip() or not username.strip():
        raise errors.Problem(_("A new person needs a name and a sign-in name."))
    hat = _hat(by, role=role, programme=programme, site=site, supervisor=supervisor)
    if not (exact and by.kind is actors.Kind.SYSTEM):
        username = rules.free_name(username, choose=secrets.choice, is_taken=policy.is_taken)
    passphrase = rules.six_words(language, choose=secrets.choice)
    person = models.Person(
        id=id,
        username=username,
        username_digest=models.digest_of(username),
        name=name.strip(),
        language=language,
        password=hashers.make_password(passphrase),
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            hat.person = person
            hat.save(force_insert=True)
            audit.record(by=by, verb="invite", about=("person", person.pk), facts={"role": role})
    except IntegrityError as error:
        raise _invited_already() from error
    return Invitation(person, hat, passphrase)


def _invited_already() -> errors.Gone:
    return errors.Gone(
        _("This invitation was made already, and its passphrase was shown once."),
        kept=_("The person is in the list, once."),
        todo=_("If nobody wrote the passphrase down, open their page and make a new one."),
    )


def grant(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    person: uuid.UUID,
    role: str,
    programme: uuid.UUID | None = None,
    site: uuid.UUID | None = None,
    supervisor: uuid.UUID | None = None,
) -> models.Membership:
    """One more hat for a colleague, from now on. Once per `id`."""
    access.require(by, P.MEMBERSHIP_GRANT)
    if person == by.person_id and roles.reaches_by_ties(role):
        raise access.Refused(P.MEMBERSHIP_GRANT, sentence=_NOT_ONESELF)
    colleague = _colleague(by, person)
    hat = _hat(by, role=role, programme=programme, site=site, supervisor=supervisor)
    hat.id, hat.person = id, colleague
    made = policy.memberships_for(by).filter(pk=id, person=colleague, role=role)
    if made.exists():
        return made.get()
    try:
        with transaction.atomic():
            hat.save(force_insert=True)
            audit.record(by=by, verb="grant", about=("membership", hat.pk), facts={"role": role})
    except IntegrityError as error:
        if made.exists():  # the same form, twice at the same moment
            return made.get()
        raise errors.Problem(
            _("They have this role already."), kept=_("Nothing was changed.")
        ) from error
    return hat


# Else an administrator alone could come to open a record.
_NOT_ONESELF = _(
    "Nobody gives themselves a role that opens people’s records, or makes themselves a "
    "supervisor. Ask another administrator."
)


def revoke(*, by: actors.Actor, membership: uuid.UUID, version: int) -> models.Membership:
    """End a hat, from this second."""
    access.require(by, P.MEMBERSHIP_REVOKE)
    with transaction.atomic():
        policy.organisations().select_for_update().get(pk=by.tenant)  # one revoking at a time
        hat = policy.staff_for(by).filter(pk=membership).first()
        if hat is None:
            raise _unknown()
        if hat.until_at is not None:
            return hat
        versions.require_same(hat.version, version)
        administrators = policy.staff_for(by).filter(until_at=None, role=rules.ADMINISTRATOR)
        if rules.is_last_administrator(hat.role, administrators.count()):
            raise errors.Problem(
                _("This is the last administrator, and somebody must be able to let people in."),
                kept=_("Nothing was changed."),
                todo=_("Make somebody else an administrator first."),
            )
        hat.until_at, hat.version = clock.now(), hat.version + 1
        hat.save(update_fields=["until_at", "version"])
        audit.record(by=by, verb="revoke", about=("membership", hat.pk), facts={"role": hat.role})
    return hat


def reset_passphrase(
    *, by: actors.Actor, id: uuid.UUID, person: uuid.UUID, language: str = "en"
) -> Invitation:
    """A new first passphrase to hand over; the old one and all sessions die. Gone where this
    form, `id`, made it already: the one that was shown then goes on working.

    Refused where the person wears a hat that is none of this administrator's business: whoever
    hands out a passphrase could use it, and a participant's record is theirs alone. Only the
    system may, for those who run the installation (`manage.py new_passphrase`).
    """
    access.require(by, P.PERSON_INVITE)
    is_system = by.kind is actors.Kind.SYSTEM
    colleague = _colleague(by, person)
    hats = policy.open_memberships(colleague.pk, at=clock.now())
    theirs = hats.filter(organisation_id=by.tenant)
    hat = (theirs if is_system else theirs.filter(role__in=roles.STAFF)).first()
    elsewhere = hats.exclude(organisation_id=by.tenant, role__in=roles.STAFF)
    if hat is None or (elsewhere.exists() and not is_system):
        raise errors.Problem(
            _("A new passphrase for this person can’t be made from here."),
            kept=_("Nothing was changed."),
            todo=_("Ask the people who run this installation."),
        )
    passphrase = rules.six_words(language, choose=secrets.choice)
    with transaction.atomic():
        colleague = models.Person.objects.select_for_update().get(pk=colleague.pk)
        if colleague.reset_id == id:
            raise _made_already()
        colleague.set_password(passphrase)
        colleague.must_change_passphrase = True
        colleague.sign_out_count += 1
        colleague.reset_id, colleague.reset_by = id, by.id
        changed = ["password", "must_change_passphrase", "sign_out_count", "reset_id", "reset_by"]
        colleague.save(update_fields=changed)
        locks.live_sessions().filter(person=colleague).delete()
        audit.record(by=by, verb="reset-passphrase", about=("person", colleague.pk))
    return Invitation(colleague, hat, passphrase)


def _made_already() -> errors.Gone:
    return errors.Gone(
        _("This passphrase was made already, and shown once."),
        kept=_("The one that was shown works. No other was made."),
        todo=_("If nobody wrote it down, open the person’s page again and make a new one."),
    )


def _colleague(by: actors.Actor, person: uuid.UUID) -> models.Person:
    is_system = by.kind is actors.Kind.SYSTEM
    reach = policy.people_for(by) if is_system else policy.colleagues_for(by)
    found = reach.filter(pk=person).first()
    if found is None:
        raise _unknown()
    return found


def _unknown() -> errors.Missing:
    return errors.Missing(_("There is nobody and nothing here that you may know of."))


def _hat(
    by: actors.Actor,
    *,
    role: str,
    programme: uuid.UUID | None,
    site: uuid.UUID | None,
    supervisor: uuid.UUID | None,
) -> models.Membership:
    """A membership not saved yet, with everything it names in the same organisation."""
    allowed = roles.GRANTABLE if by.kind is actors.Kind.SYSTEM else roles.STAFF
    if role not in allowed:
        raise errors.Problem(_("There is no such role to give."), kept=_("Nothing was changed."))
    hat = models.Membership(
        organisation_id=by.tenant, role=role, programme_id=programme, site_id=site
    )
    if programme and not policy.programmes_for(by).filter(pk=programme).exists():
        raise _unknown()
    if site and not policy.sites_for(by).filter(pk=site).exists():
        raise _unknown()
    if supervisor:
        if supervisor == by.person_id:
            raise access.Refused(P.MEMBERSHIP_GRANT, sentence=_NOT_ONESELF)
        now = clock.now()
        if (
            not policy.open_memberships(supervisor, at=now)
            .filter(organisation_id=by.tenant, role="supervisor")
            .exists()
        ):
            raise _unknown()
        hat.supervisor_id = supervisor
    return hat

"""The organisation itself: its name and hours, its programmes and places."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, models, policy, rules
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import people, versions
from alongside.audit import actions as audit
from alongside.core import errors, ids, scope


def begin(
    *,
    by: actors.Actor,
    organisation: str,
    name: str,
    username: str,
    language: str = "en",
    country: str = "US",
    time_zone: str = "UTC",
    hosting: str = "",
) -> people.Invitation:
    """A new organisation with its first administrator: only the system starts one."""
    access.require(by, P.ORGANISATION_BEGIN)
    slug = _free_slug(organisation)
    if models.Person.objects.filter(username_digest=models.digest_of(username)).exists():
        raise errors.Problem(_("This sign-in name is taken."), kept=_("Nothing was changed."))
    with transaction.atomic():
        made = models.Organisation(
            name=organisation,
            slug=slug,
            language=language,
            country=country,
            time_zone=time_zone,
            hosting=hosting,
        )
        versions.require_valid(made)
        made.save(force_insert=True)
        with scope.within(made.pk):
            inside = actors.system(by.reason, organisation_id=made.pk)
            invitation = people.invite(
                by=inside,
                id=ids.new(),
                name=name,
                username=username,
                role="administrator",
                language=language,
                exact=True,
            )
            audit.record(by=inside, verb="begin", about=("organisation", made.pk))
    return invitation


def _free_slug(name: str) -> str:
    slug = slugify(name)[:50]
    if not slug or models.Organisation.objects.filter(slug=slug).exists():
        raise errors.Problem(
            _("There is an organisation of this name already, or the name is empty."),
            kept=_("Nothing was changed."),
        )
    return slug


def edit_organisation(
    *,
    by: actors.Actor,
    name: str,
    time_zone: str,
    answers_within_hours: int,
    takes_requests: bool,
    phone: str,
    version: int,
    factor_grace_days: int | None = None,
    remembers_facts: bool = False,
    hosting: str | None = None,
) -> models.Organisation:
    """What those who ask for help read about us."""
    access.require(by, P.ORGANISATION_EDIT)
    with transaction.atomic():
        row = policy.organisations().select_for_update().get(pk=by.tenant)
        versions.require_same(row.version, version)
        row.name, row.time_zone, row.phone = name.strip(), time_zone, phone.strip()
        row.answers_within_hours, row.takes_requests = answers_within_hours, takes_requests
        row.remembers_facts = remembers_facts
        if factor_grace_days is not None:
            row.factor_grace_days = factor_grace_days
        if hosting is not None:
            row.hosting = hosting
        row.version += 1
        versions.require_valid(row)
        row.save()
        facts, about = {"hosting": row.hosting}, ("organisation", row.pk)
        audit.record(by=by, verb="edit-organisation", about=about, facts=facts)
    return row


def add_programme(*, by: actors.Actor, id: uuid.UUID, name: str) -> models.Programme:
    """A programme to count work by. Once per `id`."""
    access.require(by, P.ORGANISATION_EDIT)
    found = policy.programmes_for(by).filter(pk=id).first()
    if found is not None:
        return found
    row = models.Programme(id=id, organisation_id=by.tenant, name=name.strip())
    _add(by, row, "programme")
    return row


def choose_regime(
    *, by: actors.Actor, programme: uuid.UUID, regime: str, minors_from: int | None, version: int
) -> None:
    """Which law protects the people of a programme, and from which age they sign alone. The
    floor above knows the laws, and calls this with one of them."""
    access.require(by, P.ORGANISATION_EDIT)
    with transaction.atomic():
        row = policy.programmes_for(by).select_for_update().filter(pk=programme).first()
        if row is None:
            raise errors.Missing(_("There is no such programme."))
        if (row.regime, row.minors_from) == (regime, minors_from):
            return
        versions.require_same(row.version, version)
        row.regime, row.minors_from, row.version = regime, minors_from, row.version + 1
        row.save()
        facts = {"regime": regime, "minors-from": minors_from}
        audit.record(by=by, verb="choose-regime", about=("programme", row.pk), facts=facts)


def add_site(*, by: actors.Actor, id: uuid.UUID, name: str, time_zone: str) -> models.Site:
    """A place of work and its time zone. Once per `id`."""
    access.require(by, P.ORGANISATION_EDIT)
    found = policy.sites_for(by).filter(pk=id).first()
    if found is not None:
        return found
    row = models.Site(id=id, organisation_id=by.tenant, name=name.strip(), time_zone=time_zone)
    _add(by, row, "site")
    return row


def place_site(
    *, by: actors.Actor, site: uuid.UUID, latitude: float | None, longitude: float | None
) -> None:
    """Where a place of work is, or that nobody says. The floor above knows the towns. Twice is
    once."""
    access.require(by, P.AREA_GIVE)
    if not rules.is_on_earth(latitude, longitude):
        raise errors.Problem(_("That is no place on earth."), kept=_("Nothing was changed."))
    with transaction.atomic():
        row = policy.sites_for(by).select_for_update().filter(pk=site).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        if (row.latitude, row.longitude) == (latitude, longitude):
            return
        row.latitude, row.longitude = latitude, longitude
        row.save(update_fields=["latitude", "longitude"])
        audit.record(by=by, verb="place-site", about=("site", row.pk))


def _add(by: actors.Actor, row: models.Programme | models.Site, kind: str) -> None:
    versions.require_valid(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            audit.record(by=by, verb=f"add-{kind}", about=(kind, row.pk))
    except IntegrityError as error:
        if type(row).objects.filter(pk=row.pk, organisation_id=by.tenant).exists():
            return  # the same form, twice at the same moment
        raise errors.Problem(
            _("There is one of this name already."), kept=_("It is in the list.")
        ) from error

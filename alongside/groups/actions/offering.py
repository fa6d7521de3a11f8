"""Groups that the organisation offers: begun, changed, run by somebody, ended."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.core import clock, errors
from alongside.directory.rules import recurrence
from alongside.directory.rules import words as texts
from alongside.groups import models, policy, rules
from alongside.groups.actions import places, rows
from alongside.participants import policy as people
from alongside.participants.actions import rows as sent

OWN = models.Group.Door.OWN
_CHOICES = {
    "kind": models.Group.Kind,
    "door": models.Group.Door,
    "rhythm": models.Group.Rhythm,
    "how": models.Group.How,
    "places": models.Group.Places,
}


def begin_group(*, by: actors.Actor, id: uuid.UUID, said: rules.Facts) -> models.Group:
    """A new group of the organisation, run by who begins it. Once per `id`."""
    access.require(by, P.GROUP_OFFER)
    if said.door == OWN:
        raise errors.Problem(_("A group of its own is begun by those it belongs to."))
    columns = checked(by, said)
    with sent.once(policy.run_by(by), id):
        if models.Group.objects.filter(pk=id, organisation_id=by.tenant).exists():
            return models.Group.objects.get(pk=id)
        group = models.Group.objects.create(id=id, organisation_id=by.tenant, **columns)
        if by.person_id != actors.NOWHERE:
            models.Host.objects.create(
                organisation_id=by.tenant, group=group, person_id=by.person_id
            )
        rows.audit_about(by, "begin-group", group, kind=str(group.kind), door=str(group.door))
    return models.Group.objects.get(pk=id)


def edit_group(
    *, by: actors.Actor, group: uuid.UUID, version: int, said: rules.Facts
) -> models.Group:
    """What is said of it changes; people who wait for a place get it where there is more room."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    if said.door == OWN:
        raise errors.Problem(_("Only its members can make a group their own."))
    columns = checked(by, said)
    with transaction.atomic():
        change(found, version, columns)
        places.fill(found)
        rows.audit_about(by, "edit-group", found)
    return found


def end_group(*, by: actors.Actor, group: uuid.UUID) -> None:
    """It does not meet any more. Its past stays; calling it twice is once."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    with transaction.atomic():
        live = models.Group.objects.filter(pk=found.pk, ended_at=None)
        if live.update(ended_at=clock.now(), is_public=False, version=F("version") + 1):
            rows.audit_about(by, "end-group", found)


def take_on(*, by: actors.Actor, group: uuid.UUID) -> None:
    """Whoever works here and offers groups runs this one, too: who coordinates or supervises
    says so for themselves, the others are asked in by who runs it (`name_host`)."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    _host(by, found, by.person_id)


def name_host(*, by: actors.Actor, group: uuid.UUID, person: uuid.UUID) -> None:
    """Somebody else who works here runs it, too."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    if not people.works_here(by.tenant).filter(person_id=person).exists():
        raise errors.Problem(_("Choose somebody who works here."))
    _host(by, found, person)


def _host(by: actors.Actor, group: models.Group, person: uuid.UUID) -> None:
    with transaction.atomic():
        _row, is_new = models.Host.objects.get_or_create(
            group=group,
            person_id=person,
            until_at=None,
            defaults={"organisation_id": group.organisation_id},
        )
        if is_new:
            rows.audit_about(by, "host-group", group)


def step_out(*, by: actors.Actor, group: uuid.UUID) -> None:
    """They do not run it any more, and from this second see no names of it."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    with transaction.atomic():
        mine = models.Host.objects.filter(group=found, person_id=by.person_id, until_at=None)
        if mine.update(until_at=clock.now()):
            rows.audit_about(by, "step-out-of-group", found)


def checked(by: actors.Actor, said: rules.Facts) -> dict[str, Any]:
    """The columns of a group, or a Problem that the form shows. For actions that have asked."""
    _require_sense(said)
    if said.site and not Site.objects.filter(pk=said.site, organisation_id=by.tenant).exists():
        raise errors.Problem(_("Something that was chosen is not there any more. Choose again."))
    days = rules.rhythm(said.rhythm, said.starts_on, said.until_on)
    is_own = said.door == OWN
    return {
        **{name: getattr(said, name) for name in _CHOICES},
        **{name: rows.words(getattr(said, name)) for name in ("about", "materials")},
        **{name: rows.words(getattr(said, name), 500) for name in ("place", "phone")},
        "name": texts.clean(said.name, limit=120),
        "link": said.link.strip(),
        "whom": sorted(set(said.whom)),
        "languages": sorted(set(said.languages)),
        "weekday": days.weekday,
        "rrule": days.rrule,
        "starts_on": said.starts_on,
        "until_on": days.until_on,
        "start_minute": said.start_minute,
        "end_minute": said.end_minute,
        "time_zone": said.time_zone,
        "site_id": said.site,
        "capacity": said.capacity,
        "is_public": said.is_public and not is_own,
        "shows_when": said.shows_when and is_own,
        "shows_where": said.shows_where and is_own,
    }


def _require_sense(said: rules.Facts) -> None:
    problem = None
    if not texts.clean(said.name, limit=120):
        problem = _("Give it a name.")
    elif not all(getattr(said, name) in kind.values for name, kind in _CHOICES.items()) or not (
        rules.known(said.whom, rules.WHOM) and rules.known(said.languages, rules.LANGUAGES)
    ):
        problem = _("Choose one of the answers on the page.")
    elif not recurrence.EARLIEST <= said.starts_on <= recurrence.LATEST:
        problem = _("That date is too far away.")
    elif said.until_on and said.until_on < said.starts_on:
        problem = _("The last day comes before the first.")
    elif not 0 <= said.start_minute < 1440 or not 0 <= (said.end_minute or 0) < 1440:
        problem = _("Write the times as hours and minutes.")
    elif said.capacity is not None and not 1 <= said.capacity <= rules.MOST_PLACES:
        problem = _("The number of places must be between 1 and 1000.")
    elif said.link.strip() and not texts.link(said.link.strip()):
        problem = _("This does not look like a web address.")
    elif not _is_zone(said.time_zone):
        problem = _("There is no such time zone.")
    if problem:
        raise errors.Problem(problem)


def _is_zone(name: str) -> bool:
    try:
        clock.validate_zone(name)
    except ValidationError:
        return False
    return True


def change(found: models.Group, version: int, columns: dict[str, Any]) -> None:
    """For actions that have asked, inside their transaction."""
    live = models.Group.objects.filter(pk=found.pk, version=version)
    if not live.update(**columns, version=F("version") + 1):
        raise rows.stale()
    found.refresh_from_db()

"""A Nation's own framework: brought by whoever runs the installation, switched by its steward."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Person
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.directory import models, policy

Parts = Sequence[tuple[str, str, str]]  # ring, slug, name


def bring_framework(
    *,
    by: actors.Actor,
    slug: str,
    name: str,
    owners: str,
    about: str,
    parts: Parts,
    steward: Person,
) -> models.Framework:
    """Keep a framework as its owners describe it, and who of them may switch it on. It stays
    off; brought again it keeps its switch, unless it has another steward."""
    access.require(by, P.ORGANISATION_BEGIN)
    with transaction.atomic():
        row = models.Framework.objects.filter(slug=slug).first() or models.Framework(slug=slug)
        if row.steward_id != steward.pk:
            row.on_since = None
        row.name, row.owners, row.about, row.steward = name, owners, about, steward
        row.version += 1
        row.save()
        for position, (ring, part, words) in enumerate(parts):
            models.FrameworkPart.objects.update_or_create(
                framework=row,
                slug=part,
                defaults={"ring": ring, "name": words, "position": position},
            )
        row.parts.exclude(slug__in=[part for _ring, part, _words in parts]).delete()
        audit.record(by=by, verb="bring-framework", about=("framework", row.pk))
    return row


def switch_framework(*, by: actors.Actor, framework: uuid.UUID, on: bool, version: int) -> None:
    """The community's own decision, by the steward it named: nobody else's."""
    access.require(by, P.FRAMEWORK_SWITCH)
    with transaction.atomic():
        row = _own(by, framework)
        if row.version != version:
            raise errors.Stale(_("This framework was changed meanwhile."), todo=_("Look again."))
        if bool(row.on_since) == on:
            return
        row.on_since = clock.now() if on else None
        row.version += 1
        row.save(update_fields=["on_since", "version"])
        audit.record(
            by=by,
            verb="switch-framework",
            about=("framework", row.pk),
            facts={"on": on},
        )


def place_service(
    *, by: actors.Actor, framework: uuid.UUID, service: uuid.UUID, parts: Sequence[uuid.UUID]
) -> None:
    """Where a service stands in the framework, as its steward says."""
    access.require(by, P.FRAMEWORK_SWITCH)
    with transaction.atomic():
        row = _own(by, framework)
        listing = policy.known_services().filter(pk=service).first()
        if listing is None:
            raise errors.Missing(_("There is no such service."))
        chosen = row.parts.filter(pk__in=list(parts))
        if set(chosen) == set(row.parts.filter(services=listing)):
            return
        through: Any = models.FrameworkPart.services.through
        through.objects.filter(service_id=service, frameworkpart__framework=row).delete()
        for part in chosen:
            part.services.add(listing)
        audit.record(
            by=by,
            verb="place-service",
            about=("service", listing.pk),
            facts={"parts": len(chosen)},
        )


def _own(by: actors.Actor, framework: uuid.UUID) -> models.Framework:
    row = models.Framework.objects.select_for_update().filter(pk=framework).first()
    if row is None or (row.steward_id != by.person_id and row.on_since is None):
        raise errors.Missing(_("There is no such framework."))
    if row.steward_id != by.person_id:
        raise access.Refused(
            P.FRAMEWORK_SWITCH, sentence=_("Only the steward its community named may do that.")
        )
    return row

"""Who is at the door, and which hats they own."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from alongside.accounts import access, actors, models, policy
from alongside.core import clock, ids

HAT, KEY, LINK = "hat", "return_key", "partner_link"  # what a session may hold


def actor_of(request: HttpRequest, *, holder: str | None = None) -> actors.Actor | None:
    """The actor a session stands for, or None. One query for a person, one for a key."""
    if holder == actors.Kind.PARTNER_LINK:
        return _link_holder(request)
    if request.user.is_authenticated:
        return _wearer(request)
    return _key_holder(request)


def _wearer(request: HttpRequest) -> actors.Actor | None:
    person: Any = request.user
    hats = policy.open_memberships(person.pk, at=clock.now()).select_related("organisation")
    wanted = ids.parse(request.session.get(HAT, ""))
    membership = hats.filter(pk=wanted).first() if wanted else None
    if membership is None:
        membership = hats.order_by("from_at", "pk").first()
        if membership is not None:
            request.session[HAT] = str(membership.pk)
    request.hat = membership  # type: ignore[attr-defined]
    if membership is None:
        return actors.Actor(actors.Kind.PERSON, person.pk, None, "nobody")
    return actor_as(membership)


def actor_as(membership: models.Membership) -> actors.Actor:
    return actors.Actor(
        actors.Kind.PERSON,
        membership.person_id,
        membership.organisation_id,
        membership.role,
        membership_id=membership.pk,
        since=membership.from_at,
    )


def _key_holder(request: HttpRequest) -> actors.Actor | None:
    key_id = ids.parse(request.session.get(KEY, ""))
    key = policy.live_return_keys().filter(pk=key_id).first() if key_id else None
    if key is None:
        return None
    return actors.return_key(key.pk, organisation_id=key.organisation_id)


def _link_holder(request: HttpRequest) -> actors.Actor | None:
    """The session says which link was opened; the referral's policy asks whether it still
    opens."""
    held = request.session.get(LINK) or {}
    link_id, organisation_id = ids.parse(held.get("link", "")), ids.parse(held.get("org", ""))
    if link_id is None or organisation_id is None:
        return None
    return actors.partner_link(link_id, organisation_id=organisation_id)


def must_change_passphrase(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.must_change_passphrase)


def hats(person_id: uuid.UUID) -> QuerySet[models.Membership]:
    """All open hats of a person, with their organisations."""
    return (
        policy.open_memberships(person_id, at=clock.now())
        .select_related("organisation", "programme", "site")
        .order_by("organisation__name", "role")
    )


def hats_with(request: HttpRequest, permission: access.Permission) -> list[models.Membership]:
    """The person's other hats that would open what this one does not."""
    if not request.user.is_authenticated:
        return []
    return [hat for hat in hats(request.user.pk) if access.can(actor_as(hat), permission)]


def wearers(organisation_id: uuid.UUID, role: str) -> QuerySet[models.Membership]:
    """Open memberships of one role in an organisation, with their people."""
    now = clock.now()
    return (
        policy.memberships_in(organisation_id)
        .filter(Q(until_at=None) | Q(until_at__gt=now), role=role, from_at__lte=now)
        .select_related("person")
    )

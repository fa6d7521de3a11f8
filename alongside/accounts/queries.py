"""Who is at the door, and which hats they own."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, models, policy, roles, rules, sessions, words
from alongside.accounts.actions import guesses
from alongside.accounts.policy import locks
from alongside.core import clock, door, errors, ids, kept

SAID_BEFORE = timedelta(days=14)  # at each sign-in, that a second lock is needed from a day
HAT, KEY, KEY_MADE, LINK = sessions.HAT, sessions.KEY, sessions.KEY_MADE, sessions.LINK


def actor_of(request: HttpRequest, *, holder: str | None = None) -> actors.Actor | None:
    """The actor a session stands for, or None. One query for a person, one for a key."""
    if holder == actors.Kind.PARTNER_LINK:
        return _link_holder(request)
    if holder == actors.Kind.KIOSK:
        return _tablet(request)
    if request.user.is_authenticated:
        return _wearer(request)
    return _key_holder(request)


def _wearer(request: HttpRequest) -> actors.Actor | None:
    person: Any = request.user
    now = clock.now()
    wanted = ids.parse(request.session.get(HAT, ""))
    membership = next(iter(_worn(person.pk, wanted, now)), None) if wanted else None
    if membership is None:
        # A hat that ended under somebody lets nobody slip into their own support without a key.
        hats = _hats(person.pk, now)
        left = hats.exclude(role=rules.PARTICIPANT) if wanted else hats
        membership = left.order_by("from_at", "pk").first()
        if membership is not None:
            request.session[HAT] = str(membership.pk)
    request.hat = membership  # type: ignore[attr-defined]
    if membership is None:
        return actors.Actor(actors.Kind.PERSON, person.pk, None, "nobody")
    return actor_as(membership)


@kept.question
def _worn(person_id: uuid.UUID, hat: uuid.UUID, now: datetime) -> QuerySet[models.Membership]:
    return _hats(person_id, now).filter(pk=hat)


def _hats(person_id: uuid.UUID, now: datetime) -> QuerySet[models.Membership]:
    mine = policy.open_memberships(person_id, at=now)
    same_side = ~Q(role=rules.PARTICIPANT) | Q(role=OuterRef("role"))
    others = mine.filter(same_side).exclude(pk=OuterRef("pk")).order_by()
    return mine.select_related("organisation", "site").annotate(is_one_of_many=Exists(others))


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
    keys = policy.live_return_keys().select_related("organisation")
    key = keys.filter(pk=key_id).first() if key_id else None
    if key is None or key.made_at.isoformat() != request.session.get(KEY_MADE):
        return None
    request.return_key = key  # type: ignore[attr-defined]
    return actors.return_key(key.pk, organisation_id=key.organisation_id)


def zone_of(request: HttpRequest) -> str:
    """Of the place where they are at work, else of their organisation; empty where neither was
    read with who they are."""
    hat, key = getattr(request, "hat", None), getattr(request, "return_key", None)
    if hat is not None and hat.site_id:
        return str(hat.site.time_zone)
    holding = hat or key
    return str(holding.organisation.time_zone) if holding is not None else ""


def session_of(key: models.ReturnKey) -> dict[str, str]:
    """What a session holds of a return key."""
    return {KEY: str(key.pk), KEY_MADE: key.made_at.isoformat()}


def _link_holder(request: HttpRequest) -> actors.Actor | None:
    """The session says which link was opened; the referral's policy asks whether it still
    opens."""
    held = request.session.get(LINK) or {}
    link_id, organisation_id = ids.parse(held.get("link", "")), ids.parse(held.get("org", ""))
    if link_id is None or organisation_id is None:
        return None
    return actors.partner_link(link_id, organisation_id=organisation_id)


def _tablet(request: HttpRequest) -> actors.Actor | None:
    """The session says which tablet it is; the desk's policy asks whether it still opens."""
    held = request.session.get(sessions.KIOSK) or {}
    kiosk_id, organisation_id = ids.parse(held.get("kiosk", "")), ids.parse(held.get("org", ""))
    if kiosk_id is None or organisation_id is None:
        return None
    return actors.kiosk(kiosk_id, organisation_id=organisation_id)


def person_signing_in(request: HttpRequest, *, username: str, passphrase: str) -> Any:
    """The person, or None: for a wrong passphrase, an unknown name and a locked one alike. Many
    people share a network in a shelter, so it may be wrong ten times as often as one name; a
    browser in which they came in before does not wait for others there."""
    digest = models.digest_of(username)
    known = sessions.known_browser(request, digest)
    slow = guesses.of_network("sign-in", door.address(request), 10 * settings.AXES_FAILURE_LIMIT)
    if slow.is_full and not known:
        raise errors.TooMany(
            _("Many wrong passphrases were tried, so we are slow for a moment."),
            kept=_("Nothing was changed, and nobody was let in."),
            todo=_("Wait five minutes, then try again."),
        )
    person = auth.authenticate(request, username_digest=digest, password=passphrase)
    if person is None:
        slow.count()
    return person


def first_hat(person_id: uuid.UUID) -> models.Membership | None:
    """The hat worn until another one is chosen: the oldest."""
    return policy.open_memberships(person_id, at=clock.now()).order_by("from_at", "pk").first()


def first_hat_of(username: str) -> models.Membership | None:
    """For those who run the installation: whom a sign-in name stands for."""
    return (
        policy.all_open_memberships(at=clock.now())
        .filter(person__username_digest=models.digest_of(username))
        .order_by("from_at", "pk")
        .first()
    )


def must_change_passphrase(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.must_change_passphrase)


def must_replace_return_key(request: HttpRequest) -> bool:
    """Asked after `actor_of`, which finds the key."""
    key = getattr(request, "return_key", None)
    return key is not None and key.is_handed_over


def must_do_first(request: HttpRequest) -> str:
    """The page before any other, or none: what opens must be known to its holder alone, so
    what somebody handed over is changed first."""
    if must_change_passphrase(request):
        return "accounts:passphrase"
    if must_replace_return_key(request):
        return "accounts:replace_return_key"
    return "accounts:factors" if must_set_up_factor(request) else ""


# The pages that belong to a page before any other.
ALONG = {
    "accounts:factors": {"accounts:add_app", "accounts:add_passkey", "accounts:print_codes"},
}


def must_set_up_factor(request: HttpRequest) -> bool:
    """The role shows who people are, the days to get ready are over, and this session was
    opened with a passphrase alone; or a colleague restored what was lost."""
    held = request.session.get(sessions.LOCK) or {}
    if held.get("restored"):
        return True
    due = factor_due_at(request)
    return due is not None and not held.get("second") and clock.now() >= due


def factor_due_at(request: HttpRequest) -> datetime | None:
    """Until when somebody in this role may work with a passphrase alone; None where they may."""
    worn: models.Membership | None = getattr(request, "hat", None)
    if worn is None or not roles.needs_second_lock(worn.role):
        return None
    asked: datetime | None = request.user.factor_asked_at  # type: ignore[union-attr]
    return asked + timedelta(days=worn.organisation.factor_grace_days) if asked else None


def is_factor_coming(request: HttpRequest) -> bool:
    """The last days to get ready are running. Where an organisation gives many, nobody is told of
    it at every sign-in from the first; their account always says it."""
    held = request.session.get(sessions.LOCK) or {}
    due = factor_due_at(request)
    return due is not None and not held.get("second") and due <= clock.now() + SAID_BEFORE


def factors_of(person_id: uuid.UUID) -> list[models.Factor]:
    """What somebody has besides a passphrase, oldest first."""
    return list(locks.live_factors(person_id).order_by("made_at", "pk"))


def hat_waiting(held: Mapping[str, str]) -> models.Membership | None:
    """The hat of somebody whose passphrase was right and who must still show a second lock."""
    person = ids.parse(held.get("person", "")) or actors.NOWHERE
    mine = policy.open_memberships(person, at=clock.now()).filter(person__is_active=True)
    return (
        mine.select_related("person", "organisation")
        .filter(pk=ids.parse(held.get("hat", "")) or actors.NOWHERE)
        .first()
    )


def hats(person_id: uuid.UUID) -> QuerySet[models.Membership]:
    """All open hats of a person, with their organisations."""
    return (
        policy.open_memberships(person_id, at=clock.now())
        .select_related("organisation", "programme", "site")
        .order_by("organisation__name", "role")
    )


def hats_beside(by: actors.Actor) -> QuerySet[models.Membership]:
    """One's hats, as the one worn may show them. Somebody at work shows on no screen that they
    have support of their own; that hat opens with their own key alone."""
    mine = hats(by.person_id)
    return mine if by.is_participant else mine.exclude(role=rules.PARTICIPANT)


def hats_with(request: HttpRequest, permission: access.Permission) -> list[models.Membership]:
    """The person's other hats that would open what this one does not."""
    if not request.user.is_authenticated:
        return []
    worn = getattr(request, "hat", None)
    by = getattr(request, "by", None)
    if by is None:
        return []
    others = [hat for hat in hats_beside(by) if worn is None or hat.pk != worn.pk]
    return [hat for hat in others if access.can(actor_as(hat), permission)]


def wearers(organisation_id: uuid.UUID, role: str) -> QuerySet[models.Membership]:
    """Open memberships of one role in an organisation, with their people."""
    now = clock.now()
    return (
        policy.memberships_in(organisation_id)
        .filter(Q(until_at=None) | Q(until_at__gt=now), role=role, from_at__lte=now)
        .select_related("person")
    )


# --- pages of one's own, and of administrators ---------------------------------------


def oneself(by: actors.Actor) -> models.Person | None:
    return policy.themselves(by).first()


def hat(by: actors.Actor, membership_id: uuid.UUID | None) -> models.Membership:
    """One of one's own open hats, to be worn now."""
    found = hats_beside(by).filter(pk=membership_id or actors.NOWHERE).first()
    if found is None:
        raise errors.Missing(_("This role is not one of yours, or not any more."))
    return found


PEOPLE_ON_A_PAGE = 25


def colleagues(by: actors.Actor, *, role: str = "") -> list[tuple[uuid.UUID, str]]:
    """Ids and names of everybody with an open staff hat, by name. Names are sealed, so they
    are sorted here: one query, whatever the page."""
    hats = policy.staff_for(by).filter(until_at=None)
    if role:
        hats = hats.filter(role=role)
    names = dict(hats.order_by().values_list("person_id", "person__name"))
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def hats_of(by: actors.Actor, people: list[uuid.UUID]) -> dict[uuid.UUID, list[models.Membership]]:
    """Open staff hats of these people, with where they are worn."""
    found: dict[uuid.UUID, list[models.Membership]] = {pk: [] for pk in people}
    hats = policy.staff_for(by).filter(until_at=None, person_id__in=people)
    for row in hats.select_related("programme", "site").order_by("from_at", "pk"):
        found[row.person_id].append(row)
    return found


def colleague(by: actors.Actor, pk: uuid.UUID) -> models.Person:
    found = policy.colleagues_for(by).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(_("There is nobody and nothing here that you may know of."))
    return found


def hats_here(by: actors.Actor, person_id: uuid.UUID) -> QuerySet[models.Membership]:
    """A colleague's hats in this organisation, open ones first."""
    return (
        policy.staff_for(by)
        .filter(person_id=person_id)
        .select_related("programme", "site", "supervisor")
        .order_by(F("until_at").desc(nulls_first=True), "from_at")
    )


def hat_choices(by: actors.Actor) -> dict[str, list[tuple[str, str]]]:
    """What a hat can be tied to, in this organisation."""
    supervisors = colleagues(by, role="supervisor")
    return {
        "programme": [(str(row.pk), row.name) for row in programmes(by)],
        "site": [(str(row.pk), row.name) for row in sites(by)],
        "supervisor": [(str(pk), name) for pk, name in supervisors],
    }


def programmes(by: actors.Actor) -> QuerySet[models.Programme]:
    return policy.programmes_for(by).order_by("name")


def sites(by: actors.Actor) -> QuerySet[models.Site]:
    return policy.sites_for(by).order_by("name")


def organisation(by: actors.Actor) -> dict[str, Any]:
    """What the organisation's form starts with."""
    row = policy.organisations().get(pk=by.tenant)
    names = ("name", "phone", "answers_within_hours", "takes_requests", "time_zone", "version")
    more = ("factor_grace_days", "remembers_facts", "hosting")
    return {name: getattr(row, name) for name in (*names, *more)}


# --- where one is signed in ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stay:
    """One browser that is let in. Times are null where it has not been used yet."""

    handle: uuid.UUID
    device: str
    browser: str
    began_at: datetime | None
    seen_at: datetime | None
    here: bool


def stays(by: actors.Actor, here: uuid.UUID | None) -> list[Stay]:
    """This browser first, then the one used last."""
    rows = locks.sessions_of(by).order_by("-seen_at", "-began_at")
    found = [
        Stay(
            row.handle,
            *words.device(row.device),
            began_at=row.began_at,
            seen_at=row.seen_at,
            here=row.handle == here,
        )
        for row in rows
    ]
    return sorted(found, key=lambda stay: not stay.here)

"""What several writes about times together have in common, once each has asked: the facts that
were said, the walk that they belong to, and what follows from them."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict, cast

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Programme, Site
from alongside.core import clock, errors, kept
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.rules import RECORDED
from alongside.support import models, rules
from alongside.support.rules import logging as defaults

KINDS = models.Kind.values
NOTE = 4000
MOST_GOALS = 12  # of one time together
ABOUT_A_DAY = timedelta(hours=12)
TWO_DAYS = timedelta(days=2)
Chosen = uuid.UUID | None


class Said(TypedDict, total=False):
    """What may be said of a time together or a piece of work; each has a default."""

    form: str
    special: str
    setting: str
    stage: str
    minutes: int
    for_others: int
    for_what: str


class Noted(Said, total=False):
    """And a note, which only a contact has."""

    note: str
    written_together: bool


CHOICES: Mapping[str, Collection[str]] = {
    "form": models.Form.values,
    "special": ["", *models.Special.values],
    "setting": models.Setting.values,
    "stage": ["", *models.StageOfCare.values],
    "for_what": ["", *models.Errand.values],
}


def columns(said: Said | Noted) -> dict[str, Any]:
    """As they are kept; or a Problem that the form shows. What was not said is not in it."""
    found: dict[str, Any] = dict(said)
    if any(found[name] not in allowed for name, allowed in CHOICES.items() if name in found):
        raise errors.not_an_answer()
    if not 1 <= found.get("minutes", 1) <= rules.DAY_MINUTES:
        raise errors.Problem(_("The minutes must be between 1 and 1440."))
    if not 0 <= found.get("for_others", 0) <= defaults.MOST_OTHERS:
        raise errors.Problem(_("For how many others? Write a number up to 1000."))
    if "note" in found:
        found["note"] = found["note"].strip()
        if len(found["note"]) > NOTE:
            raise errors.Problem(_("A note has 4000 characters or fewer."))
        found["written_together"] = bool(found["note"]) and bool(found.get("written_together"))
    return found


def of_kinds(kinds: Collection[str]) -> dict[str, bool]:
    if not kinds or not set(kinds) <= set(KINDS):
        raise errors.Problem(_("Say what it was: choose one or more of the four."))
    return {kind: kind in kinds for kind in KINDS}


def require_past(at: datetime, *, now: datetime) -> None:
    if rules.is_future(at, now=now):
        raise errors.Problem(
            _("That time has not come yet."),
            todo=_("Leave the time empty if it was just now, or promise to meet instead."),
        )


class Walk(models.Pairing):
    """A pairing with what one query more knows about it. Never made; only for types."""

    has_promise: bool  # of theirs, that day or near it, wherever they are
    agreed_at: datetime | None
    has_moved_on: bool

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for it: of the person (goals), and of the organisation."""

    goals: tuple[uuid.UUID, ...] = ()
    site: Chosen = None
    programme: Chosen = None

    def columns(self) -> dict[str, Chosen]:
        return {"site_id": self.site, "programme_id": self.programme}

    @property
    def named(self) -> dict[str, uuid.UUID]:
        """Each thing that was chosen, by a name of its own."""
        ours = {name: one for name in ("site", "programme") if (one := getattr(self, name))}
        return ours | {f"goal_{number}": one for number, one in enumerate(self.goals)}


def several(goal: Chosen, goals: Collection[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """Each goal once."""
    found = dict.fromkeys([*([goal] if goal else []), *goals])
    if len(found) > MOST_GOALS:
        raise errors.Problem(_("Choose up to twelve of their goals."))
    return tuple(found)


def touch(row: models.Contact, goals: Collection[uuid.UUID]) -> None:
    """The contact is about these goals and no others, once it was asked whose they are."""
    about = {"organisation_id": row.organisation_id, "participant_id": row.participant_id}
    models.Touch.objects.bulk_create(
        [models.Touch(contact=row, goal_id=goal, **about) for goal in goals]
    )


def walks(
    by: actors.Actor, people: Iterable[uuid.UUID], *, at: datetime, chosen: Choices
) -> dict[uuid.UUID, Walk]:
    """Per participant, the actor's walk with them at that moment. One query for all of them and
    for what was chosen: this is on the way of every contact."""
    rows = _walks(by, kept.several(people), at, at - TWO_DAYS, at + TWO_DAYS, chosen)
    walked = {row.participant_id: cast(Walk, row) for row in rows}
    if not all(getattr(one, f"knows_{name}") for one in walked.values() for name in chosen.named):
        raise errors.Problem(_("Something that was chosen is not there any more. Choose again."))
    return walked


@kept.question
def _walks(
    by: actors.Actor,
    people: tuple[uuid.UUID, ...],
    at: datetime,
    since: datetime,
    until: datetime,
    chosen: Choices,
) -> QuerySet[models.Pairing]:
    promises = open_promises().filter(
        participant_id=OuterRef("participant_id"), peer_id=by.person_id, at__range=(since, until)
    )
    rows = models.Pairing.objects.filter(
        Q(until_at=None) | Q(until_at__gt=at),
        participant__id__in=people,
        peer_id=by.person_id,
        from_at__lte=at,
    )
    return rows.annotate(
        has_promise=Exists(promises),
        agreed_at=_agreed_at(),
        has_moved_on=_has_moved_on(at),
        **_there(by, chosen),
    ).order_by("from_at")


def walk(
    by: actors.Actor, found: records.Participant, *, at: datetime, chosen: Choices, now: datetime
) -> Walk:
    """That with one person, who is held until the end of the transaction; a Problem where there
    was none, or where it ended too long ago."""
    participants.hold(found)
    one = walks(by, [found.pk], at=at, chosen=chosen).get(found.pk)
    require_walk(one, at=at, now=now)
    return cast(Walk, one)


def require_walk(one: Walk | None, *, at: datetime, now: datetime) -> None:
    if one is None:
        raise errors.Problem(_("You were not walking together yet at that time."))
    require_here(one, at=at)
    if rules.is_too_late(one.until_at, now=now):
        raise errors.Problem(_("You stopped walking together more than a week ago."))


def require_here(one: Walk, *, at: datetime) -> None:
    """They were alive and with us when it is said to have happened. A death ends every walk, so
    it is asked only of one that ended."""
    if one.until_at is not None and _had_died(one, at):
        raise errors.Problem(
            _("That is after the day on which they died, as we were told."),
            kept=_("Nothing was written down."),
            todo=_("If you mean a time before, choose that time. If we were told wrong, say so."),
        )
    if one.has_moved_on:
        raise errors.Problem(
            _("They had moved on by then."),
            kept=_("Nothing was written down."),
            todo=_("If they are back, say so on their page first. They are welcome."),
        )


def _had_died(one: Walk, at: datetime) -> bool:
    """Before that time; the day itself is left open, whatever the clocks say where they were."""
    told = records.Passing.objects.filter(participant_id=one.participant_id, undone_at=None)
    before = Q(died_on__lt=(at - ABOUT_A_DAY).date()) | Q(died_on=None, written_at__lt=at)
    return bool(told.filter(before).exists())


def _has_moved_on(at: datetime) -> Exists:
    moved_on = records.Status.objects.filter(
        Q(until_at=None) | Q(until_at__gt=at),
        participant_id=OuterRef("participant_id"),
        where=records.Status.Where.MOVED_ON,
        from_at__lt=at,
    )
    return Exists(moved_on)


def _there(by: actors.Actor, chosen: Choices) -> dict[str, Exists]:
    """For each thing that was chosen: is it theirs, and still there?"""
    ours: dict[str, Any] = {
        "site": Site.objects.filter(organisation_id=by.tenant),
        "programme": Programme.objects.filter(organisation_id=by.tenant),
    }
    theirs = models.Goal.objects.filter(participant_id=OuterRef("participant_id"))
    return {
        f"knows_{name}": Exists(ours.get(name, theirs).filter(pk=one))
        for name, one in chosen.named.items()
    }


def _agreed_at() -> Subquery:
    """Since when they agree to what is written down; None where they do not."""
    live = records.Consent.objects.filter(
        participant_id=OuterRef("participant_id"), kind=RECORDED, about=None, withdrawn_at=None
    )
    return Subquery(live.order_by("-given_at").values("given_at")[:1])


def require_agreed(one: Walk, found: records.Participant, *, at: datetime) -> None:
    """They agree now, and did when it happened: what was withdrawn stays withdrawn."""
    if one.agreed_at is None:  # perhaps withdrawn since `now`, while this waited for it
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
    elif one.agreed_at > at:
        participants.require_consent(participant=found, kind=RECORDED, at=at)


def open_promises() -> Any:
    return models.Appointment.objects.filter(kept_at=None, called_off_at=None)


def follow(by: actors.Actor, walked: Collection[Walk], *, at: datetime, site: Chosen) -> None:
    """What contacts bring with them: the last time they met, and promises kept that day. For a
    caller who holds all of them: what was read of the walks is still so."""
    later = [one for one in walked if one.last_contact_at is None or one.last_contact_at < at]
    for one in later:
        one.last_contact_at = at
    kept.update_all(later, "last_contact_at")
    promised = [one for one in walked if one.has_promise]
    if promised:
        zone = _zone(by, site) if site else None
        start, end = rules.day(at, zone or promised[0].organisation.time_zone)
        whose = [one.participant_id for one in promised]
        open_promises().filter(
            participant_id__in=whose, peer_id=by.person_id, at__gte=start, at__lt=end
        ).update(kept_at=at, version=F("version") + 1)


def _zone(by: actors.Actor, site: uuid.UUID) -> str | None:
    sites = Site.objects.filter(pk=site, organisation_id=by.tenant)
    return sites.values_list("time_zone", flat=True).first()


def unfollow(by: actors.Actor, people: Collection[uuid.UUID], *, at: datetime) -> None:
    """The same, undone: for contacts of that moment that are not there any more."""
    left = models.Contact.objects.filter(
        participant_id=OuterRef("participant_id"), peer_id=by.person_id
    )
    last = left.order_by().values("participant_id").annotate(last=Max("happened_at"))
    models.Pairing.objects.filter(
        participant_id__in=people, peer_id=by.person_id, last_contact_at=at
    ).update(last_contact_at=Subquery(last.values("last")))
    models.Appointment.objects.filter(
        participant_id__in=people, peer_id=by.person_id, kept_at=at
    ).update(kept_at=None, version=F("version") + 1)


def require_own(by: actors.Actor, contact: uuid.UUID) -> tuple[records.Participant, models.Contact]:
    """A contact that the actor logged themselves, once the record has opened."""
    rows = models.Contact.objects.filter(pk=contact)
    found, row = policy.require_row(by, P.CONTACT_CORRECT, rows)
    if row.peer_id != by.person_id:
        raise access.Refused(
            P.CONTACT_CORRECT,
            participant_id=found.pk,
            sentence=_("Only the peer who logged it can change it."),
        )
    return found, row


# --- undoing, and history ------------------------------------------------------------------


def require_undo(recorded_at: datetime) -> None:
    if not defaults.may_undo(recorded_at, now=clock.now()):
        raise errors.Gone(
            _("It was logged more than a day ago, so it stays."),
            todo=_("You can still correct what it says."),
        )


def require_unanswered(contacts: Collection[uuid.UUID]) -> None:
    if models.Reply.objects.filter(contact__in=contacts).exists():
        raise errors.Gone(
            _("They have answered it, so it stays with their words."),
            todo=_("You can still correct what it says."),
        )


def facts_of(row: models.Contact) -> dict[str, Any]:
    """What history says of it: slugs and numbers, no words."""
    return {"kinds": sorted(kind.value for kind in row.kinds), "minutes": row.minutes}

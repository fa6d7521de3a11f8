"""What the pages about referrals read."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.core import clock, errors, scope
from alongside.core.privacy import Words
from alongside.directory import models as directory
from alongside.directory import policy as listings
from alongside.referrals import models, policy, rules

MOST_SERVICES = 20
MOST_ENDED = 20
MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that a service is shown: a label and its value."""

    label: str
    value: str


def shown(
    *, shares: Sequence[str], name: str, reach_how: str, language: str, words: str
) -> list[Shown]:
    """Exactly what a service is shown: one list for the preview, the yes, and the partner."""
    every = {
        "name": Shown(_("Name to use"), name),
        "reach": Shown(_("How to reach this person"), reach_how),
        "language": Shown(_("Language"), dict(settings.LANGUAGES).get(language, language)),
        "words": Shown(_("Why, in this person’s own words"), words),
        "together": Shown(_("Coming together"), _("A peer worker comes along.")),
    }
    return [every[slug] for slug in rules.SHAREABLE if slug in shares]


@dataclass(frozen=True, slots=True)
class Line:
    """A referral as pages show it. `state` is where it really stands; `days` counts from its
    sending (before that, from when it was prepared) until now."""

    referral: models.Referral
    state: str
    days: int

    @property
    def state_words(self) -> Words:
        return models.Referral.State(self.state).label

    @property
    def is_ended(self) -> bool:
        return self.state in rules.ENDED

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN

    @property
    def waits_for_service(self) -> bool:
        return self.state == models.Referral.State.SENT

    @property
    def tells_who(self) -> bool:
        """Whether something in it says who the person is."""
        return bool(set(self.referral.shares) & set(rules.IDENTIFYING))

    @property
    def on_the_slip(self) -> list[Shown]:
        """All that was written for the service, also what was left out of the link."""
        row = self.referral
        given = {"name": row.name_given, "reach": row.reach_given, "words": row.words}
        return self._of([*row.shares, *(slug for slug, said in given.items() if said)])

    @property
    def has_slip(self) -> bool:
        """Whether something was left out of the link, for them to carry."""
        return len(self.on_the_slip) > len(self.shown)

    @property
    def shown(self) -> list[Shown]:
        return self._of(self.referral.shares)

    def _of(self, shares: Sequence[str]) -> list[Shown]:
        row = self.referral
        return shown(
            shares=shares,
            name=row.name_given,
            reach_how=row.reach_given,
            language=row.language_given,
            words=row.words,
        )


def line_of(row: models.Referral) -> Line:
    since = row.sent_at or row.happened_at
    return Line(row, policy.state_of(row), rules.days(since, at=clock.now()))


def lines(by: actors.Actor, participant_id: uuid.UUID | None = None) -> list[Line]:
    """Referrals that are not ended: the one that waits longest first. One query."""
    return [line_of(row) for row in _running(by, participant_id)[:MOST_OPEN]]


def ended(by: actors.Actor, participant_id: uuid.UUID | None = None) -> list[Line]:
    """The last ones that were closed or stopped."""
    rows = _of(by, participant_id).exclude(pk__in=_running(by, participant_id).order_by())
    return [line_of(row) for row in rows.order_by("-happened_at")[:MOST_ENDED]]


def _running(by: actors.Actor, participant_id: uuid.UUID | None) -> QuerySet[models.Referral]:
    agreed = Q(consent__isnull=False, consent__withdrawn_at=None)
    running = Q(state="draft") | Q(agreed, state__in=("ready", *rules.OPEN))
    return _of(by, participant_id).filter(running).order_by("happened_at", "pk")


def _of(by: actors.Actor, participant_id: uuid.UUID | None) -> QuerySet[models.Referral]:
    rows = policy.referrals_for(by)
    return rows.filter(participant_id=participant_id) if participant_id else rows


def participant_of(by: actors.Actor, referral: uuid.UUID) -> uuid.UUID:
    """Whose referral it is, so that the door can ask whether their record opens."""
    return policy.person_of(by, referral)


def referral(by: actors.Actor, pk: uuid.UUID) -> Line:
    row = policy.referrals_for(by).filter(pk=pk).select_related("service", "sent_by").first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    return line_of(row)


def services(words: str) -> list[directory.Service]:
    """Services that may be chosen: each word is somewhere in what they say of themselves."""
    found = listings.services()
    for word in words.split()[:8]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(organisation_name__icontains=word)
            | Q(address__icontains=word)
            | Q(description__icontains=word)
        )
    return list(found.order_by("name", "pk")[:MOST_SERVICES]) if words.strip() else []


def service(pk: uuid.UUID) -> directory.Service:
    found = listings.services().filter(pk=pk).first()
    if found is None:
        raise errors.Problem(
            _("This service is not in the directory any more."), todo=_("Choose another one.")
        )
    return found


def require_openable(link: models.Link) -> None:
    """Gone where the link would open to nobody. Nothing is written or said: mail scanners come
    here too."""
    with scope.within(link.organisation_id):
        if not policy.may_show(link, policy.of_link(link)):
            raise errors.Gone(
                _("This link has ended."),
                kept=_("What the service answered is kept."),
                todo=_("Ask the organisation that sent it for a new link. It takes them a minute."),
            )


# --- how useful and kind -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ratings:
    """What people of the organisation found; `people` is 0 where too few said something."""

    people: int = 0
    useful: str = ""
    kind: str = ""
    mine: models.Rating | None = None


def rated(service_id: uuid.UUID) -> directory.Service:
    """Also one that closed: somebody was there."""
    found = listings.known_services().filter(pk=service_id).first()
    if found is None:
        raise errors.Missing(_("There is no such service."))
    return found


def ratings(by: actors.Actor, service_id: uuid.UUID) -> Ratings:
    rows = list(policy.ratings_of(by, service_id).order_by("recorded_at", "pk"))
    whose = policy.rater(by)
    mine = next((row for row in rows if row.rater == whose), None)
    first = rows[: rules.counted(len(rows), settings.SMALL_NUMBER)]
    if not first:
        return Ratings(mine=mine)
    useful, kind = ([getattr(row, name) for row in first] for name in ("useful", "kind"))
    return Ratings(len(first), rules.share(useful), rules.share(kind), mine)

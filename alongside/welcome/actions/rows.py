"""What several actions of the desk have in common, once each has asked."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.models import Site
from alongside.core import clock, errors, scope
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.welcome import models, rules


def write_presence(
    site: Site, id: uuid.UUID, *, called: str = "", at: datetime | None = None
) -> models.Presence:
    now = clock.now()
    return models.Presence.objects.create(
        id=id,
        organisation_id=site.organisation_id,
        site=site,
        day=rules.day_of(at or now, site.time_zone),
        called=rules.plain_called(called),
        arrived_at=at or now,
        recorded_at=now,
    )


def write_attendance(presence: models.Presence, person: Participant) -> models.Attendance:
    return models.Attendance.objects.create(
        organisation_id=presence.organisation_id,
        participant=person,
        site_id=presence.site_id,
        presence=presence,
        arrived_at=presence.arrived_at,
        recorded_at=presence.recorded_at,
    )


def write_talk(
    presence: models.Presence, id: uuid.UUID, *, wish: str, brings: Collection[str]
) -> models.Talk:
    return models.Talk.objects.create(
        id=id,
        organisation_id=presence.organisation_id,
        site_id=presence.site_id,
        presence=presence,
        wish=wish,
        brings=in_order(brings),
        asked_at=clock.now(),
    )


def in_order(brings: Collection[str]) -> list[str]:
    return [slug for slug in rules.BRINGS if slug in brings]


def is_written_down(person: Participant) -> bool:
    """Whether they agree that things are written down: else nothing says that they were here."""
    return people.has_agreed(person, kind=RECORDED)


def here_already(person: Participant, site: Site) -> models.Presence | None:
    """Somebody comes in once, however often it is said."""
    open_one = models.Attendance.objects.filter(participant=person, site=site, left_at=None)
    return models.Presence.objects.filter(attendances__in=open_one).first()


def sign_out(presences: Collection[models.Presence], *, at: datetime, by: actors.Actor) -> None:
    """They have left. Whose attendance it is, the desk does not see; it ends all the same."""
    gone = [row.pk for row in presences]
    with scope.within(by.organisation_id):  # not as a walker, whom row-level security narrows
        models.Attendance.objects.filter(presence__in=gone, left_at=None).update(left_at=at)
    models.Turn.objects.filter(presence__in=gone, ended_at=None).update(ended_at=at)
    models.Presence.objects.filter(pk__in=gone, left_at=None).update(left_at=at)


def require_wish(wish: str, brings: Collection[str]) -> None:
    if wish not in models.Talk.Wish.values or not set(brings) <= set(rules.BRINGS):
        raise not_on_the_page()


def not_on_the_page() -> errors.Problem:
    return errors.Problem(
        _("Something in the form is not one of the answers we know."),
        kept=_("Nothing was changed."),
        todo=_("Look at each answer again and choose from the page."),
    )


def gone_home() -> errors.Gone:
    return errors.Gone(
        _("They have left, or the day was closed."),
        kept=_("Their visit is counted."),
        todo=_("If they are here again, say so at the desk."),
    )


def named_twice() -> errors.Problem:
    return errors.Problem(
        _("There is one of this name already."),
        kept=_("It is in the list."),
        todo=_("Choose another name."),
    )

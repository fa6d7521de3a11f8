"""The clock of reports: once a night, what is due is chased or retired, and what was kept for
an answer is erased."""

import secrets
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.accounts import access, actors, queries
from alongside.accounts import policy as people
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.directory import models, search
from alongside.directory.actions import rows
from alongside.directory.policy import truth as policy
from alongside.directory.rules import free_days
from alongside.directory.rules import truth as rules
from alongside.jobs import actions as jobs

A_YEAR = timedelta(days=365)


def strike(*, by: actors.Actor) -> Counter[str]:
    """Chase and retire what is due today; each report once. Returns what was done."""
    access.require(by, P.DIRECTORY_EDIT)
    now, done, chased = clock.now(), Counter[str](), []
    for report in models.Report.objects.filter(ended_at=None).order_by("reported_at"):
        what = _due(report, now)
        if what == "retire":
            done[what] += _retire(report, now)
        elif what == "chase":
            _chase(report, now)
            done[what] += 1
            chased.append(report.pk)
    with transaction.atomic():
        _tell_editors(models.Report.objects.filter(pk__in=chased))
        done["erased"] = _erase(now)
        if done.total():
            audit.record(by=by, verb="strike-clock", facts=dict(done))
    return done


def _due(report: models.Report, now: datetime) -> str:
    """What the clock says today, by the working days of where the listing is."""
    on, today, chased = report.reported_at.date(), now.date(), report.chased_at is not None
    due = rules.strikes(on, chased=chased, today=today)
    if due != "chase":
        return due
    free = free_days.between(_country(report), on, today)
    return rules.strikes(on, chased=chased, today=today, holidays=free)


def _country(report: models.Report) -> str:
    """Where it is, as far as we know; else where we are."""
    at: Any = report.meeting
    if report.service:
        at = report.service.at_locations.exclude(near_latitude=None).order_by("pk").first()
    known = search.country_at(at.near_latitude, at.near_longitude) if at else ""
    return known or settings.COUNTRY


def _listing(report: models.Report) -> rows.Row:
    model: Any = models.Meeting if report.meeting_id else models.Service
    found: rows.Row = model.objects.select_for_update().get(
        pk=report.meeting_id or report.service_id
    )
    return found


def _retire(report: models.Report, now: datetime) -> bool:
    """One that was never believed enough to hide it is only put aside."""
    with transaction.atomic():
        row = _listing(report)
        if row.hidden_at is None:
            outcome = models.Report.Outcome.OPEN
            models.Report.objects.filter(pk=report.pk).update(ended_at=now, outcome=outcome)
            return False
        return rows.end_report(row, models.Report.Outcome.RETIRED, now)


def _chase(report: models.Report, now: datetime) -> None:
    """Ask the listing itself, at the address everybody can read."""
    with transaction.atomic():
        row = _listing(report)
        models.Report.objects.filter(pk=report.pk).update(chased_at=now)
        if to := models.published_address(row):
            said = rows.new_keeper(row, "mail", now, choose=secrets.choice)[1]
            subject, body = rows.words_mail(row, said, chased=True)
            jobs.send_mail(to=to, subject=subject, body=body)


def _tell_editors(chased: QuerySet[models.Report]) -> None:
    """One message to each editor who left an address, about what is in their areas."""
    if not chased.exists():
        return
    hats = people.all_open_memberships(at=clock.now()).select_related("person")
    areas = policy.live_areas().values("person_id")
    editors = hats.filter(role="coordinator") | hats.filter(person__in=areas)
    told = set()
    for hat in editors.order_by("person_id"):
        by = queries.actor_as(hat)
        if hat.person_id in told or not hat.person.email or not access.can(by, P.DIRECTORY_EDIT):
            continue
        mine = policy.reports_of(by).filter(pk__in=chased.values("pk")).count()
        if mine:
            told.add(hat.person_id)
            with translation.override(hat.person.language):
                subject, body = _asking(mine)
                jobs.send_mail(to=hat.person.email, subject=subject, body=body)


def _asking(count: int) -> tuple[str, str]:
    address = f"{settings.PUBLIC_ADDRESS}{reverse('directory:queue')}"
    body = ngettext(
        "%(n)s listing was reported closed three working days ago, and nobody has looked yet.",
        "%(n)s listings were reported closed three working days ago, and nobody has looked yet.",
        count,
    ) % {"n": count}
    return _("Is it open?"), f"{body}\n\n{address}"


def _erase(now: datetime) -> int:
    """Addresses for thanks that waited too long, and messages a year after their answer."""
    late = models.Suggestion.objects.filter(sent_at__lt=now - rules.THANKS_WAIT)
    late = late.filter(state=models.Suggestion.State.WAITING)
    left = [told.pk for told in late.only("reach") if told.reach]  # sealed: looked at here
    erased = models.Suggestion.objects.filter(pk__in=left).update(reach="")
    old = models.Suggestion.objects.filter(answered_at__lt=now - A_YEAR)
    keepers = models.Keeper.objects.filter(made_at__lt=now - 2 * A_YEAR)
    keepers = keepers.exclude(used_at__gte=now - 2 * A_YEAR)
    keepers = keepers.exclude(told_drafts__in=models.Draft.objects.filter(ended_at=None))
    return erased + old.delete()[0] + keepers.delete()[0]

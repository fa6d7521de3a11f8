"""Being there: said by the person themselves, theirs to take back. What whoever runs the group
writes down: a count without names, themes, what follows."""

import secrets
import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses
from alongside.core import clock, errors
from alongside.groups import models, policy, queries, rules
from alongside.groups.actions import rows
from alongside.participants import policy as people
from alongside.participants.actions import rows as sent
from alongside.support import actions as support

Way = models.Attendance.Way
MOST_TRIES = 20  # codes a day


def show_code(*, by: actors.Actor, group: uuid.UUID, on: date) -> str:
    """The day's code, to be shown in the room. The same all day."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    with transaction.atomic():
        session = _session(found, on)
        if not session.code:
            session.code = "".join(str(secrets.randbelow(10)) for _sign in range(rules.DIGITS))
            session.save(update_fields=["code"])
            rows.audit_about(by, "show-code", session)
    return session.code


def check_in(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    group: uuid.UUID,
    code: str,
    called: str = "",
    is_seen: bool = False,
    wants_contact: bool = False,
) -> models.Attendance:
    """I am here: on one's own phone, with the code that is shown in the room. Twice is once."""
    access.require(by, P.GROUP_JOIN)
    found = rows.reached(by, group)
    _require_welcome(by, found)
    wrong = guesses.Counter(f"group-code:{by.id}", MOST_TRIES, 24 * 3600)
    if wrong.is_full:
        raise errors.TooMany(
            _("There were too many tries with codes."),
            kept=_("Nothing was written down."),
            todo=_("Ask somebody at the desk to check you in."),
        )
    session = _today(found)
    if session is None or not rules.is_code(code, session.code):
        wrong.count()
        if any(rules.is_code(code, each.code) for each in _recent(found)):
            raise errors.Problem(
                _("You can check in from an hour before it begins, until half a day after."),
                kept=_("Nothing was written down."),
            )
        raise errors.Problem(
            _("This is not the code that is shown in the room today."),
            todo=_("Look again, or ask whoever leads the circle."),
        )
    return _attend(
        by, session, rows.whose(by), id=id, way=Way.CODE, called=called,
        is_seen=is_seen, wants_contact=wants_contact,
    )  # fmt: skip


def check_in_at_desk(
    *, by: actors.Actor, id: uuid.UUID, group: uuid.UUID, on: date, participant: uuid.UUID
) -> models.Attendance:
    """Somebody who wishes it is checked in by a worker who walks with them. It is theirs at
    once: they see it, and can take it back."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    person = people.require(by, P.GROUP_OFFER, participant=participant)
    whose = {"organisation_id": person.organisation_id, "who": person}
    with transaction.atomic():
        session = _session(found, on)
        return _attend(by, session, whose, id=id, way=Way.DESK, called="")


def bring_attendance(
    *, by: actors.Actor, id: uuid.UUID, group: uuid.UUID, participant: uuid.UUID, on: date
) -> models.Attendance:
    """From an older list: kept for the person alone, who can take it back; nobody sees a name."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    here = people.participants_for(actors.system("a list", organisation_id=by.organisation_id))
    person = here.filter(pk=participant).first()
    if person is None:
        raise errors.Missing(access.NOTHING)
    whose = {"organisation_id": person.organisation_id, "who": person}
    with transaction.atomic():
        session = _session(found, on, as_usual=False)
        return _attend(
            by, session, whose, id=id, way=Way.BROUGHT, called="", happened_at=session.starts_at
        )


def take_back_attendance(*, by: actors.Actor, attendance: uuid.UUID) -> None:
    """As if it had never been said. Twice is once."""
    access.require(by, P.GROUP_JOIN)
    with transaction.atomic():
        mine = policy.attendances_for(by).filter(pk=attendance)
        row = mine.select_related("session").first()
        if row is None:
            return
        mine.delete()
        rows.audit_about(by, "take-back-attendance", row.session, who=row.who_id)


def keep_session(
    *,
    by: actors.Actor,
    group: uuid.UUID,
    on: date,
    version: int = 0,
    heads: int | None = None,
    themes: str = "",
    note: str = "",
    next_steps: str = "",
) -> models.Session:
    """How many were there, and what it was about: no names. `version` 0 is for a time of which
    nothing was written yet, and for lists that are brought over."""
    access.require(by, P.GROUP_OFFER)
    found = rows.run(by, group)
    if heads is not None and not 0 <= heads <= 5000:
        raise errors.Problem(_("The count must be between 0 and 5000."))
    with transaction.atomic():
        session = _session(found, on, as_usual=by.kind is not actors.Kind.SYSTEM)
        said = {"heads": heads, "themes": rows.words(themes), "note": rows.words(note)}
        said["next_steps"] = rows.words(next_steps)
        live = models.Session.objects.filter(pk=session.pk)
        if version:
            live = live.filter(version=version)
        if not live.update(**said, version=F("version") + 1):
            raise rows.stale()
        rows.audit_about(by, "keep-session", session, heads=heads)
    session.refresh_from_db()
    return session


def log_attenders(
    *,
    by: actors.Actor,
    group: uuid.UUID,
    on: date,
    kinds: Collection[str],
    minutes: int,
    programme: uuid.UUID | None = None,
) -> int:
    """Write the session down as a time together for everybody who wished it and walks with the
    actor; how many. Whoever has not agreed to things being written down is left out."""
    access.require(by, P.GROUP_OFFER)
    access.require(by, P.CONTACT_LOG)
    found = rows.reached(by, group)
    wished = models.Attendance.objects.filter(
        Q(who__in=people.participants_for(by)),
        session__group=found,
        session__on=on,
        wants_contact=True,
        contact=None,
    )
    logged = 0
    for row in wished.select_related("session"):
        with transaction.atomic():
            logged += _log(by, row, kinds, minutes, programme)
    return logged


def _log(
    by: actors.Actor,
    row: models.Attendance,
    kinds: Collection[str],
    minutes: int,
    programme: uuid.UUID | None,
) -> int:
    assert row.who_id
    try:
        contact = support.log_contact(
            by=by,
            id=row.pk,  # a second try writes nothing twice
            participant=row.who_id,
            kinds=kinds,
            form="group",
            setting="centre",
            minutes=minutes,
            programme=programme,
            happened_at=min(row.session.starts_at, clock.now()),
        )
    except errors.Gone:  # they have not agreed to things being written down
        return 0
    models.Attendance.objects.filter(pk=row.pk).update(contact=contact.pk)
    rows.audit_about(by, "log-group-session", row.session, who=row.who_id)
    return 1


def _attend(
    by: actors.Actor,
    session: models.Session,
    whose: dict[str, object],
    *,
    id: uuid.UUID,
    way: str,
    called: str,
    is_seen: bool = False,
    wants_contact: bool = False,
    happened_at: datetime | None = None,
) -> models.Attendance:
    now = clock.now()
    me = {name: value for name, value in whose.items() if name != "organisation_id"}
    with sent.once(models.Attendance.objects.filter(**me), id):
        row, is_new = models.Attendance.objects.get_or_create(
            session=session,
            **me,
            defaults={
                "id": id,
                "organisation_id": session.organisation_id,
                "called": rows.words(called, 80),
                "way": way,
                "is_seen": is_seen,
                "wants_contact": wants_contact,
                "happened_at": happened_at or now,
            },
        )
        if is_new:
            live = models.Member.objects.filter(**me, group_id=session.group_id)
            live.exclude(state="left").exclude(last_there_at__gt=row.happened_at).update(
                last_there_at=row.happened_at
            )
            rows.audit_about(by, "check-in-group", session, who=row.who_id)
    return row


def _session(found: models.Group, on: date, *, as_usual: bool = True) -> models.Session:
    """The row of that day, made where there is none yet."""
    there = models.Session.objects.filter(group=found, on=on).first()
    if there is not None:
        return there
    meets = rules.on_that_day(queries.pattern(found), on)
    if meets is None and as_usual:
        raise errors.Problem(_("The group does not meet on that day."))
    if as_usual and on > clock.today(found.time_zone):
        raise errors.Problem(_("That day has not come yet."))
    row, _new = models.Session.objects.get_or_create(
        group=found,
        on=on,
        defaults={
            "organisation_id": found.organisation_id,
            "starts_at": meets.starts_at if meets else queries.usual_time(found, on),
        },
    )
    return row


def _today(found: models.Group) -> models.Session | None:
    """The time that one may check in to now: also shortly after midnight, and where the group
    begins at another hour since its code was made."""
    now = clock.now()
    return next((row for row in _recent(found) if rules.may_check_in(row.starts_at, now=now)), None)


def _recent(found: models.Group) -> list[models.Session]:
    """The latest with a code, each at the hour at which it begins now."""
    recent = list(models.Session.objects.filter(group=found).order_by("-starts_at")[:3])
    yesterday = clock.today(found.time_zone) - timedelta(days=1)
    for row in recent:
        meets = rules.on_that_day(queries.pattern(found), row.on) if row.on >= yesterday else None
        if meets and meets.starts_at != row.starts_at:
            row.starts_at = meets.starts_at
            row.save(update_fields=["starts_at"])
    return recent


def _require_welcome(by: actors.Actor, found: models.Group) -> None:
    if found.is_own:
        raise errors.Problem(_("Nobody keeps a list here: just be there."))
    if queries.is_away(by, found):
        raise errors.Problem(
            _("You are asked to stay away for a time."),
            todo=_("The page of the group says why, and until when."),
        )
    if found.door != models.Group.Door.OPEN and not queries.belongs(by, found):
        raise errors.Problem(_("Ask to come to this group first."))

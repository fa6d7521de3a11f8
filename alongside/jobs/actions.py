"""Writing for the worker: duties, its pulse, mail. Nobody asks for these at a door.

`accounts` stands above this floor, so its lock can't be asked here; what people do is asked
for, and written into history, by the action above that calls `send_mail`.
"""

import logging
import re
import smtplib
import uuid
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from alongside.core import clock, scope
from alongside.jobs import models, rules

log = logging.getLogger("alongside.jobs")
duties: dict[str, rules.Duty] = {}


class Texts(Protocol):
    """How text messages go: the floor above that knows the gateway says so. A try is `id`'s, so
    that a gateway that tells doubles sends it once."""

    def may(self, organisation_id: uuid.UUID) -> bool: ...

    def send(self, id: uuid.UUID, to: str, body: str) -> rules.Went: ...


texts: list[Texts] = []


def register(duty: rules.Duty) -> None:
    """For `AppConfig.ready` of any app above: this is to be done every so often."""
    duties[duty.slug] = duty


def beat(*, name: str, now: datetime) -> None:
    models.Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now})


def due(*, now: datetime) -> list[str]:
    """The duties to do now. One never seen before is written into the table first."""
    known = set(models.Duty.objects.values_list("slug", flat=True))
    if new := [duty for slug, duty in duties.items() if slug not in known]:
        models.Duty.objects.bulk_create(
            [models.Duty(slug=duty.slug, due_at=_first_due(duty, now)) for duty in new],
            ignore_conflicts=True,
        )
    late = models.Duty.objects.filter(due_at__lte=now, slug__in=duties).order_by("due_at")
    return list(late.values_list("slug", flat=True))


def _first_due(duty: rules.Duty, now: datetime) -> datetime:
    return now if duty.every else rules.next_due(duty, now=now, zone=settings.TIME_ZONE)


def do_duty(*, slug: str, now: datetime) -> bool:
    """Do a duty that is due, unless another worker took it. Whether it was ours to do."""
    duty = duties[slug]
    row = models.Duty.objects.filter(slug=slug, due_at__lte=now).first()
    if row is None:
        return False
    next_due = rules.next_due(duty, now=now, zone=settings.TIME_ZONE)
    claimed = models.Duty.objects.filter(slug=slug, due_at=row.due_at).update(due_at=next_due)
    if not claimed:
        return False
    try:
        with scope.within(None):
            import_string(duty.does)()
    except Exception as error:
        log.exception("The duty %s failed", slug)
        models.Duty.objects.filter(slug=slug).update(
            due_at=rules.after_failure(next_due, now=clock.now()),
            last_outcome=f"failed: {type(error).__name__}"[:200],
        )
    else:
        models.Duty.objects.filter(slug=slug).update(last_done_at=clock.now(), last_outcome="done")
    return True


def send_mail(
    *, to: str, subject: str, body: str, organisation_id: uuid.UUID | None = None
) -> models.OutgoingMail:
    """Put a message on its way, inside the caller's transaction: undone with it, or sent. To
    workers and whoever keeps a list; what tells participants of something is a notice of `threads`,
    which asks for their yes and the agreement."""
    subject = " ".join(subject.split())
    return _put(to=to, subject=subject, body=body, organisation_id=organisation_id)


def send_text(*, to: str, body: str, organisation_id: uuid.UUID) -> models.OutgoingMail:
    """The same by text message, to a number as gateways want it: one line of words."""
    body = " ".join(body.split())
    return _put(to=to, subject="", body=body, organisation_id=organisation_id, is_text=True)


def _put(**said: Any) -> models.OutgoingMail:
    from alongside.jobs import tasks  # tasks call actions

    now = clock.now()
    with transaction.atomic():
        mail = models.OutgoingMail.objects.create(made_at=now, next_try_at=now, **said)
        tasks.deliver.enqueue(mail_id=str(mail.pk))
    return mail


def can_text(organisation_id: uuid.UUID) -> bool:
    """Whether there is a gateway, and the agreement for it lives."""
    with scope.within(organisation_id):
        return any(way.may(organisation_id) for way in texts)


def deliver(*, mail_id: uuid.UUID, now: datetime) -> None:
    """One try. Where it fails, the next one is queued after a longer wait, until given up."""
    waiting = models.OutgoingMail.objects.filter(pk=mail_id, sent_at=None, given_up_at=None)
    mail = waiting.first()
    if mail is None:
        return
    went = _by_text(mail) if mail.is_text else _by_mail(mail)
    if went.is_sent:
        waiting.update(
            sent_at=clock.now(),
            tries=mail.tries + 1,
            next_try_at=None,
            last_outcome=went.outcome,
            **_GONE,
        )
    else:
        _try_later(mail, went, now)


def _by_mail(mail: models.OutgoingMail) -> rules.Went:
    try:
        EmailMessage(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to]).send()
    except (smtplib.SMTPException, OSError) as error:
        return rules.Went(type(error).__name__, is_final=_is_final(error))
    return rules.SENT


def _by_text(mail: models.OutgoingMail) -> rules.Went:
    """Asked again when it leaves."""
    assert mail.organisation_id is not None
    for way in texts:
        if can_text(mail.organisation_id):
            return way.send(mail.pk, mail.to, mail.body)
    return rules.Went("no gateway or agreement", is_final=True)


_GONE = {"to": "", "subject": "", "body": ""}


def _try_later(mail: models.OutgoingMail, went: rules.Went, now: datetime) -> None:
    from alongside.jobs import tasks

    tries = mail.tries + 1
    wait = None if went.is_final else rules.wait_before(tries)
    row = models.OutgoingMail.objects.filter(pk=mail.pk)
    outcome = went.outcome
    log.warning("Mail %s: try %d failed (%s)", mail.pk, tries, outcome)
    if wait is None:
        row.update(
            tries=tries, given_up_at=clock.now(), next_try_at=None, last_outcome=outcome, **_GONE
        )
        return
    with transaction.atomic():
        row.update(tries=tries, next_try_at=now + wait, last_outcome=outcome)
        tasks.deliver.using(run_after=now + wait).enqueue(mail_id=str(mail.pk))


def _is_final(error: Exception) -> bool:
    """The server knows no such address. A wrong password is ours to mend, so it is not final."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(rules.is_final(code) for code, _ in error.recipients.values())


def forget_words_of_failure(*, result: "DBTaskResult[..., Any]") -> None:
    """Of a failed task keep the kind of error and where; its words may quote somebody."""
    if result.status == TaskResultStatus.FAILED:
        frames = re.findall(r'^ *File "[^"]+", line \d+, in \S+', result.traceback, re.M)
        DBTaskResult.objects.filter(pk=result.pk).update(traceback="\n".join(frames))


def take_back_lost_tasks(*, now: datetime) -> int:
    """A task whose worker was killed is queued again; tasks can bear being done twice."""
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=now - rules.LOST_AFTER
    ).update(status=TaskResultStatus.READY)


def prune(*, now: datetime) -> None:
    """Take out what has had its day: task results, sessions, cache, pulses, mail that is gone."""
    before = now - timedelta(days=settings.TASK_RESULTS_DAYS)
    DBTaskResult.objects.filter(finished_at__lt=before).delete()
    models.Heartbeat.objects.filter(beat_at__lt=now - timedelta(days=1)).delete()
    gone = Q(sent_at__lt=now - timedelta(days=7)) | Q(given_up_at__lt=now - timedelta(days=7))
    models.OutgoingMail.objects.filter(gone).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    moment = connection.ops.adapt_datetimefield_value(now.replace(tzinfo=None, microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608

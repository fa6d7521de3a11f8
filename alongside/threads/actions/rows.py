"""What several of its neighbours do after they have asked: a notice is put on its way, or all of
them are stopped."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from alongside.core import clock
from alongside.participants import models as records
from alongside.threads import models, rules, tasks

Kind, State = models.Outgoing.Kind, models.Outgoing.State
ONE_IN = timedelta(hours=24)  # whoever was told and has not come in yet is not told again


def tell(
    person: records.Participant, *, kind: str, about: uuid.UUID, moment: str = ""
) -> models.Outgoing | None:
    """Inside the caller's transaction: undone with it, or sent. None where the person wants no
    notice of this. The same twice is one. Whether it goes is asked when it goes."""
    line = models.Line.objects.filter(participant=person).first()
    if line is None or line.stopped_at is not None or not _wants(line, kind, moment):
        return None
    if kind == Kind.MESSAGE and _was_told(person):
        return None
    now = clock.now()
    row, is_new = models.Outgoing.objects.get_or_create(
        participant=person,
        kind=kind,
        about_id=about,
        moment=moment,
        defaults={
            "organisation_id": person.organisation_id,
            "way": line.way,
            "made_at": now,
            "next_try_at": now,
        },
    )
    if is_new:
        given = {"organisation_id": str(person.organisation_id), "notice": str(row.pk)}
        transaction.on_commit(lambda: tasks.deliver.enqueue(**given))
    return row


def _wants(line: models.Line, kind: str, moment: str) -> bool:
    if kind == Kind.REMINDER:
        return moment in line.reminds
    # What went wrong is told by whatever way they chose, also who chose only to be reminded.
    return kind in (Kind.TRY, Kind.NOTICE) or line.tells_messages


def _was_told(person: records.Participant) -> bool:
    """That there is something, and they have not looked since: once is enough."""
    new = models.Message.objects.filter(participant=person, read_at=None)
    waiting = new.exclude(author=None).values("pk")
    lately = models.Outgoing.objects.filter(
        participant=person, kind=Kind.MESSAGE, made_at__gt=clock.now() - ONE_IN
    )
    still = lately.filter(state__in=(State.QUEUED, State.SENT, State.DELIVERED))
    return still.filter(about_id__in=waiting).exists()


def end(line: models.Line) -> None:
    """STOP, by whatever way it was said. The caller has asked, and writes it down."""
    now = clock.now()
    models.Line.objects.filter(pk=line.pk).update(stopped_at=now, version=F("version") + 1)
    waiting = models.Outgoing.objects.filter(participant_id=line.participant_id, state=State.QUEUED)
    waiting.update(state=State.STOPPED, why=rules.STOPPED, ended_at=now, next_try_at=None)

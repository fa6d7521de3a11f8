"""What comes in by text message: STOP and START in three languages, and words for the thread.

Numbers that nobody chose are answered by nothing and kept nowhere. Who typed on that phone
nobody can know, so what came this way is marked as such.
"""

from django.db import transaction
from django.db.models import F

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, scope
from alongside.threads import models, policy, rules
from alongside.threads.actions import rows, sending
from alongside.threads.models.sending import digest_of

LONGEST = 1600  # signs of a long text message


def hear_text(*, by: actors.Actor, number: str, words: str, reference: str) -> None:
    """In every organisation whose line it is. `reference` is the gateway's name for it: sent
    again, it is nothing. Where a phone is shared, STOP counts for both, and words for neither."""
    access.require(by, P.MESSAGE_SEND)
    digest, said = digest_of(number), rules.cleaned(words)[:LONGEST]
    found = []
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            found += list(policy.lines_at(digest, organisation.pk))
    is_shared = len(found) > 1
    for line in found:
        with scope.within(line.organisation_id), transaction.atomic():
            if _is_new(line, reference):
                _take_in(line, said, is_shared=is_shared)


def hear_of_sent(*, by: actors.Actor, reference: str, state: str) -> None:
    """What became of something sent, in whichever organisation that was."""
    access.require(by, P.MESSAGE_SEND)
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            here = actors.system("a gateway tells", organisation_id=organisation.pk)
            sending.hear_state(by=here, reference=reference, state=state)


def _is_new(line: models.Line, reference: str) -> bool:
    _row, is_new = models.Heard.objects.get_or_create(
        participant_id=line.participant_id,
        reference_digest=digest_of(reference),
        defaults={"organisation_id": line.organisation_id, "heard_at": clock.now()},
    )
    return is_new


def _take_in(line: models.Line, said: str, *, is_shared: bool) -> None:
    if rules.is_stop(said):
        if line.stopped_at is None:
            rows.end(line)
            _write(line, "hear-stop")
    elif rules.is_start(said):
        stopped = models.Line.objects.filter(pk=line.pk).exclude(stopped_at=None)
        if stopped.update(stopped_at=None, version=F("version") + 1):
            _write(line, "hear-start")
    elif said and not is_shared:
        models.Message.objects.create(
            organisation_id=line.organisation_id,
            participant_id=line.participant_id,
            words=said,
            came=models.Message.Came.TEXT,
            happened_at=clock.now(),
            recorded_at=clock.now(),
        )
        _write(line, "hear-text")


def _write(line: models.Line, verb: str) -> None:
    by = actors.system("a text message came in", organisation_id=line.organisation_id)
    about = ("line", line.pk)
    audit.record(by=by, verb=verb, participant_id=line.participant_id, about=about)

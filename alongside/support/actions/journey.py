"""The journey, told by the participant or with whoever walks with them."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy
from alongside.participants.rules import RECORDED
from alongside.support import models
from alongside.support.rules import ideas, rough, spans

Line = models.Line
NOTHING = access.NOTHING


def tell(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    line: str,
    what: str,
    words: str = "",
    from_when: str = "",
    until_when: str = "",
    goes_on: bool = False,
    phase: str = "",
    is_private: bool = False,
) -> models.Passage:
    """Something on the journey. A resend changes nothing."""
    found = policy.require(by, P.JOURNEY_TELL, participant=participant)
    if line not in Line.values:
        raise errors.not_an_answer()
    _may_write(by, found, line)
    said = _checked(found, line, what, words, from_when, until_when, goes_on, phase)
    with transaction.atomic():
        _agreed(found)
        row, is_new = models.Passage.objects.get_or_create(
            pk=id,
            defaults={
                "organisation_id": found.organisation_id,
                "participant": found,
                "line": line,
                "is_private": is_private and by.is_participant,
                "recorded_at": clock.now(),
                **said,
            },
        )
        if row.participant_id != found.pk:
            raise errors.Missing(NOTHING)
        if is_new:
            _write(by, "tell-journey", row)
    return row


def correct_passage(
    *,
    by: actors.Actor,
    passage: uuid.UUID,
    version: int,
    what: str,
    words: str = "",
    from_when: str = "",
    until_when: str = "",
    goes_on: bool = False,
    phase: str = "",
    is_private: bool = False,
) -> None:
    """Tell it better. Only the participant changes who sees it. Stale where it was changed
    meanwhile."""
    access.require(by, P.JOURNEY_TELL)
    found, row = _passage(by, passage)
    said = _checked(found, row.line, what, words, from_when, until_when, goes_on, phase)
    hidden = is_private if by.is_participant else row.is_private
    with transaction.atomic():
        _agreed(found)
        mine = models.Passage.objects.filter(pk=row.pk, version=version)
        if not mine.update(version=F("version") + 1, is_private=hidden, **said):
            raise _stale()
        _write(by, "correct-journey", row)


def take_back_passage(*, by: actors.Actor, passage: uuid.UUID) -> None:
    """As if it had never been told, with what was said about being away."""
    access.require(by, P.JOURNEY_TELL)
    found, row = _passage(by, passage)
    with transaction.atomic():
        participants.hold(found)
        models.Away.objects.filter(passage=row).delete()
        if models.Passage.objects.filter(pk=row.pk).delete()[0]:
            _write(by, "take-back-journey", row)


def tell_home(
    *,
    by: actors.Actor,
    passage: uuid.UUID,
    version: int,
    home: str,
    keeps_contact: str,
    carries: str,
    back_when: str = "",
) -> models.Away:
    """What stays in view while somebody is away from home. 0 is the version where nothing was said
    yet."""
    access.require(by, P.JOURNEY_TELL)
    found, row = _passage(by, passage)
    _date(back_when)
    said = {
        "home": home.strip(),
        "keeps_contact": keeps_contact.strip(),
        "carries": carries.strip(),
        "back_when": back_when,
    }
    with transaction.atomic():
        _agreed(found)
        of_them = {"organisation_id": found.organisation_id, "participant": found}
        away, is_new = models.Away.objects.get_or_create(passage=row, defaults={**of_them, **said})
        if not is_new and {name: getattr(away, name) for name in said} == said:
            return away
        mine = models.Away.objects.filter(pk=away.pk, version=version)
        if not is_new and not mine.update(version=F("version") + 1, **said):
            raise _stale()
        _write(by, "tell-home", row)
    return away


def choose_lines(*, by: actors.Actor, participant: uuid.UUID, shown: list[str]) -> None:
    """The participant says which lines of their journey whoever walks with them sees."""
    found = policy.require(by, P.WALL_OWN, participant=participant)
    if not set(shown) <= set(Line.values):
        raise errors.not_an_answer()
    wanted = set(Line.values) - set(shown)
    with transaction.atomic():
        participants.hold(found)
        mine = models.Kept.objects.filter(participant=found)
        if set(mine.values_list("line", flat=True)) == wanted:
            return
        mine.delete()
        models.Kept.objects.bulk_create(
            models.Kept(organisation_id=found.organisation_id, participant=found, line=line)
            for line in sorted(wanted)
        )
        audit.record(
            by=by,
            verb="choose-lines",
            participant_id=found.pk,
            facts={"shown": len(shown)},
        )


def _may_write(by: actors.Actor, found: records.Participant, line: str) -> None:
    """Whoever walks with them writes on no line that is kept from them."""
    if by.is_participant:
        return
    if models.Kept.objects.filter(participant=found, line=line).exists():
        raise errors.Problem(_("They keep this line to themselves."))


def _passage(by: actors.Actor, passage: uuid.UUID) -> tuple[records.Participant, models.Passage]:
    """Once the record has opened; what is kept from whoever asks is not there for them."""
    rows = models.Passage.objects.filter(pk=passage)
    found: records.Participant
    found, row = policy.require_row(by, P.JOURNEY_TELL, rows)
    kept = row.is_private or models.Kept.objects.filter(participant=found, line=row.line).exists()
    if kept and not by.is_participant:
        raise errors.Missing(NOTHING)
    return found, row


def _checked(
    found: records.Participant,
    line: str,
    what: str,
    words: str,
    from_when: str,
    until_when: str,
    goes_on: bool,
    phase: str,
) -> Mapping[str, object]:
    """The columns, where what was said can be."""
    if what not in ideas.KINDS[line] or phase not in {"", *ideas.PHASES}:
        raise errors.not_an_answer()
    start, end = _date(from_when), _date(until_when)
    if line == Line.MOMENT:
        until_when, goes_on, end = "", False, start
    span = spans.Span(start, end, goes_on)
    if not spans.is_possible(span, today=clock.today(found.organisation.time_zone)):
        raise errors.Problem(
            _("It ends before it begins, or goes on and has an end, or has not begun."),
            todo=_("Change one of the dates. A year alone is enough."),
        )
    return {
        "what": what,
        "words": words.strip(),
        "from_when": from_when,
        "until_when": until_when,
        "goes_on": goes_on,
        "phase": phase if line == Line.TREATMENT else "",
    }


def _date(text: str) -> rough.Rough | None:
    try:
        return rough.read(text)
    except ValueError as error:
        raise errors.Problem(_("There is no such date.")) from error


def _agreed(found: records.Participant) -> None:
    participants.hold(found)
    participants.require_consent(participant=found, kind=RECORDED, at=clock.now())


def _stale() -> errors.Stale:
    return errors.Stale(
        _("Somebody else changed this meanwhile."),
        kept=_("What you typed is still here."),
        todo=_("Look at it once more, and send it again."),
    )


def _write(by: actors.Actor, verb: str, row: models.Passage) -> None:
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("passage", row.pk),
        facts={"line": row.line},
    )

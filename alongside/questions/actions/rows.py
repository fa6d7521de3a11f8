"""What several actions of questions have in common, once each has asked."""

import uuid
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.questions import models, policy, rules


def sheet(by: actors.Actor, pk: uuid.UUID) -> models.Sheet:
    """One that the actor may change."""
    found = policy.kept_by(by).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def live_sheet(by: actors.Actor, pk: uuid.UUID) -> models.Sheet:
    found = sheet(by, pk)
    if found.ended_at is not None:
        raise errors.Gone(
            _("These questions are asked no more."),
            kept=_("What was answered stays for its time."),
            todo=_("Begin new ones, if you want to ask again."),
        )
    return found


def question(by: actors.Actor, pk: uuid.UUID) -> models.Question:
    """In the wording of that id, which may be asked no more."""
    found = policy.question(by, pk)
    if found is None:
        raise errors.Missing(access.NOTHING)
    live_sheet(by, found.sheet_id)
    return found


def held(found: models.Sheet) -> models.Sheet:
    """Until the transaction ends, nobody else changes which questions are on it."""
    return models.Sheet.objects.select_for_update().get(pk=found.pk)


def change(found: models.Sheet, version: int, **columns: Any) -> None:
    """As it was read, or not at all."""
    mine = models.Sheet.objects.filter(pk=found.pk, version=version)
    if not mine.update(**columns, version=F("version") + 1):
        raise stale()


def live(found: models.Sheet) -> list[models.Question]:
    """What is asked on it, in order."""
    return list(policy.questions_in([found.pk]).filter(ended_at=None))


def audited(by: actors.Actor, verb: str, found: models.Sheet, **facts: Any) -> None:
    """In the organisation's history."""
    audit.record(by=by, verb=verb, about=("sheet", found.pk), facts=facts)


def require_names(names: rules.Texts) -> dict[str, str]:
    said = rules.trimmed(names)
    if not said:
        raise errors.Problem(_("Give it a name in one language at least."))
    if any(len(text) > rules.LONGEST_NAME for text in said.values()):
        raise errors.Problem(rules.LACKS["long"])
    return said


def require_sense(asked: rules.Wording) -> None:
    if lack := rules.lacks(asked):
        raise errors.Problem(rules.LACKS[lack])


def stale() -> errors.Stale:
    return errors.Stale(
        _("This was changed meanwhile, perhaps in another window."),
        kept=_("What you typed is still here."),
        todo=_("Look at it once more and send it again."),
    )

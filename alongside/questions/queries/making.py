"""Which questions an organisation has, for those who make them. No answer is read here."""

import uuid
from dataclasses import dataclass

from django.utils.translation import get_language

from alongside.accounts import access, actors
from alongside.core import errors, sentences
from alongside.questions import models, policy, rules
from alongside.support.rules import wording


@dataclass(frozen=True, slots=True)
class Line:
    """A question as it stands on the sheet. `hints` are words of it that may hurt."""

    question: models.Question
    texts: list[tuple[str, str, str]]  # language, the question, the reason
    hints: list[wording.Hint]


@dataclass(frozen=True, slots=True)
class Made:
    sheet: models.Sheet
    lines: list[Line]
    ended: list[models.Question]
    missing: list[str]  # languages of our pages in which something is not said

    @property
    def is_draft(self) -> bool:
        return self.sheet.begun_at is None and self.sheet.ended_at is None


def sheets(by: actors.Actor) -> list[models.Sheet]:
    """Those asked first, then drafts, then those that ended."""
    found = list(policy.kept_by(by).select_related("programme").order_by("-made_at"))
    return sorted(found, key=lambda row: (row.ended_at is not None, row.begun_at is None))


def sheet(by: actors.Actor, pk: uuid.UUID) -> models.Sheet:
    found = policy.kept_by(by).filter(pk=pk).select_related("programme", "made_by").first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def made(by: actors.Actor, pk: uuid.UUID) -> Made:
    found = sheet(by, pk)
    questions = list(policy.questions_in([found.pk]))
    live = [each for each in questions if each.ended_at is None]
    replaced = {each.instead_of_id for each in questions}
    ended = [each for each in questions if each.ended_at and each.pk not in replaced]
    texts = [found.names, *(each.words for each in live)]
    missing = [
        sentences.language(one) for one in rules.WRITTEN if not all(text.get(one) for text in texts)
    ]
    return Made(found, [_line(each) for each in live], ended, missing if live else [])


def question(by: actors.Actor, pk: uuid.UUID) -> models.Question:
    found = policy.question(by, pk)
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def programmes(by: actors.Actor) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in policy.programmes_for(by)]


def is_of_one_programme(by: actors.Actor) -> bool:
    return policy.is_of_one_programme(by)


def live(by: actors.Actor, pk: uuid.UUID) -> list[models.Question]:
    """What is asked on it, in order."""
    return list(policy.questions_in([sheet(by, pk).pk]).filter(ended_at=None))


def _line(row: models.Question) -> Line:
    texts = [
        (one, row.words[one], row.why.get(one, "")) for one in rules.WRITTEN if one in row.words
    ]
    here = (get_language() or "en").partition("-")[0]
    texts.sort(key=lambda text: text[0] != here)
    found: dict[str, wording.Hint] = {}
    for one, words, why in texts:
        options = [option.get(one, "") for option in row.options]
        for hint in wording.hints(" · ".join([words, why, *options]), one):
            found.setdefault(hint.said.casefold(), hint)
    return Line(row, texts, list(found.values()))

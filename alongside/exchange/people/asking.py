"""Tables of an organisation's own questions: what they are called, the questions in their words,
and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.core.privacy import Words
from alongside.exchange.people import columns, values
from alongside.questions import rules

ABOUT = values.vocabulary(
    {
        "person": "somebody, about somebody, une personne, una persona",
        "contact": "a time together, about one time together, un moment, un encuentro",
    }
)
KINDS = values.vocabulary({slug: slug for slug in rules.KINDS})
A_QUESTION = values.text(rules.LONGEST_QUESTION)
SAID_IN: Mapping[str, Words] = {"en": _("in English"), "es": _("in Spanish"), "fr": _("in French")}


def in_each(slug: str, label: Words, read: values.Reader) -> tuple[columns.Field, ...]:
    """A column for each of our languages."""
    return tuple(
        columns.Field(f"{slug}_{code}", format_lazy("{} ({})", label, said), "", read)
        for code, said in SAID_IN.items()
    )


SHEETS = columns.Kind(
    "sheets",
    _("Questions of the organisation: what belongs together"),
    _("Each with its name, and how long an answer is kept. Nobody is asked until somebody begins."),
    "question sheets, custom forms",
    (
        columns.reference("sheet id"),
        columns.Field(
            "about",
            pgettext_lazy("a column", "About what"),
            "",
            values.one_of(ABOUT),
            needed=True,
            grave=True,
        ),
        *in_each("name", _("What the questions are called"), values.text(rules.LONGEST_NAME)),
        columns.Field("they_answer", _("They answer by themselves"), "", values.yes_or_no),
        columns.Field(
            "keep_days", _("How many days an answer is kept"), "", values.number(1, 3 * 365)
        ),
        columns.PROGRAMME,
    ),
)

QUESTIONS = columns.Kind(
    "questions",
    _("Questions of the organisation"),
    _("Each in its words, with its reason, and what can be chosen: one answer on each line."),
    "custom questions",
    (
        columns.reference("question id"),
        columns.Field(
            "sheet", _("To what it belongs"), "sheet id", columns.A_NAME, needed=True, grave=True
        ),
        columns.Field(
            "kind",
            _("How it is answered"),
            "answer type",
            values.one_of(KINDS),
            needed=True,
            grave=True,
        ),
        columns.Field("order", _("In which place"), "position", values.number(0, 500)),
        *in_each("words", _("The question"), A_QUESTION),
        *in_each("why", _("Why it is asked"), values.text(rules.LONGEST_WHY)),
        *in_each("options", _("What can be chosen"), columns.A_LONG),
        columns.Field("careful", _("Asked with care"), "", values.yes_or_no),
        columns.Field("instead_of", _("In the place of which question"), "", columns.A_NAME),
        columns.Field("made", _("Asked since"), "", values.moment),
        columns.Field("ended", _("Asked no more since"), "", values.moment),
    ),
)

ANSWERS = columns.Kind(
    "answers",
    _("Answers to questions of the organisation"),
    _("What somebody answered, or would rather not say, and how long it is kept."),
    "custom answers, responses, réponses, respuestas",
    (
        columns.reference("answer id, response id"),
        columns.PERSON,
        columns.Field(
            columns.PEER.slug, _("Who wrote it down"), columns.PEER.heads, columns.PEER.read
        ),
        columns.Field("contact", _("The time together"), "contact id", columns.A_NAME, grave=True),
        columns.Field("sheet", _("What the questions are called"), ""),
        columns.Field("asked", _("Which question"), "question id", columns.A_NAME),
        columns.Field(
            "question", _("What was asked"), "question text", columns.A_LONG, needed=True
        ),
        columns.Field("kind", _("How it is answered"), ""),
        columns.Field("answer", _("The answer"), "response", columns.A_LONG, grave=True),
        columns.Field("declined", _("Rather not say"), "", values.yes_or_no, grave=True),
        columns.Field("by_self", _("Said by themselves"), "", values.yes_or_no),
        columns.Field(
            "happened", pgettext_lazy("a column", "When"), "date, day, fecha", values.moment
        ),
        columns.Field("kept_until", _("Kept until"), "", values.day),
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as far as an answer to it needs it."""

    kind: str
    options: Sequence[rules.Texts]
    keep_days: int
    about: str = "person"


def names(said: Mapping[str, Any], slug: str) -> dict[str, str]:
    """What stands in the columns of each language."""
    return {one: said[f"{slug}_{one}"] for one in rules.WRITTEN if said.get(f"{slug}_{one}")}


def wording(said: Mapping[str, Any]) -> rules.Wording | None:
    """None where not as many answers stand in each language."""
    options = rules.options_of(names(said, "options"))
    if options is None:
        return None
    texts = rules.trimmed(names(said, "words")), rules.trimmed(names(said, "why"))
    return rules.Wording(said["kind"], *texts, options, bool(said.get("careful")))


def said_of(asked: Asked, cell: str, *, declined: bool) -> rules.Said | None:
    """What a cell says to a question; None where it is no answer to it."""
    if declined:
        return rules.Said(is_declined=True)
    count = len(asked.options)
    if asked.kind not in rules.COUNTED:
        return rules.read(asked.kind, count, rules.Said(words=cell)) if cell else None
    known = _labels(asked)
    parts = cell.split("\n") if "\n" in cell else [cell]
    if asked.kind == rules.SOME and len(parts) == 1 and values.folded(cell) not in known:
        parts = values.SPLIT.split(cell)
    picked = [known.get(values.folded(part), "") for part in parts if part.strip()]
    if not picked or "" in picked:
        return None
    return rules.read(asked.kind, count, rules.Said(picked=tuple(dict.fromkeys(picked))))


def _labels(asked: Asked) -> dict[str, str]:
    """What can be chosen, in any language."""
    if asked.kind == rules.YES:
        return dict.fromkeys(values.YES, "yes") | dict.fromkeys(values.NO, "no")
    found: dict[str, str] = {}
    for at, option in enumerate(asked.options):
        found |= {values.folded(text): str(at) for text in option.values()}
    return found


def told(asked: Asked, said: rules.Said) -> str:
    """As `said_of` reads it."""
    if asked.kind not in rules.COUNTED or asked.kind == rules.YES:
        return said.words or "".join(said.picked)
    texts = [rules.said_in(option, "en")[0] for option in asked.options]
    picked = [texts[int(slug)] for slug in said.picked if int(slug) < len(texts)]
    return ("\n" if any(values.SPLIT.search(text) for text in texts) else "; ").join(picked)


def in_columns(texts: Mapping[str, rules.Texts]) -> dict[str, str]:
    """`texts` by the beginning of its column."""
    return {
        f"{slug}_{one}": said.get(one, "") for slug, said in texts.items() for one in rules.WRITTEN
    }


def lines(options: Sequence[rules.Texts]) -> dict[str, str]:
    """Of each language, one answer on each line."""
    used = [one for one in rules.WRITTEN if all(one in option for option in options)]
    return {one: "\n".join(option[one] for option in options) for one in used if options}

"""Rows of the organisation's own questions, and of what was answered, from what a table says."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Row = dict[str, Any]


def _sheet(said: Row, now: datetime) -> Row:
    """Nobody is asked until somebody here begins."""
    return {
        **{name: said[name] for name in ("names", "about", "keep_days")},
        "they_answer": said["about"] == "person" and said.get("they_answer", False),
        "programme_id": said.get("programme"),
        "made_at": now,
    }


def _question(said: Row, now: datetime) -> Row:
    asked = said["wording"]
    return {
        "sheet_id": said["sheet"],
        "order": said.get("order", 0),
        "kind": asked.kind,
        "words": asked.words,
        "why": asked.why,
        "options": list(asked.options),
        "is_careful": asked.is_careful,
        "instead_of_id": said["instead_of"],
        "made_at": said["made"],
        "ended_at": said.get("ended"),
    }


def _answer(said: Row, now: datetime) -> Row:
    return {
        "participant_id": said["person"],
        "question_id": said["question"],
        "contact_id": said["contact"],
        "picked": list(said["said"].picked),
        "words": said["said"].words,
        "is_declined": said["said"].is_declined,
        "by_self": said.get("by_self", False),
        "written_by_id": said.get("peer"),
        "happened_at": said["happened"],
        "recorded_at": now,
        "until_on": said["until"],
    }


ROWS: Mapping[str, Callable[[Row, datetime], Row]] = {
    "sheet": _sheet,
    "question": _question,
    "answer": _answer,
}

"""Somebody's plan on paper, to carry: their words, in ordinary or large print."""

import io
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.exchange.paper import type as letters
from alongside.exchange.paper.page import SOFT, Sheet
from alongside.exchange.paper.type import BOLD, DRAWING, PLAIN, Style
from alongside.support.models import Goal
from alongside.support.queries.plans import Whole
from alongside.support.templatetags import plans as said

TITLE = Style(BOLD, 22, 28)
PART = Style(BOLD, 14, 19, above=14)
GOAL = Style(BOLD, 12, 16, above=8)
BODY = Style(PLAIN, 12, 16)
LINE = Style(PLAIN, 12, 16, indent=14)
LARGE = 1.6
ROLES = {TITLE: "H1", PART: "H2", GOAL: "H3"}


def draw(found: Whole, *, country: str, language: str, today: date, is_large: bool) -> bytes:
    """It is made while one waits, and not kept."""
    file = io.BytesIO()
    with DRAWING:
        letters.typefaces()
        title, scale = _("My plan"), LARGE if is_large else 1
        sheet = Sheet(
            file, country=country, title=title, language=language, roles=ROLES, scale=scale
        )
        sheet.write(title, TITLE)
        sheet.write(date_format(today, "DATE_FORMAT"), SOFT)
        _about(sheet, found)
        for part in found.parts:
            if part.open:
                sheet.write(str(part.dimension.label), PART, keep=40)
            for goal in part.open:
                _goal(sheet, goal)
        if found.helps:
            sheet.write(_("Who and what helps"), PART, keep=30)
            for help in found.helps:
                sheet.write(f"+ {help.words}", BODY)
        if found.is_empty:
            sheet.write(_("Nothing is in the plan yet."), BODY)
        sheet.close()
    return file.getvalue()


def _about(sheet: Sheet, found: Whole) -> None:
    for name, title in said.TEXTS.items():
        if found.plan and (words := getattr(found.plan, name)):
            sheet.write(str(title), PART, keep=30)
            sheet.write(words, BODY)


def _goal(sheet: Sheet, goal: Goal) -> None:
    sheet.write(said.dated(goal.words, goal.by_when), GOAL, keep=20)
    for step in goal.steps.all():
        if step.let_go_at is None:
            mark = "[x]" if step.done_at else "[  ]"
            sheet.write(f"{mark} {said.dated(step.words, step.by_when)}", LINE)
    for help in goal.helping:  # type: ignore[attr-defined]
        sheet.write(f"+ {said.helping(help)}", LINE)

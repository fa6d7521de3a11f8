"""What people answered to an organisation's own questions, as it is published: lists and yes or no,
counted by quarter with small numbers hidden. Words, numbers and days are never counted, and nothing
of what people were hurt with. What is answered today is counted tomorrow."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core import clock
from alongside.core.privacy import Words
from alongside.insights import policy, rules
from alongside.insights.queries import outcomes
from alongside.insights.rules import WHOLE
from alongside.questions import models
from alongside.questions import policy as asked
from alongside.questions import rules as asking

TOTAL, DECLINED = "all", "declined"
PERIODS = 8  # quarters that can be chosen


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in one wording, and how often each answer was given."""

    question: models.Question
    total: outcomes.Row
    rows: list[outcomes.Row]


@dataclass(frozen=True, slots=True)
class Answers:
    period: rules.Period
    choices: list[rules.Period]
    is_running: bool
    floor: int
    sheets: list[models.Sheet]  # of which something was answered
    sheet: models.Sheet | None  # the one that is shown
    asked: list[Asked]


def answers(by: actors.Actor, *, period: str = "", sheet: str = "") -> Answers | None:
    """Of a quarter (this one, if none is named), the questions of one sheet (the first, if none is
    named, or none that was answered): all of them would be too long to read. None if there is no
    such quarter. Three queries."""
    zone = ZoneInfo(policy.zone_of(by))
    today = clock.today(zone.key)
    chosen = rules.period_named(period, today=today) if period else rules.quarter_of(today)
    if chosen is None or not chosen.is_quarter:
        return None
    found = _Counting(by, zone, chosen, today)
    choices = [each for each in rules.recent(today, quarters=PERIODS) if each.is_quarter]
    sheets = found.sheets()
    shown = next((each for each in sheets if str(each.pk) == sheet), sheets[0] if sheets else None)
    return Answers(
        chosen,
        choices,
        today < chosen.end,
        settings.SMALL_NUMBER,
        sheets,
        shown,
        list(found.published(shown)) if shown else [],
    )


@dataclass(frozen=True, slots=True)
class _Counting:
    by: actors.Actor
    zone: ZoneInfo
    quarter: rules.Period
    today: date

    def _rows(self) -> QuerySet[models.Answer]:
        start, end = self._midnight(self.quarter.start), self._midnight(self._end)
        return asked.counted_in(self.by).filter(happened_at__gte=start, happened_at__lt=end)

    def sheets(self) -> list[models.Sheet]:
        return list(asked.sheets_of(self.by, self._rows()))

    def published(self, sheet: models.Sheet) -> Iterator[Asked]:
        questions: dict[uuid.UUID, models.Question] = {}
        last: dict[uuid.UUID, dict[tuple[object, ...], models.Answer]] = {}
        rows = self._rows().filter(question__sheet=sheet)
        for row in rows.select_related("question__sheet").order_by("happened_at", "pk"):
            questions[row.question_id] = row.question
            month = rules.month_of(row.happened_at.astimezone(self.zone).date()).slug
            of_each = last.setdefault(row.question_id, {})
            of_each[row.participant_id, month, row.contact_id] = row
        for pk in sorted(questions, key=lambda pk: _place(questions[pk])):
            yield self._counted(questions[pk], last[pk])

    def _counted(
        self, question: models.Question, last: dict[tuple[object, ...], models.Answer]
    ) -> Asked:
        named: dict[str, Words] = {**dict(question.labels()), DECLINED: _("Rather not say")}
        sums: dict[tuple[object, object], list[int]] = {}
        for (person, month, _contact), row in last.items():
            picked = {DECLINED} if row.is_declined else set(row.picked)
            said = [1, *(slug in picked for slug in named)]
            before = sums.setdefault((person, month), [0] * len(said))
            sums[person, month] = [a + b for a, b in zip(before, said, strict=True)]
        columns = (WHOLE, *(month.slug for month in rules.months_in(self.quarter)))
        lines = ((*key, *said) for key, said in sums.items())
        counts = rules.counted(lines, rows=(TOTAL, *named), columns=columns)
        sorts = [] if question.kind == asking.SOME else [[*named]]
        table = rules.things_table(counts, total=TOTAL, sorts=sorts)
        hidden = rules.hide_small(table, settings.SMALL_NUMBER)
        rows = [
            outcomes.Row(slug, label, outcomes.shown(table, hidden, (slug, WHOLE)), [], None)
            for slug, label in {TOTAL: _("Answers"), **named}.items()
        ]
        total, *rest = outcomes.with_bars(rows)
        return Asked(question, total, rest)

    @property
    def _end(self) -> date:
        return min(self.quarter.end, self.today)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone)


def _place(question: models.Question) -> tuple[object, ...]:
    return (question.sheet.made_at, question.sheet_id, question.order, question.made_at)

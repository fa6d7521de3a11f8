"""What the pages of a journey read. The caller has asked whether the record opens."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from alongside.accounts import access, actors
from alongside.core import errors
from alongside.support import models
from alongside.support.policy import journey as policy
from alongside.support.rules import drawing, ideas, rough, spans

Line = models.Line


@dataclass(frozen=True)
class Told:
    """One passage, as it is read."""

    row: models.Passage
    name: str
    phase: str
    span: spans.Span
    away: models.Away | None

    @property
    def may_be_away(self) -> bool:
        return self.away is not None or ideas.takes_away(self.row.line, self.row.what)


@dataclass(frozen=True)
class Journey:
    told: list[Told]  # by line, earliest first
    picture: drawing.Picture
    kept: list[str]  # lines that are not shown to whoever walks with them
    now: list[Told]  # what goes on, also several at once
    chosen: list[str]  # lines that are drawn
    lines: list[str]  # lines there is something on
    total: int = 0

    @property
    def away(self) -> list[Told]:
        """Where somebody was or is away from home, or may have been."""
        return [each for each in self.told if each.may_be_away]


def span_of(row: models.Passage) -> spans.Span:
    start = rough.read(row.from_when)
    end = start if row.line == Line.MOMENT else rough.read(row.until_when)
    return spans.Span(start, end, row.goes_on)


def journey(
    by: actors.Actor, participant_id: uuid.UUID, *, only: Sequence[str] = (), today: date
) -> Journey:
    """Three queries. `only` are the lines to draw; none means all."""
    rows = list(policy.passages_of(by, participant_id).order_by("recorded_at", "pk"))
    aways = {away.passage_id: away for away in policy.aways_of(by, participant_id)}
    everything = [_told(row, aways) for row in rows]
    chosen = [line for line in Line.values if line in only] or list(Line.values)
    told = [each for each in everything if each.row.line in chosen]
    told.sort(key=lambda each: (Line.values.index(each.row.line), *spans.order(each.span)))
    entries = [drawing.Entry(each.row.line, each.name, each.span) for each in told]
    kept = policy.kept_of(by, participant_id).values_list("line", flat=True)
    return Journey(
        told=told,
        picture=drawing.draw(entries, lines=Line.values, today=today),
        kept=list(kept) if by.is_participant else [],
        now=[each for each in told if each.row.goes_on],
        chosen=chosen,
        lines=[line for line in Line.values if any(each.row.line == line for each in everything)],
        total=len(everything),
    )


def _told(row: models.Passage, aways: Mapping[uuid.UUID, models.Away]) -> Told:
    language = get_language() or "en"
    return Told(
        row=row,
        name=ideas.called(row.line, row.what, language),
        phase=ideas.phase_called(row.phase, language) if row.phase else "",
        span=span_of(row),
        away=aways.get(row.pk),
    )


def passage(by: actors.Actor, participant_id: uuid.UUID, pk: uuid.UUID) -> Told:
    row = policy.passages_of(by, participant_id).filter(pk=pk).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    away = policy.aways_of(by, participant_id).filter(passage=row).first()
    return _told(row, {row.pk: away} if away else {})


def lines_open_to(by: actors.Actor, participant_id: uuid.UUID) -> list[str]:
    """Lines on which the actor may tell something."""
    kept = set(policy.kept_of(by, participant_id).values_list("line", flat=True))
    return [line for line in Line.values if by.is_participant or line not in kept]

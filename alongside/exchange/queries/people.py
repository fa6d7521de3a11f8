"""What the pages of people who are brought in, and taken out, need."""

import csv
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors, formulas, scope
from alongside.core.privacy import Words
from alongside.exchange import models, policy
from alongside.exchange.actions.people import LOST_AFTER
from alongside.exchange.actions.taking import OPEN
from alongside.exchange.people import reasons, shapes
from alongside.exchange.people.planning import HERE, LIKELY, MAKE, REFUSE, REMARK

LINES, LAST = 25, 20  # on a page
State = models.Bringing.State
FATES: dict[str, Words] = {
    REFUSE: gettext_lazy("stay out"),
    LIKELY: gettext_lazy("come in, likely here already"),
    REMARK: gettext_lazy("come in, with a remark"),
    MAKE: gettext_lazy("come in"),
    HERE: gettext_lazy("are here already"),
}
TROUBLE: dict[str, Words] = {
    "two-ways": gettext_lazy("Some days can be read in two ways. Say below how they are written."),
    "unreadable": gettext_lazy(
        "It could not be read. Save it as CSV or .xlsx, and bring it again."
    ),
    "ended": gettext_lazy("The program that worked on it was ended in the middle."),
    "changed": gettext_lazy("Something is different since you looked, so nobody came in yet."),
}
ROW = pgettext_lazy("of a table", "row")


@dataclass(slots=True)
class Reason:
    """Why, with the column it is about and what stood there."""

    column: Words
    sentence: Words
    cell: str


@dataclass(slots=True)
class ReportLine:
    table: str
    row: int
    fate: Words
    why: list[Reason]


@dataclass(slots=True)
class Report:
    """One file and what becomes of it. `counts` has one row a kind."""

    run: models.Bringing
    counts: list[tuple[Words, list[tuple[Words, int]]]] = field(default_factory=list)
    tabs: list[tuple[str, Words, int]] = field(default_factory=list)
    chosen: str = ""
    page: Page[Any] | None = None
    lines: list[ReportLine] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        return self.run.state in (State.READING, State.APPLYING, State.UNDOING)

    @property
    def is_lost(self) -> bool:
        beat = self.run.beat_at
        return self.waits and beat is not None and beat < clock.now() - LOST_AFTER

    @property
    def trouble(self) -> Words:
        return TROUBLE.get(self.run.trouble, "")

    @property
    def may_apply(self) -> bool:
        return self.run.state == State.SHOWN and any(
            n for slug, _name, n in self.tabs if slug in (MAKE, REMARK, LIKELY)
        )

    @property
    def may_change(self) -> bool:
        return self.run.state in (State.COLUMNS, State.SHOWN)


def bringings(by: actors.Actor) -> list[models.Bringing]:
    return list(policy.bringings(by).order_by("-brought_at")[:LAST])


def bringing(by: actors.Actor, pk: uuid.UUID) -> models.Bringing:
    row = policy.bringings(by).filter(pk=pk).first()
    if row is None:
        raise errors.Missing(_("There is no such file here."), todo=_("It may have been let go."))
    return row


def report_page(by: actors.Actor, pk: uuid.UUID, *, fate: str = "", page: str = "") -> Report:
    row = bringing(by, pk)
    found = Report(row)
    counted = {kind: row.counts[kind] for kind in shapes.KIND if kind in row.counts}
    found.counts = [
        (shapes.KIND[kind].label, [(name, counts.get(slug, 0)) for slug, name in FATES.items()])
        for kind, counts in counted.items()
    ]
    found.tabs = [
        (slug, name, sum(counts.get(slug, 0) for counts in counted.values()))
        for slug, name in FATES.items()
    ]
    filled = [slug for slug, _name, n in found.tabs if n]
    found.chosen = fate if fate in filled else (filled[0] if filled else "")
    lines = row.lines.filter(fate=found.chosen).order_by("id")
    found.page = Paginator(lines, LINES).get_page(page)
    found.lines = [_line(row, line) for line in found.page.object_list]
    return found


def _line(run: models.Bringing, line: models.BringingLine) -> ReportLine:
    kind = shapes.KIND.get(line.kind)
    tables = run.tables
    name = tables[line.table]["name"] if line.table < len(tables) else line.kind
    why = [
        Reason(getattr(kind and kind.field(slug), "label", ""), reasons.REASONS.get(why, why), cell)
        for slug, why, cell in line.says or []
    ]
    return ReportLine(name, line.row, FATES.get(line.fate, line.fate), why)


def report(by: actors.Actor, pk: uuid.UUID) -> Iterator[str]:
    """The whole report as a table: no cell is ever taken for a formula. It is read after the
    view has answered, in the organisation again."""
    row = bringing(by, pk)
    return _within(by, _table(row))


def _within(by: actors.Actor, parts: Iterator[str]) -> Iterator[str]:
    while True:
        with scope.within(by.organisation_id):
            part = next(parts, None)
        if part is None:
            return
        yield part


def _table(row: models.Bringing) -> Iterator[str]:
    yield _csv([_("table"), str(ROW), _("what becomes of it"), _("column"), _("why"), _("says")])
    for line in row.lines.order_by("id").iterator(chunk_size=1000):
        said = _line(row, line)
        for why in said.why or [Reason("", "", "")]:
            yield _csv([said.table, said.row, said.fate, why.column, why.sentence, why.cell])


def _csv(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([formulas.safe(str(cell)) for cell in cells])
    return out.getvalue()


def counted(by: actors.Actor, pk: uuid.UUID) -> list[tuple[Words, int]]:
    """How many rows each fate has, for a terminal."""
    found = policy.bringings(by).filter(pk=pk).values_list("lines__fate").annotate(n=Count("lines"))
    by_fate = dict(found)
    return [(name, by_fate.get(slug, 0)) for slug, name in FATES.items()]


# --- taking everything out -----------------------------------------------------------------------


@dataclass(slots=True)
class TakingLine:
    row: models.Taking
    may_take: bool
    may_answer: bool


def takings(by: actors.Actor) -> list[TakingLine]:
    rows = policy.takings(by).select_related("asked_by", "answered_by")
    return [_taking(by, row) for row in rows.order_by("-asked_at")[:LAST]]


def _taking(by: actors.Actor, row: models.Taking) -> TakingLine:
    answered = row.answered_at if row.state in ("allowed", "taken") else None
    is_open = answered is not None and clock.now() <= answered + OPEN
    mine = row.asked_by_id == by.person_id
    waits = row.state == models.Taking.State.ASKED
    return TakingLine(row, is_open and mine, waits and not mine and access.can(by, P.RIGHTS_KEEP))

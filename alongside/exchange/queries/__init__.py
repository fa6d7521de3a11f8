"""What the pages of lists and feeds need, starting from who may see it."""

import csv
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.accounts import actors
from alongside.core import clock, errors, formulas
from alongside.core.privacy import Words
from alongside.directory import models
from alongside.directory.rules import feeds as rules
from alongside.exchange import policy

LINES, QUEUE = 25, 10  # on a page
LAST = 5  # runs of a source
State = models.Run.State
OPEN = (State.READING, State.SHOWN, State.APPLYING, State.STOPPED, State.FAILED)
FATES = tuple(models.RunLine.Fate)


@dataclass(slots=True)
class SourceLine:
    """One list on the page of all: what became of it last, and what waits."""

    source: models.Source
    meetings: int
    services: int
    waiting: models.Run | None = None


@dataclass(slots=True)
class Sources:
    lines: list[SourceLine]
    differences: int
    twins: int


def sources(by: actors.Actor) -> Sources:
    rows = list(policy.sources(by).order_by("name", "key"))
    counts = {
        (kind, each["source"]): each["n"]
        for kind in ("meetings", "services")
        for each in policy.listings(by, kind)
        .filter(retired_at=None)
        .values("source")
        .annotate(n=Count("pk"))
    }
    read_at = {row.pk: row.read_at for row in rows}
    waiting = {
        run.source_id: run
        for run in policy.runs(by).filter(state__in=OPEN).order_by("started_at")
        if not _is_older(run, read_at.get(run.source_id))
    }
    lines = [
        SourceLine(
            row,
            counts.get(("meetings", row.pk), 0),
            counts.get(("services", row.pk), 0),
            waiting.get(row.pk),
        )
        for row in rows
    ]
    asked = policy.differences(by).values("kind", "listing_id").distinct()
    open_ones = policy.twins(by).filter(state=models.Twin.State.OPEN)
    return Sources(lines, asked.count(), open_ones.count())


def _is_older(run: models.Run, read_at: datetime | None) -> bool:
    at_rest = run.state not in (State.READING, State.APPLYING)
    return at_rest and read_at is not None and run.started_at < read_at


def source(by: actors.Actor, pk: uuid.UUID) -> tuple[models.Source, list[models.Run]]:
    """A list, and its last imports."""
    row = policy.sources(by).filter(pk=pk).first()
    if row is None:
        raise errors.Missing(_("There is no such source."))
    return row, list(policy.runs(by).filter(source=row).order_by("-started_at")[:LAST])


@dataclass(slots=True)
class RunPage:
    """A report. `lines` are of one fate at a time; `tabs` count each."""

    run: models.Run
    counts: list[models.RunCount]
    tabs: list[tuple[str, Any, int]] = field(default_factory=list)
    chosen: str = ""
    page: Page[Any] | None = None
    is_new: bool = False  # nothing of this source was ever applied

    @property
    def waits(self) -> bool:
        return self.run.state in (State.READING, State.APPLYING)

    @property
    def is_lost(self) -> bool:
        """Whoever worked on it was ended; another will take it up."""
        beat = self.run.beat_at
        return self.waits and beat is not None and beat < clock.now() - rules.LOST_AFTER

    @property
    def may_apply(self) -> bool:
        return self.run.state in (State.SHOWN, State.STOPPED)

    @property
    def is_older(self) -> bool:
        """A newer one was applied since."""
        return self.may_apply and _is_older(self.run, self.run.source.read_at)

    @property
    def changes_nothing(self) -> bool:
        return not any(count for slug, _name, count in self.tabs if slug in FATES)


def run(by: actors.Actor, pk: uuid.UUID, *, fate: str = "", page: str = "") -> RunPage:
    row = policy.runs(by).filter(pk=pk).first()
    if row is None:
        raise errors.Missing(_("There is no such import."), todo=_("It may have been let go."))
    found = RunPage(row, list(row.counts.order_by("pk")), is_new=row.source.read_at is None)
    by_fate = dict(row.lines.values_list("fate").annotate(n=Count("pk")))
    odd = row.problems.aggregate(
        refused=Count("pk", filter=Q(kept=False)), remarks=Count("pk", filter=Q(kept=True))
    )
    found.tabs = [
        *((each.value, each.label, by_fate.get(each.value, 0)) for each in models.RunLine.Fate),
        ("refused", _("not taken"), odd["refused"]),
        ("remarks", _("taken, with a remark"), odd["remarks"]),
    ]
    filled = [slug for slug, _name, count in found.tabs if count]
    found.chosen = fate if fate in filled else (filled[0] if filled else "")
    rows: Any = row.lines.filter(fate=found.chosen).order_by("-is_news", "pk")
    if found.chosen in ("refused", "remarks"):
        rows = row.problems.filter(kept=found.chosen == "remarks").order_by("pk")
    found.page = Paginator(rows, LINES).get_page(page)
    return found


def first_lines(by: actors.Actor, pk: uuid.UUID, *, most: int) -> list[models.RunLine]:
    """The first lines of each fate, for a terminal."""
    lines = [run.lines.order_by("pk") for run in policy.runs(by).filter(pk=pk)]
    return [line for each in lines for fate in FATES for line in each.filter(fate=fate)[:most]]


def report(by: actors.Actor, pk: uuid.UUID) -> Iterator[str]:
    """The whole report as a table for people: no cell is ever taken for a formula."""
    row = policy.runs(by).filter(pk=pk).first()
    if row is None:
        raise errors.Missing(_("There is no such import."))
    return _table(row)


def _table(row: models.Run) -> Iterator[str]:
    head = [_("what"), _("table"), _("row"), _("key"), _("name"), _("field"), _("was"), _("says")]
    yield _csv(head)
    for line in row.lines.order_by("pk").iterator(chunk_size=1000):
        fate = str(models.RunLine.Fate(line.fate).label)
        yield _csv([fate, line.table, line.row or "", line.key, line.name, line.field, line.was,
                    line.says])  # fmt: skip
    for problem in row.problems.order_by("pk").iterator(chunk_size=1000):
        fate = _("taken, with a remark") if problem.kept else _("not taken")
        where = problem.row or ""
        yield _csv([fate, problem.table, where, "", "", problem.field, "", problem.reason])


def _csv(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([formulas.safe(str(cell)) for cell in cells])
    return out.getvalue()


@dataclass(slots=True)
class Difference:
    """One listing, with what is shown and what its source says, field by field."""

    kind: str
    listing: Any
    edits: list[models.Edit]

    @property
    def is_held(self) -> bool:
        return any(edit.why == models.Edit.Why.HELD for edit in self.edits)

    @property
    def since(self) -> Any:
        return min(edit.source_said_at for edit in self.edits if edit.source_said_at)


def differences(by: actors.Actor, *, page: str = "") -> Page[Any]:
    """Listings where ours and theirs differ, the longest first. Held ones of children come
    beside: an address or a number is a listing of its own here."""
    rows = policy.differences(by)
    keys = rows.values("kind", "listing_id").annotate(n=Count("pk")).order_by("kind", "listing_id")
    found: Page[Any] = Paginator(keys, QUEUE).get_page(page)
    wanted = [(each["kind"], each["listing_id"]) for each in found.object_list]
    edits: dict[tuple[str, uuid.UUID], list[models.Edit]] = {}
    pks = [pk for _kind, pk in wanted]
    for edit in rows.filter(listing_id__in=pks).order_by("field"):
        edits.setdefault((edit.kind, edit.listing_id), []).append(edit)
    listings = {
        (kind, row.pk): row
        for kind in {kind for kind, _pk in wanted}
        for row in policy.listings(by, kind).filter(pk__in=pks).select_related("source")
    }
    found.object_list = [
        Difference(kind, listings[kind, pk], edits[kind, pk])
        for kind, pk in wanted
        if (kind, pk) in listings
    ]
    return found


COMPARED: dict[str, dict[str, Words]] = {
    "meetings": {
        "weekday": gettext_lazy("Day"),
        "start_minute": gettext_lazy("Time"),
        "location_name": gettext_lazy("Place"),
        "address": gettext_lazy("Address"),
        "conference_url": gettext_lazy("Online"),
        "notes": gettext_lazy("Notes"),
    },
    "services": {
        "organisation_name": gettext_lazy("Organisation"),
        "address": gettext_lazy("Address"),
        "phone": gettext_lazy("Phone"),
        "website": gettext_lazy("Website"),
        "description": gettext_lazy("Description"),
    },
}


@dataclass(slots=True)
class Pair:
    """Two listings that may be one."""

    twin: models.Twin
    one: Any
    other: Any

    def _all(self) -> Iterator[tuple[Words, str, Any, Any]]:
        """How a field is called, its column, and both values."""
        yield _("Name"), "name", self.one.name, self.other.name
        for column, name in COMPARED[self.twin.kind].items():
            yield name, column, getattr(self.one, column), getattr(self.other, column)
        yield _("List"), "", self.one.source.name, self.other.source.name

    @property
    def fields(self) -> list[tuple[Words, str, Any, Any]]:
        """Where they differ."""
        return [each for each in self._all() if each[2] != each[3]]

    @property
    def shared(self) -> list[tuple[str, Any]]:
        """What both say, but the name: column and value."""
        return [
            (column, one)
            for _name, column, one, other in self._all()
            if one == other and one not in (None, "") and column != "name"
        ]


def twins(by: actors.Actor, *, state: str = "", page: str = "") -> tuple[str, Page[Any]]:
    """Pairs that wait, the likeliest first; or those that were settled, the latest first."""
    chosen = state if state in models.Twin.State.values else models.Twin.State.OPEN
    order = ("-likeness", "pk") if chosen == models.Twin.State.OPEN else ("-decided_at", "pk")
    rows = policy.twins(by).filter(state=chosen).order_by(*order)
    found: Page[Any] = Paginator(rows, QUEUE).get_page(page)
    pks = [pk for row in found.object_list for pk in (row.one, row.other)]
    listings = {
        row.pk: row
        for kind in ("meetings", "services")
        for row in policy.listings(by, kind).filter(pk__in=pks).select_related("source")
    }
    found.object_list = [
        Pair(row, listings[row.one], listings[row.other])
        for row in found.object_list
        if row.one in listings and row.other in listings
    ]
    return str(chosen), found

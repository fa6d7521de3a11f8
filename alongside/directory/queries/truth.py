"""How true a listing is: who says what, who looked and when; and what waits for an editor."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, DateTimeField, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.core import errors, ids
from alongside.core.privacy import Words
from alongside.directory import models, policy
from alongside.directory.policy import asides, drafts, frameworks
from alongside.directory.policy import truth as waiting
from alongside.directory.rules import changes
from alongside.directory.rules import facts as voices
from alongside.directory.rules import truth as rules

Row = models.Meeting | models.Service
PAGE, FEW = 50, 20
TOLD_BY = ("meeting", "service", "told_by__meeting", "told_by__service")
LONG_AGO = datetime.fromisoformat("1900-01-01T00:00:00+00:00")


# --- on a listing's own page ---------------------------------------------------------------


@dataclass(slots=True)
class Truth:
    """What a listing's page says of how true it is. `report` is the one whose clock runs."""

    row: Row
    facts: dict[str, list[voices.Together]] = field(default_factory=dict)
    parts: list[models.FrameworkPart] = field(default_factory=list)
    report: models.Report | None = None
    corrected: dict[str, Any] = field(default_factory=dict)  # fields put right here

    @property
    def is_hidden(self) -> bool:
        """Left out of lists until somebody looked."""
        return self.row.hidden_at is not None and self.report is not None

    @property
    def is_gone(self) -> bool:
        return self.row.hidden_at is not None and self.report is None

    @property
    def tell(self) -> str:
        """The word under which pages about it are found: `meeting` or `service`."""
        return kind_of(self.row).removesuffix("s")

    @property
    def page(self) -> str:
        return f"directory:{self.tell}"

    @property
    def looked_here(self) -> bool:
        """Somebody looked later than its own list says."""
        at, theirs = self.row.verified_at, self.row.checked_at
        return at is not None and (theirs is None or at >= theirs)

    @property
    def checked_at(self) -> datetime | None:
        return self.row.verified_at if self.looked_here else self.row.checked_at

    @property
    def checked_by(self) -> str:
        return self.row.verified_says if self.looked_here else models.Says.LISTING


def of(row: Row) -> Truth:
    """One question for each thing that the row does not know to be missing."""
    truth = Truth(row)
    if asides.may_have(row, "has_report"):
        truth.report = row.reports.filter(ended_at=None).first()
    if isinstance(row, models.Service):
        truth.parts = list(frameworks.framework_parts(row))
    if asides.may_have(row, "has_facts"):
        truth.facts = voices.side_by_side(row.facts.order_by("pk"))
    if asides.may_have(row, "has_edits"):
        edits = waiting.edits(kind_of(row), row.pk).filter(why=models.Edit.Why.EDITED)
        truth.corrected = {edit.field: edit.value for edit in edits}
    return truth


def listing(kind: str, pk: uuid.UUID) -> Row:
    """A listing that the public may know of."""
    known: Any = {"meetings": policy.known_meetings, "services": policy.known_services}.get(kind)
    row: Row | None = known().filter(pk=pk).first() if known else None
    if row is None:
        raise errors.Missing(
            _("We know no listing at this address."),
            todo=_("Search for your town to see what is near you."),
        )
    return row


def kind_of(row: Row) -> str:
    return "meetings" if isinstance(row, models.Meeting) else "services"


def values_of(row: Row) -> dict[str, Any]:
    """The fields that people may put right, as they stand."""
    return {name: getattr(row, name) for name in changes.FIELDS[kind_of(row)]}


def masked_address(row: Row) -> str:
    """The listing's own e-mail, enough of it to know which one it is."""
    name, _at, host = models.published_address(row).partition("@")
    return f"{name[:1]}…@{host}" if host else ""


# --- what waits for an editor --------------------------------------------------------------


@dataclass(slots=True)
class Queue:
    """`drafts` were written new by those who run another place."""

    suggestions: list[models.Suggestion]
    drafts: list[models.Draft]
    reports: list[models.Report]
    counts: dict[str, int]
    state: str
    page: int
    more: bool
    everywhere: bool
    areas: list[models.EditorArea]


def queue(by: actors.Actor, *, state: str, page: str) -> Queue:
    """What was told about the areas of an editor: what waits, the oldest first; what is
    answered, the newest first."""
    here = state != "answered"
    mine = waiting.suggestions_of(by)
    number = max(1, min(int(page), 1000)) if page.isascii() and page.isdigit() else 1
    rows = mine.filter(state="waiting").order_by("sent_at", "pk")
    if not here:
        rows = mine.exclude(state="waiting").order_by("-answered_at", "pk")
    first = (number - 1) * PAGE
    shown = list(rows[first : first + PAGE + 1])
    reports = waiting.reports_of(by).filter(ended_at=None).order_by("reported_at")
    written = drafts.drafts_of(by).exclude(told_by=None)
    totals = mine.aggregate(
        waiting=Count("pk", filter=Q(state="waiting")),
        answered=Count("pk", filter=~Q(state="waiting")),
    )
    totals["waiting"] += written.count()
    return Queue(
        shown[:PAGE],
        list(written.select_related(*TOLD_BY).order_by("made_at")[: PAGE * here]),
        list(reports[: PAGE * here]),
        totals,
        "waiting" if here else "answered",
        number,
        len(shown) > PAGE,
        waiting.edits_everywhere(by),
        list(waiting.areas_of(by)),
    )


@dataclass(slots=True)
class Difference:
    """One field: as it stood, as it stands, as it should be."""

    field: str
    was: Any
    now: Any
    then: Any

    @property
    def moved(self) -> bool:
        """Somebody changed it since this was sent."""
        return bool(self.was != self.now and self.now != self.then)


@dataclass(slots=True)
class SuggestionPage:
    told: models.Suggestion
    differences: list[Difference]
    facts: list[tuple[models.Fact, bool]]
    report: models.Report | None
    phones: list[str]


def suggestion(by: actors.Actor, pk: uuid.UUID) -> SuggestionPage:
    """One message, with both sides of what would change."""
    told = waiting.suggestions_of(by).filter(pk=pk).first()
    if told is None:
        raise errors.Missing(_("There is no such message, or it is about a place elsewhere."))
    row, kinds = told.listing, models.Suggestion.Kind
    shown = [
        Difference(name, told.was.get(name), getattr(row, name, None) if row else None, value)
        for name, value in told.changes.items()
        if told.kind == kinds.CHANGE
        or (told.kind == kinds.NEW and name != "table" and value not in ("", None))
    ]
    said = []
    if told.kind == kinds.FACTS:
        for name, is_so in told.changes.items():
            kind, _slash, value = name.partition("/")
            said.append((models.Fact(kind=kind, value=value), bool(is_so)))
    report = row.reports.filter(ended_at=None).first() if row else None
    return SuggestionPage(told, shown, said, report, _numbers(row))


def _numbers(row: Row | None) -> list[str]:
    """Where an editor can call: the listing's own published numbers."""
    if isinstance(row, models.Meeting):
        return [row.conference_phone] if row.conference_phone else []
    if row is None:
        return []
    rows = policy.phones().filter(service=row) | policy.phones().filter(
        organisation=row.organisation, service=None
    )
    return list(dict.fromkeys([*([row.phone] if row.phone else []), *(p.number for p in rows)]))


# --- one listing, for its editors ----------------------------------------------------------


@dataclass(slots=True)
class ListingPage:
    row: Row
    truth: Truth
    edits: list[models.Edit]
    checks: list[models.Check]
    frameworks: list[models.Framework]
    draft: models.Draft | None = None
    is_kept: bool = False  # those who run it opened it with their words
    is_trusted: bool = False


def editable(by: actors.Actor, kind: str, pk: uuid.UUID) -> Row:
    """A listing in the editor's areas, or a draft of theirs; Refused where it is in another."""
    if kind in drafts.MODELS and (draft := drafts.prepared(by, kind).filter(pk=pk).first()):
        return draft  # type: ignore[no-any-return]
    row = listing(kind, pk)
    mine: Any = waiting.meetings_of(by) if kind == "meetings" else waiting.services_of(by)
    if not mine.filter(pk=pk).exists():
        raise access.Refused(
            access.Permission.DIRECTORY_EDIT,
            sentence=_("This listing is outside the areas you look after."),
        )
    return row


def listing_page(by: actors.Actor, kind: str, pk: uuid.UUID) -> ListingPage:
    row = editable(by, kind, pk)
    edits = waiting.edits(kind, pk).exclude(why=models.Edit.Why.DRAFT).order_by("-at")
    mine = list(frameworks.frameworks_of(by)) if kind == "services" else []
    checks = row.checks.select_related("by").order_by("-at")
    draft = drafts.live().filter(**{kind.removesuffix("s"): row}).first()
    page = ListingPage(row, of(row), list(edits[:PAGE]), list(checks[:10]), mine, draft)
    for used_at, trusted_at in row.keepers.filter(ended_at=None).values_list(
        "used_at", "trusted_at"
    ):
        page.is_kept |= used_at is not None
        page.is_trusted |= trusted_at is not None
    return page


def own_facts(row: Row) -> dict[str, Any]:
    """What editors said of it before, as their form shows it."""
    found: dict[str, Any] = {}
    for fact in row.facts.filter(says=models.Says.EDITOR):
        if fact.value:
            found.setdefault(fact.kind, []).append(fact.value)
        else:
            found[fact.kind] = "yes" if fact.is_so else "no"
    return found


def sources() -> QuerySet[models.Source]:
    return waiting.sources()


def areas_given(by: actors.Actor) -> list[models.EditorArea]:
    """By the name of the editor, which is sealed: sorted here."""
    return sorted(waiting.areas_given(by), key=lambda area: (area.person.name, area.name))


# --- how fresh -----------------------------------------------------------------------------


@dataclass(slots=True)
class Band:
    """How many were last checked in this stretch of time."""

    label: Words
    short: Words
    count: int
    width: int = 0  # of its bar, of 340
    y: int = 0
    needs_you: bool = False


@dataclass(slots=True)
class Freshness:
    total: int
    bands: list[Band]
    hidden: int
    oldest: list[tuple[str, Row]]
    choices: list[models.EditorArea]
    sources: QuerySet[models.Source]
    area: models.EditorArea | None
    source: models.Source | None

    @property
    def lately(self) -> int:
        """How many were checked within half a year."""
        return sum(band.count for band in self.bands[:3])


def freshness(by: actors.Actor, *, area: str, source: str, now: datetime) -> Freshness:
    """How lately the listings of an area, or of one source, were checked; the oldest first."""
    choices = list(waiting.areas_given(by) if _coordinates(by) else waiting.areas_of(by))
    chosen = next((each for each in choices if each.pk == ids.parse(area)), None)
    sources = waiting.sources()
    one = sources.filter(pk=ids.parse(source) or actors.NOWHERE).first()
    found: list[tuple[str, QuerySet[Any]]] = [
        ("meetings", policy.meetings() & _of(by, chosen, "meetings")),
        ("services", policy.services() & _of(by, chosen, "services")),
    ]
    counts, hidden = [0] * (len(rules.MONTHS) + 2), 0
    oldest: list[tuple[datetime, str, Row]] = []
    for kind, rows in found:
        mine = rows.filter(source=one) if one else rows
        aged = mine.annotate(last=_last())
        for at, count in enumerate(_counted(aged, now)):
            counts[at] += count
        oldest += [(row.last, kind, row) for row in aged.order_by("last", "pk")[:FEW]]
        hidden += _of(by, chosen, kind).filter(hidden_at__isnull=False, retired_at=None).count()
    oldest.sort(key=lambda each: (each[0], each[1], each[2].pk))
    total = sum(counts)
    return Freshness(
        total,
        _bands(counts, total),
        hidden,
        [(kind, row) for _last_at, kind, row in oldest[:FEW]],
        choices,
        sources,
        chosen,
        one,
    )


def _coordinates(by: actors.Actor) -> bool:
    return by.role in {"coordinator", "administrator"}


def _of(by: actors.Actor, area: models.EditorArea | None, kind: str) -> QuerySet[Any]:
    if kind == "meetings":
        return waiting.meetings_in([area]) if area else waiting.meetings_of(by)
    return waiting.services_in([area]) if area else waiting.services_of(by)


def _last() -> Greatest:
    never = Value(LONG_AGO, output_field=DateTimeField())
    return Greatest(Coalesce("verified_at", never), Coalesce("checked_at", never))


def _counted(rows: QuerySet[Any], now: datetime) -> list[int]:
    """Within one, three, six and twelve months; longer ago; never."""
    edges = rules.bands(now)
    asked = {"b0": Count("pk", filter=Q(last__gte=edges[0]))}
    for at in range(1, len(edges)):
        stretch = Q(last__gte=edges[at], last__lt=edges[at - 1])
        asked[f"b{at}"] = Count("pk", filter=stretch)
    asked["older"] = Count("pk", filter=Q(last__lt=edges[-1], last__gt=LONG_AGO))
    asked["never"] = Count("pk", filter=Q(last=LONG_AGO))
    return list(rows.aggregate(**asked).values())


def _bands(counts: list[int], total: int) -> list[Band]:
    labels = (
        (_("In the last month"), _("1 month")),
        (_("One to three months ago"), _("3 months")),
        (_("Three to six months ago"), _("6 months")),
        (_("Six to twelve months ago"), _("1 year")),
        (_("More than a year ago"), _("longer")),
        (_("Nobody says when"), _("not said")),
    )
    return [
        Band(*label, count, round(340 * count / (total or 1)), 34 * at, needs_you=at >= 4)
        for at, (label, count) in enumerate(zip(labels, counts, strict=True))
    ]

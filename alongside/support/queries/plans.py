"""What the pages of a plan read. The caller has asked whether the record opens."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Programme
from alongside.core import clock, errors, ids
from alongside.directory import policy as listings
from alongside.directory import queries as directory
from alongside.directory import search
from alongside.measures import queries as measures
from alongside.measures.rules import next_steps
from alongside.participants import models as records
from alongside.support import models, queries
from alongside.support.policy import plans as policy
from alongside.support.policy import walking
from alongside.support.rules import ideas as told
from alongside.support.templatetags import plans as said

OPEN = models.Goal.State.OPEN
MOST_FOUND = 8
_LISTING = re.compile(r"/(meetings|services)/([0-9a-fA-F-]{36})")


@dataclass(frozen=True)
class Part:
    """One of the four parts of life, with its goals."""

    dimension: models.Dimension
    open: list[models.Goal]
    closed: list[models.Goal]


@dataclass(frozen=True)
class Due:
    """A day that has gone by: of a goal, or of one of its steps."""

    goal: models.Goal
    step: models.Step | None = None

    @property
    def words(self) -> str:
        return self.step.words if self.step else self.goal.words

    @property
    def by_when(self) -> str:
        return self.step.by_when if self.step else self.goal.by_when


@dataclass
class Whole:
    """A plan, all of it. `plan` is None where it was not begun."""

    plan: models.Plan | None
    parts: list[Part]
    helps: list[models.Help] = field(default_factory=list)  # for no goal alone
    due: list[Due] = field(default_factory=list)

    @property
    def goals(self) -> list[models.Goal]:
        return [goal for part in self.parts for goal in part.open]

    @property
    def is_empty(self) -> bool:
        texts = self.plan and (self.plan.dreams or self.plan.strengths or self.plan.in_the_way)
        return not (texts or self.helps or any(part.open or part.closed for part in self.parts))


def whole(by: actors.Actor, participant_id: uuid.UUID, *, today: date) -> Whole:
    """Four queries, however much there is. Each goal has `helping`: who and what helps it."""
    found = queries.goals(by, participant_id)
    helps = list(
        policy.helps_of(by, participant_id)
        .select_related("service", "meeting")
        .order_by("kept_at", "pk")
    )
    for one in found:
        one.helping = [help for help in helps if help.goal_id == one.pk]  # type: ignore[attr-defined]
    parts = []
    for dimension in models.Dimension:
        here = [goal for goal in found if goal.dimension == dimension]
        still = [goal for goal in here if goal.state == OPEN]
        parts.append(Part(dimension, still, [goal for goal in here if goal not in still]))
    return Whole(
        plan=policy.plans_of(by, participant_id).first(),
        parts=parts,
        helps=[help for help in helps if help.goal_id is None],
        due=due(found, today=today),
    )


def due(goals: Iterable[models.Goal], *, today: date) -> list[Due]:
    """Goals and steps whose day has gone by, earliest first. They come with their steps."""
    found = []
    for goal in goals:
        if goal.state != OPEN:
            continue
        if goal.due_on and goal.due_on < today:
            found.append((goal.due_on, Due(goal)))
        for step in goal.steps.all():
            if step.done_at or step.let_go_at or not step.due_on:
                continue
            if step.due_on < today:
                found.append((step.due_on, Due(goal, step)))
    return [each for _day, each in sorted(found, key=lambda pair: pair[0])]


def goal(by: actors.Actor, participant_id: uuid.UUID, goal_id: uuid.UUID) -> models.Goal:
    found = walking.goals_of(by, participant_id).filter(pk=goal_id).first()
    if found is None:
        queries.require_seen(by, P.PLAN_READ, models.Goal, goal_id)
        raise errors.Missing(access.NOTHING)
    return found


def step(by: actors.Actor, participant_id: uuid.UUID, step_id: uuid.UUID) -> models.Step:
    found = policy.steps_of(by, participant_id).filter(pk=step_id).select_related("goal").first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def plan(by: actors.Actor, participant_id: uuid.UUID) -> models.Plan | None:
    return policy.plans_of(by, participant_id).first()


def phrases(by: actors.Actor, participant_id: uuid.UUID) -> list[models.Phrase]:
    """How the plan was said before, newest first; for the participant."""
    rows = policy.phrases_of(by, participant_id).select_related("goal", "step")
    return list(rows.order_by("-replaced_at", "-pk"))


# --- ideas -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Offered:
    """An idea to begin from, in the reader's language where it came with Alongside."""

    slug: str
    dimension: str
    words: str
    steps: tuple[str, ...]
    own: bool = False  # the organisation's

    @property
    def lines(self) -> str:
        return "\n".join(self.steps)


def offered(by: actors.Actor) -> list[Offered]:
    """All ideas: the organisation's own first."""
    language = get_language() or "en"
    here = [
        Offered(str(row.pk), row.dimension, row.words, tuple(row.steps.splitlines()), own=True)
        for row in policy.ideas_here(by).order_by("made_at", "pk")
    ]
    shipped = [
        Offered(
            idea.slug,
            idea.dimension,
            told.spoken(idea.words, language),
            told.spoken(idea.steps, language),
        )
        for idea in told.IDEAS.values()
    ]
    return [*here, *shipped]


def hard_parts(by: actors.Actor, participant_id: uuid.UUID) -> list[str]:
    """Parts of life of which the last check-in said that they are hard now; they lead the ideas.
    Nothing to those who don't read check-ins."""
    if not access.can(by, P.CHECKIN_READ):
        return []
    latest = measures.changes(by, participant_id).latest
    return [each.about for each in next_steps(latest) if each.kind == "goal"]


@dataclass(frozen=True)
class Lead:
    """Something that stands in the way, and the finder opened at what may help with it."""

    words: str
    path: str


def may_help(row: models.Plan | None) -> list[Lead]:
    """For what stands in the way, by words of ours and never by theirs: the finder learns none."""
    language = get_language() or "en"
    find = reverse("directory:find")
    return [
        Lead(
            told.spoken(each.words, language),
            f"{find}?{urlencode({'what': told.spoken(each.what, language), 'when': 'any'})}",
        )
        for each in told.barriers(row.in_the_way if row else "")
    ]


# --- signatures ------------------------------------------------------------------------


@dataclass(frozen=True)
class Signed:
    """Whether signatures are asked for, and how it stands. `missing` are those that the plan as it
    is now still needs."""

    asks: models.Signing | None
    signatures: list[models.Signature]
    edition: int
    counts_units: bool = False  # there is a sheet of days for the funder

    @property
    def missing(self) -> list[str]:
        if self.asks is None:
            return []
        needed = {
            models.Signature.Who.PARTICIPANT: self.asks.participant_signs,
            models.Signature.Who.PEER: self.asks.peer_signs,
            models.Signature.Who.OTHER: bool(self.asks.other_signs),
        }
        now = {row.who for row in self.signatures if row.edition == self.edition}
        return [who for who, is_needed in needed.items() if is_needed and who not in now]

    @property
    def is_changed(self) -> bool:
        """It was signed, and is another plan now."""
        return bool(self.signatures) and self.signatures[0].edition < self.edition


def signed(by: actors.Actor, person: records.Participant) -> Signed:
    row = plan(by, person.pk)
    said = signing_of(by, person)
    asks = said and (said.participant_signs or said.peer_signs or said.other_signs)
    rows = policy.signatures_of(by, person.pk).order_by("-edition", "recorded_at", "pk")
    return Signed(
        said if asks else None,
        list(rows),
        row.edition if row else 1,
        counts_units=bool(said and said.unit),
    )


def signing_of(by: actors.Actor, person: records.Participant) -> models.Signing | None:
    """What a funder asks of their programme; without one, of the only programme there is."""
    found = list(policy.signings_here(by))
    programme = person.programme_id
    if programme is None:
        here = list(policy.programmes_here(by).values_list("pk", flat=True)[:2])
        programme = here[0] if len(here) == 1 else None
    return next((row for row in found if row.programme_id == programme), None)


@dataclass(frozen=True)
class Programmed:
    programme: Programme
    signing: models.Signing | None


def programmes(by: actors.Actor) -> list[Programmed]:
    """Of the organisation, by name, each with which signatures its plans need."""
    known = {row.programme_id: row for row in policy.signings_here(by)}
    rows = policy.programmes_here(by).order_by("name")
    return [Programmed(row, known.get(row.pk)) for row in rows]


# --- in words --------------------------------------------------------------------------


def in_words(found: Whole) -> str:
    """The plan as plain text: to be signed, read aloud, and carried."""
    lines = []
    if found.plan:
        for name, title in said.TEXTS.items():
            if text := getattr(found.plan, name):
                lines += [str(title), text, ""]
    for part in found.parts:
        if not part.open:
            continue
        lines.append(str(part.dimension.label))
        for one in part.open:
            lines.append(f"– {said.dated(one.words, one.by_when)}")
            lines += [f"    {_step_said(step)}" for step in one.steps.all() if not step.let_go_at]
            lines += [f"    {said.helping(help)}" for help in one.helping]  # type: ignore[attr-defined]
        lines.append("")
    if found.helps:
        lines += [_("Who and what helps"), *[f"– {help.words}" for help in found.helps]]
    return "\n".join(lines).strip()


def _step_said(step: models.Step) -> str:
    words = said.dated(step.words, step.by_when)
    return _("%(words)s (done)") % {"words": words} if step.done_at else words


# --- from the directory ----------------------------------------------------------------


@dataclass(frozen=True)
class Hit:
    table: str
    pk: uuid.UUID
    name: str
    note: str

    @property
    def path(self) -> str:
        return reverse(f"directory:{self.table[:-1]}", args=[self.pk])


def sought(what: str, asked: search.Asked) -> list[Hit]:
    """Meetings and services for words and a place; or the one whose link was pasted."""
    if pasted := _LISTING.search(what):
        pk = ids.parse(pasted[2])
        hit = listing(pasted[1], pk) if pk else None
        return [hit] if hit else []
    if not (asked.wish.what or asked.place):
        return []
    found = directory.find(asked, now=clock.now())
    lines = [("services", line.listing) for line in found.services.lines[:MOST_FOUND]]
    lines += [("meetings", line.listing) for line in found.meetings.lines[:MOST_FOUND]]
    return [Hit(table, row.pk, row.name, row.address) for table, row in lines]


def listing(table: str, pk: uuid.UUID) -> Hit | None:
    """One that may be shown, or has been."""
    rows = listings.known_services() if table == "services" else listings.known_meetings()
    row = rows.filter(pk=pk).first()
    return Hit(table, pk, row.name, row.address) if row else None

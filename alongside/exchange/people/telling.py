"""How rows are said in the tables that go out. Reads what it is given, and asks nothing more."""

from datetime import time
from typing import Any

from alongside.accounts.models import Person
from alongside.exchange.people import asking, persons, ways, wishes
from alongside.groups import models as circles
from alongside.participants import models as records
from alongside.participants import rules
from alongside.participants.rules import knowing
from alongside.peers import models as peers
from alongside.questions import models as questions
from alongside.questions import rules as inquiry
from alongside.support import models as support


def person(
    row: records.Participant,
    plan: support.Plan | None,
    portrait: records.Portrait | None,
    keeps: list[str],
) -> dict[str, Any]:
    same = ("language", "reach_way", "reach_how", "safe_words", "quiet_from", "quiet_until")
    return {name: getattr(row, name) for name in same} | {
        "called": row.alias,
        "never": [*row.never_ways, *([row.reach_never] if row.reach_never else [])],
        "welcomed": row.welcomed_at,
        "programme": row.programme.name if row.programme else "",
        "site": row.site.name if row.site else "",
        "known_name": row.known_name,
        "keeps_lines": sorted(keeps),
        **{name: getattr(plan, name, "") for name in persons.TEXTS},
        **{name: getattr(portrait, name, "") for name in persons.PORTRAIT},
        **_kept_back(portrait),
    }


def _kept_back(portrait: records.Portrait | None) -> dict[str, str]:
    """Of the words for who they are, those that they show to nobody go out with nobody's file."""
    shows = portrait.shows if portrait else []
    return {name: "" for name in persons.OWN if not knowing.reader_of(shows, name)}


def peer(person: Person, profile: peers.PeerProfile | None) -> dict[str, Any]:
    same = ("languages", "pathways", "introduction", "capacity", "place")
    said = {name: getattr(profile, name) for name in same} if profile else {}
    return said | {"called": person.name, "email": person.email}


def walking(row: support.Pairing) -> dict[str, Any]:
    return {
        "begins": row.from_at,
        "ends": row.until_at,
        "missed_after": row.quiet_after_days,
    }


def consent(row: records.Consent) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": row.kind,
        "given": row.given_at,
        "withdrawn": row.withdrawn_at,
        "until": row.until_at,
        "signed_name": row.signed_name,
        "language": row.language,
    }
    if row.kind not in rules.INSIDE:
        same = ("recipient", "recipient_kind", "purpose", "categories")
        said |= {name: getattr(row, name) for name in same} | {"law": row.regime}
    return said


def goal(row: support.Goal) -> dict[str, Any]:
    steps = sorted(row.steps.all(), key=lambda step: (step.position, step.pk))
    return {
        "words": row.words,
        "dimension": row.dimension,
        "state": row.state,
        "set": row.set_at,
        "closed": row.closed_at,
        "by_when": row.by_when,
        "steps": "\n".join(
            wishes.marked(step.words, step.done_at, step.let_go_at, step.by_when) for step in steps
        ),
    }


def helper(row: support.Help) -> dict[str, Any]:
    listing = next((f"{what} {pk}" for what, pk in _listings(row) if pk), "")
    same = ("words", "kind", "link")
    return {name: getattr(row, name) for name in same} | {
        "listing": listing,
        "begins": row.kept_at,
        "ends": row.let_go_at,
    }


def _listings(row: support.Help) -> tuple[tuple[str, Any], ...]:
    return ("service", row.service_id), ("meeting", row.meeting_id)


def passage(row: support.Passage) -> dict[str, Any]:
    same = ("line", "what", "phase", "words", "from_when", "until_when")
    away = next(iter(row.aways.all()), None)
    return {
        **{name: getattr(row, name) for name in same},
        **{name: getattr(away, name, "") for name in ways.HOME},
        "goes_on": "yes" if row.goes_on else "",
        "told": row.recorded_at,
    }


def status(row: records.Status) -> dict[str, Any]:
    return {"where": row.where, "begins": row.from_at, "ends": row.until_at}


def group(row: circles.Group) -> dict[str, Any]:
    same = ("rhythm", "door", "about", "place", "languages")
    return {name: getattr(row, name) for name in same} | {
        "called": row.name,
        "starts": row.starts_on,
        "time": _clock(row.start_minute),
        "end_time": None if row.end_minute is None else _clock(row.end_minute),
        "until": row.until_on,
        "site": row.site.name if row.site else "",
    }


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def contact(row: support.Contact) -> dict[str, Any]:
    return {
        "happened": row.happened_at,
        "minutes": row.minutes,
        "kinds": [kind.value for kind in row.kinds],
        "form": row.form,
        "setting": row.setting,
        "note": row.note,
        "programme": row.programme.name if row.programme else "",
        "site": row.site.name if row.site else "",
    }


def sheet(row: questions.Sheet) -> dict[str, Any]:
    return {
        "about": row.about,
        **asking.in_columns({"name": row.names}),
        "they_answer": "yes" if row.they_answer else "",
        "keep_days": row.keep_days,
        "programme": row.programme.name if row.programme else "",
    }


def question(row: questions.Question) -> dict[str, Any]:
    texts = {"words": row.words, "why": row.why, "options": asking.lines(row.options)}
    return {
        "kind": row.kind,
        "order": row.order,
        **asking.in_columns(texts),
        "careful": "yes" if row.is_careful else "",
        "made": row.made_at,
        "ended": row.ended_at,
    }


def answer(row: questions.Answer) -> dict[str, Any]:
    """With the words that were asked, in the first language in which they are."""
    asked, sheet = row.question, row.question.sheet
    how = asking.Asked(asked.kind, asked.options, sheet.keep_days, sheet.about)
    return {
        "sheet": inquiry.said_in(sheet.names, "en")[0],
        "question": inquiry.said_in(asked.words, "en")[0],
        "kind": asked.kind,
        "answer": "" if row.is_declined else asking.told(how, row.said),
        "declined": "yes" if row.is_declined else "",
        "by_self": "yes" if row.by_self else "",
        "happened": row.happened_at,
        "kept_until": row.until_on,
    }

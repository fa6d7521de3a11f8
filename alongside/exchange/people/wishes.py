"""What must hold for a row of what somebody wants, and of the way they came; and what all rows
about somebody have in common: whom they mean, and whether it may be kept."""

import re
import uuid
from datetime import datetime
from typing import NamedTuple

from alongside.core import ids
from alongside.exchange.people import planning, values, ways
from alongside.exchange.people.planning import Agreed, Line, Planner
from alongside.exchange.people.values import Bad
from alongside.participants import rules
from alongside.support.rules import rough, spans

STEP = re.compile(r"^\s*(?:[-*•]\s+)?(?:\[(.{0,80}?)\]\s*)?(\S.*)$")
MARK = re.compile(r"^(.*?)(?:(?:^|\s)-\s*(\S*))?$")  # done, and a minus before: let go of
BY = re.compile(r"\s*\{([^{}]{0,10})\}$")
ROUGH = ("from_when", "until_when")
ABOUT = {"contacts": "goals", "helps": "goal"}  # the column that names goals
SEVERAL = re.compile(r"[;\n]")


def who(plan: Planner, line: Line) -> None:
    line.said["person"] = found(plan.people, line, "person", "nobody")
    plan.need_walks([line.said["person"]])
    if "peer" in line.said:
        line.said["peer"] = found(plan.peers, line, "peer", "no-peer")


def found(names: planning.Names, line: Line, slug: str, missing: str) -> uuid.UUID:
    try:
        return names.find(line.said[slug], missing=missing)
    except Bad as bad:
        raise Bad(bad.reason, slug, line.said[slug]) from None


def was_taken_back(agreed: list[tuple[str, Agreed]], at: datetime) -> bool:
    """Whether what they said last before that moment was a no."""
    said = [each for kind, each in agreed if kind == rules.RECORDED and each.given_at <= at]
    ended = [each.withdrawn_at for each in said if each.withdrawn_at and each.withdrawn_at <= at]
    holds = any(each.withdrawn_at is None or each.withdrawn_at > at for each in said)
    return bool(ended) and not holds


# --- a plan --------------------------------------------------------------------------------------


class Step(NamedTuple):
    words: str
    done_at: datetime | None = None
    let_go_at: datetime | None = None
    by_when: str = ""


def goals(plan: Planner, line: Line) -> None:
    who(plan, line)
    said, now = line.said, plan.known.now
    said.setdefault("dimension", "purpose")
    said.setdefault("state", "open")
    for slug in ("set", "closed"):
        if said.get(slug) and said[slug] > now:
            said.pop(slug)
            line.remark(slug, "in-the-future")
    said.setdefault("set", min(now, said.get("closed", now)))
    if said["state"] == "open":
        said.pop("closed", None)
    else:
        said.setdefault("closed", now)
    done_at = said.get("closed") or said["set"]
    lines = [part for part in said.get("steps", "").split("\n") if part.strip()]
    said["steps"] = [step(part, plan.manner, done_at) for part in lines]
    plan.goals.add(line.reference, f"{said['person']} {said['words']}", line.id)
    plan.goal_of[line.id] = said["person"]


def step(part: str, manner: values.Manner, some_time: datetime) -> Step:
    """'[ ] words' is open, '[x] words' is done, '[2024-05-01] words' on that day; '[-] words' was
    let go of. '{2024-05}' behind the words is by when. `some_time` is when where no day is said."""
    match = STEP.match(part)
    if match is None:
        return Step(part.strip())
    mark, words, by_when = MARK.match((match[1] or "").strip()), match[2].strip(), ""
    if (by := BY.search(words)) and _is_rough(by[1]):
        words, by_when = words[: by.start()] or words, by[1]
    if mark is None:
        return Step(words, by_when=by_when)
    done, gone = mark[1].strip(), mark[2]
    return Step(
        words,
        _when(done, manner, some_time) if done else None,
        None if gone is None else _when(gone, manner, some_time),
        by_when,
    )


def _is_rough(text: str) -> bool:
    try:
        return bool(rough.read(text)) or text in {"", rough.SOMEDAY}
    except ValueError:
        return False


def _when(mark: str, manner: values.Manner, some_time: datetime) -> datetime:
    try:
        return values.moment(mark, manner)
    except Bad:
        return some_time


def marked(words: str, done_at: datetime | None, let_go_at: datetime | None, by_when: str) -> str:
    """One line, as `step` reads it."""
    mark = " ".join(
        sign + at.isoformat() for sign, at in (("", done_at), ("-", let_go_at)) if at is not None
    )
    plain = " ".join(words.split())
    by = f" {{{by_when}}}" if by_when or BY.search(plain) else ""
    return f"[{mark or ' '}] {plain}{by}"


# --- what is about a goal, and who helps ---------------------------------------------------------


def prepare(plan: Planner, kind: str, lines: list[Line]) -> None:
    """For some hundred rows at once: which goals and listings here they can mean."""
    if kind not in ABOUT:
        return
    cells = [line.said.get(ABOUT[kind], "") for line in lines]
    asked = {planning.plain(part) for cell in cells for part in (cell, *_parts(cell))} - {""}
    here = plan.known.made("goals", asked - plan.goals.by_reference.keys())
    plan.goals.by_reference.update(here)
    plan.goal_of |= plan.known.whose(here.values())
    if kind == "helps":
        pks = (ids.parse(_listing(line)) for line in lines)
        plan.listings = dict(plan.known.listings([pk for pk in pks if pk]))


def about(plan: Planner, line: Line) -> None:
    """The goals that a time together was about, by reference or in their words."""
    cell, found = line.said.pop("goals", ""), []
    is_one = planning.plain(cell) in plan.goals.by_reference
    for part in [cell] if is_one else _parts(cell):
        if goal := _goal(plan, line, part):
            found.append(goal)
        else:
            line.remark("goals", "no-goal", part)
    line.said["goals"] = list(dict.fromkeys(found))


def written(references: list[str]) -> str:
    """Several in one cell, as `about` reads them."""
    return ("\n" if any(";" in each for each in references) else "; ").join(references)


def _parts(cell: str) -> list[str]:
    parts = cell.split("\n") if "\n" in cell else SEVERAL.split(cell)
    return [part.strip() for part in parts if part.strip()]


def _goal(plan: Planner, line: Line, cell: str) -> uuid.UUID | None:
    """One of the same person's, else none."""
    whose = line.said["person"]
    worded = plan.goals.by_name.get(values.folded(f"{whose} {cell}"))
    found = plan.goals.by_reference.get(planning.plain(cell)) or worded
    return found if found and plan.goal_of.get(found) == whose else None


def helps(plan: Planner, line: Line) -> None:
    """Who or what helps; with no goal it is with the whole plan."""
    who(plan, line)
    said, now = line.said, plan.known.now
    said.setdefault("kind", "person")
    for slug in ("begins", "ends"):
        if said.get(slug) and said[slug] > now:
            said.pop(slug)
            line.remark(slug, "in-the-future")
    said.setdefault("begins", min(now, said.get("ends", now)))
    if said.get("ends") and said["ends"] < said["begins"]:
        raise Bad("before-it-begins", "ends")
    if not said.get("link", "http://").casefold().startswith(("http://", "https://")):
        line.remark("link", "no-link", said.pop("link"))
    if cell := said.pop("goal", ""):
        said["goal"] = _goal(plan, line, cell)
        if said["goal"] is None:
            line.remark("goal", "no-goal", cell)
    if "listing" in said:
        pk = ids.parse(_listing(line))
        said["listing"] = (plan.listings.get(pk, ""), pk) if pk else ("", None)
        if not said["listing"][0]:
            line.remark("listing", "no-listing")


def _listing(line: Line) -> str:
    """Its number: 'service' or 'meeting' may stand before it."""
    return str(line.said.get("listing", "")).rpartition(" ")[2]


# --- the way -------------------------------------------------------------------------------------


def journey(plan: Planner, line: Line) -> None:
    """One thing on one line of it, as told."""
    who(plan, line)
    said, now = line.said, plan.known.now
    told = said.setdefault("told", now)
    if told > now:
        told = said["told"] = now
    _kind(line)
    if said["line"] != "treatment":
        said.pop("phase", None)
    if said["line"] == "moment":
        said.pop("until_when", None)
        said.pop("goes_on", None)
    start, end = (rough.read(said.get(slug, "")) for slug in ROUGH)
    span = spans.Span(start, end, said.get("goes_on", False))
    if not spans.is_possible(span, today=now.astimezone(plan.manner.place).date()):
        raise Bad("before-it-begins", "until_when")
    if was_taken_back(plan.agreed.get(said["person"], []), told):
        raise Bad("taken-back", "told")


def _kind(line: Line) -> None:
    """What it was, on the line that is said, else on the only one that knows it."""
    said, word = line.said, values.folded(line.said["what"])
    lines = [said["line"]] if "line" in said else list(ways.WHATS)
    meant = {each: ways.WHATS[each][word] for each in lines if word in ways.WHATS[each]}
    if len(meant) != 1:
        raise Bad("unknown-word", "what", said["what"])
    ((said["line"], said["what"]),) = meant.items()


def where(plan: Planner, line: Line) -> None:
    """A stretch of their walk; of those without an end there is one."""
    who(plan, line)
    said, now = line.said, plan.known.now
    if said["begins"] > now:
        raise Bad("in-the-future", "begins")
    if said.get("ends") and said["ends"] < said["begins"]:
        raise Bad("before-it-begins", "ends")
    if said.get("ends") and said["ends"] > now:
        said.pop("ends")
    if was_taken_back(plan.agreed.get(said["person"], []), said["begins"]):
        raise Bad("taken-back", "begins")
    if not said.get("ends"):
        if said["person"] in plan.standing:
            raise Bad("here-already", "where")
        plan.standing.add(said["person"])

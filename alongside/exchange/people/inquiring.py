"""What must hold for a row of the organisation's own questions, and of what was answered."""

import uuid
from datetime import date, timedelta

from alongside.exchange.people import asking, planning, values, wishes
from alongside.exchange.people.planning import Line, Planner
from alongside.exchange.people.values import Bad
from alongside.questions import rules

LONGEST_KEPT = timedelta(days=3 * 365)


def prepare(plan: Planner, kind: str, lines: list[Line]) -> None:
    """For some hundred rows at once: which questions and times together here they can mean."""
    if kind == "questions":
        _learn(plan.sheets, plan, "sheets", lines, "sheet")
        _learn(plan.inquiries, plan, "questions", lines, "instead_of")
    if kind != "answers":
        return
    _learn(plan.inquiries, plan, "questions", lines, "asked")
    _learn(plan.contacts, plan, "contacts", lines, "contact")
    meant = {pk for line in lines if (pk := _question(plan, line))} - plan.askings.keys()
    plan.askings |= plan.known.askings(meant)
    refs = plan.contacts.by_reference
    times = {pk for line in lines if (pk := refs.get(_plain(line, "contact")))}
    plan.contact_of |= plan.known.whose_time(times - plan.contact_of.keys())


def _learn(names: planning.Names, plan: Planner, kind: str, lines: list[Line], slug: str) -> None:
    said = {_plain(line, slug) for line in lines} - {""} - names.by_reference.keys()
    names.by_reference.update(plan.known.made(kind, said))


def _plain(line: Line, slug: str) -> str:
    return planning.plain(line.said.get(slug, ""))


# --- the questions -------------------------------------------------------------------------------


def sheets(plan: Planner, line: Line) -> None:
    """As it was; nobody is asked any of it until somebody here begins."""
    said = line.said
    said["names"] = rules.trimmed(asking.names(said, "name"))
    if not said["names"]:
        raise Bad("needed", "name_en")
    if said.get("keep_days", 0) not in rules.KEPT:
        said["keep_days"] = _kept(said.get("keep_days", 365))
    name = said.pop("programme", "")
    if found := plan.known.programmes.get(values.folded(name)):
        said["programme"] = found
    elif name:
        line.remark("programme", "no-such-programme", name)
    plan.sheets.add(line.reference, "", line.id)
    plan.sheet_of[line.id] = asking.Asked("", (), said["keep_days"], said["about"])


def _kept(days: int) -> int:
    """The nearest of our times that is no longer."""
    return max((each for each in rules.KEPT if each <= days), default=min(rules.KEPT))


def questions(plan: Planner, line: Line) -> None:
    said = line.said
    sheet = plan.sheets.by_reference.get(_plain(line, "sheet"))
    if sheet is None:
        raise Bad("no-sheet", "sheet", said["sheet"])
    said["sheet"] = sheet
    wording = asking.wording(said)
    if wording is None:
        raise Bad("ask-options-languages", "options_en")
    if lack := rules.lacks(wording):
        raise Bad(f"ask-{lack}", "words_en")
    said["wording"] = wording
    now = plan.known.now
    said["made"] = min(said.get("made", now), now)
    if said.get("ended"):
        said["ended"] = min(max(said["ended"], said["made"]), now)
    before = plan.inquiries.by_reference.get(_plain(line, "instead_of"))
    said["instead_of"] = before if before not in plan.replaced else None
    plan.replaced.add(before) if before else None
    plan.inquiries.add(line.reference, "", line.id)
    for text in {values.folded(text) for text in wording.words.values()}:
        plan.inquiries.by_name[text] = None if text in plan.inquiries.by_name else line.id
    held = plan.sheet_of.get(sheet) or plan.known.sheet(sheet)
    plan.askings[line.id] = asking.Asked(wording.kind, wording.options, held.keep_days, held.about)


# --- what was answered ---------------------------------------------------------------------------


def _question(plan: Planner, line: Line) -> uuid.UUID | None:
    """By its reference, else by its words where one alone is asked in them."""
    found = plan.inquiries.by_reference.get(_plain(line, "asked"))
    return found or plan.inquiries.by_name.get(values.folded(line.said.get("question", "")))


def answers(plan: Planner, line: Line) -> None:
    _wrote(plan, line)
    wishes.who(plan, line)
    said, now = line.said, plan.known.now
    question = _question(plan, line)
    asked = plan.askings.get(question) if question else None
    if question is None or asked is None:
        two = values.folded(said["question"]) in plan.inquiries.by_name
        raise Bad("two-questions" if two else "no-question", "question", said["question"])
    at = said.setdefault("happened", now)
    if at > now:
        raise Bad("in-the-future", "happened")
    if wishes.was_taken_back(plan.agreed.get(said["person"], []), at):
        raise Bad("taken-back", "happened")
    cell = said.get("answer", "")
    answer = asking.said_of(asked, cell, declined=said.get("declined", False))
    if answer is None:
        raise Bad("unknown-word" if cell else "needed", "answer", cell)
    said["question"], said["said"] = question, answer
    _time(plan, line, asked)
    day = at.astimezone(plan.manner.place).date()
    said["until"] = _until(said.get("kept_until"), day, asked.keep_days)
    if said["until"] < now.astimezone(plan.manner.place).date():
        raise Bad("time-over", "kept_until")


def _wrote(plan: Planner, line: Line) -> None:
    """Who wrote it down, where that is known here."""
    cell = line.said.get("peer", "")
    if not cell:
        return
    try:
        plan.peers.find(cell, missing="no-peer")
    except Bad as bad:
        line.remark("peer", bad.reason, line.said.pop("peer"))


def _time(plan: Planner, line: Line, asked: asking.Asked) -> None:
    cell = line.said.pop("contact", "")
    found = plan.contacts.by_reference.get(planning.plain(cell))
    if cell and (found is None or plan.contact_of.get(found) != line.said["person"]):
        raise Bad("no-time", "contact", cell)
    if asked.about == "contact" and found is None:
        raise Bad("needed", "contact")
    line.said["contact"] = found


def _until(said: date | None, day: date, keep_days: int) -> date:
    """As was said when it was answered, and never longer than anything of the kind is kept."""
    return min(said or rules.until(day, keep_days), day + LONGEST_KEPT)

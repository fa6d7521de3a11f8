"""What must hold for a row of each kind, beside what its cells say by themselves."""

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from alongside.core import ids
from alongside.exchange.people import inquiring, planning, values, vocabularies, wishes
from alongside.exchange.people.planning import HERE, LIKELY, REFUSE, Agreed, Line, Planner
from alongside.exchange.people.values import Bad
from alongside.participants import rules
from alongside.participants.rules import regimes

NEEDS_PERSON = frozenset(
    {"walking", "consents", "goals", "helps", "journey", "where", "contacts", "answers"}
)


def prepare(plan: Planner, kind: str, lines: list[Line]) -> None:
    """For some hundred rows at once: which are here already, and whom they can mean."""
    fine = [line for line in lines if line.fate != REFUSE]
    made = plan.known.made(kind, {line.key for line in fine})
    for line in fine:
        if found := made.get(line.key):
            line.fate, line.id = HERE, found
    if kind in NEEDS_PERSON:
        _learn(plan.people, plan.known, "people", fine, "person")
        _learn(plan.peers, plan.known, "peers", fine, "peer")
        known = plan.people.by_reference
        meant = (known.get(planning.plain(line.said["person"])) for line in fine)
        plan.need_walks(pk for pk in meant if pk)
    wishes.prepare(plan, kind, fine)
    inquiring.prepare(plan, kind, fine)
    if kind == "attendance":
        _learn(plan.people, plan.known, "people", fine, "person")
        _learn(plan.groups, plan.known, "groups", fine, "group")
        asked = {pk for line in fine if (pk := _group_of(plan, line))} - plan.asked
        plan.asked |= asked
        met = plan.known.met(asked)
        plan.meetings.sessions |= met.sessions
        plan.meetings.there |= met.there
    if kind == "people":
        names = {values.folded(line.said.get("called", "")) for line in fine} - {""}
        reaches = {reach for line in fine for reach in _reaches(line)}
        plan.hits = plan.known.likely(names, reaches)
        for line in fine:
            if line.fate == HERE:
                plan.people.add(line.reference, line.said.get("called", ""), line.id)


def _learn(
    names: planning.Names, known: planning.Known, kind: str, lines: list[Line], slug: str
) -> None:
    """Whom references mean that are not in the file."""
    said = {planning.plain(line.said[slug]) for line in lines if slug in line.said}
    names.by_reference.update(known.made(kind, said - names.by_reference.keys()))


def _group_of(plan: Planner, line: Line) -> uuid.UUID | None:
    try:
        return plan.groups.find(line.said["group"], missing="no-group")
    except Bad:
        return None


def _reaches(line: Line) -> list[str]:
    said = (line.said.get(slug, "") for slug in ("reach_how", "phone", "email"))
    return [reach for each in said if (reach := reach_key(each))]


def reach_key(said: str) -> str:
    """What two ways of writing one number or address have in common; empty for other words."""
    if "@" in said:
        return said.strip().casefold()
    digits = re.sub(r"\D", "", said)
    return digits[-9:] if len(digits) >= 7 else ""


# --- people ------------------------------------------------------------------------------------


def people(plan: Planner, line: Line) -> None:
    said = line.said
    _reach(line)
    _never(line)
    _quiet(line)
    if said.get("welcomed") and said["welcomed"] > plan.known.now:
        said.pop("welcomed")
        line.remark("welcomed", "in-the-future")
    _belongs(plan, line)
    _likely(plan, line)
    if line.comes_in:
        plan.people.add(line.reference, said.get("called", ""), line.id)
        plan.programmes[line.id] = said.get("programme")


def _reach(line: Line) -> None:
    """One way to be reached out of what a table says in several columns."""
    said = line.said
    phone, email = said.pop("phone", ""), said.pop("email", "")
    way, how = said.get("reach_way", ""), said.get("reach_how", "")
    if not how:
        how = email if way == "email" else phone if way in {"", "call", "text"} else ""
        how = how or (email if not way else "")
    if not way and how:
        way = "email" if "@" in how else "call" if reach_key(how) else "meet"
    if way in rules.NEEDS_DETAIL and not how:
        line.remark("reach_how", "unreachable")
        way = "key"
    said["reach_way"], said["reach_how"] = way or "key", how


def _never(line: Line) -> None:
    """What is no word of ours stays as they wrote it: nobody must lose a warning."""
    said = line.said
    parts = [part.strip() for part in values.SPLIT.split(said.pop("never", "")) if part.strip()]
    known = [vocabularies.NEVER.get(values.folded(part)) for part in parts]
    said["never_ways"] = list(dict.fromkeys(slug for slug in known if slug))
    said["reach_never"] = "; ".join(p for p, slug in zip(parts, known, strict=True) if not slug)
    reach = rules.Reach(said["reach_way"], said["reach_how"], tuple(said["never_ways"]))
    if rules.contradicts(reach):
        said["reach_way"] = "key"
        line.remark("reach_way", "contradicts")


def _quiet(line: Line) -> None:
    both = {"quiet_from", "quiet_until"} & line.said.keys()
    if len(both) == 1:
        raise Bad("needed", "quiet_until" if "quiet_from" in both else "quiet_from")


def _belongs(plan: Planner, line: Line) -> None:
    """The programme and the site of this name, if there is one."""
    for slug, here in (("programme", plan.known.programmes), ("site", plan.known.sites)):
        name = line.said.pop(slug, "")
        if found := here.get(values.folded(name)):
            line.said[slug] = found
        elif name:
            line.remark(slug, f"no-such-{slug}", name)


def _likely(plan: Planner, line: Line) -> None:
    """Somebody may be here already. It is said, and never decided for anybody."""
    names, reaches = plan.hits
    name = values.folded(line.said.get("called", ""))
    found = ""
    if name and name in names:
        found = "likely"
    elif set(_reaches(line)) & reaches:
        found = "likely-reach"
    if found:
        line.fate = LIKELY
        line.remarks.append(("called" if found == "likely" else "reach_how", found, ""))
        if plan.choices.likely != planning.MAKE:
            line.refuse("", "left-out")
    elif name and name in plan.people.by_name:
        line.fate = LIKELY
        line.remarks.append(("called", "likely-in-file", ""))


def peers(plan: Planner, line: Line) -> None:
    """A colleague by e-mail or by name; else somebody new, who can't sign in."""
    said = line.said
    email = str(said.get("email", "")).casefold()
    name = values.folded(said["called"])
    for word in (email, name):
        found = plan.known.colleagues.get(word, ()) if word else ()
        if len(found) == 1:
            line.fate, line.id = HERE, found[0]
            line.remarks.append(("called", planning.TAKEN_TO_BE, said["called"]))
            plan.peers.by_reference[planning.plain(line.reference)] = line.id
            return
    plan.peers.add(line.reference, said["called"], line.id)


# --- what they agreed to, want and did -----------------------------------------------------------


def walking(plan: Planner, line: Line) -> None:
    wishes.who(plan, line)
    said, now = line.said, plan.known.now
    begins = said.setdefault("begins", now)
    ends = said.get("ends")
    if begins > now:
        raise Bad("in-the-future", "begins")
    if ends and ends < begins:
        raise Bad("before-it-begins", "ends")
    if ends and ends > now:
        ends = said["ends"] = None
    if ends:
        return
    pair = said["person"], said["peer"]
    if pair in plan.walks:
        raise Bad(plan.walks[pair], "peer")
    if said["peer"] not in plan.known.walkers:
        said["ends"] = now
        line.remark("peer", "not-walking")
        return
    plan.walks[pair] = "twice"


def consents(plan: Planner, line: Line) -> None:
    wishes.who(plan, line)
    said, now = line.said, plan.known.now
    if said["given"] > now:
        raise Bad("in-the-future", "given")
    for slug in ("withdrawn", "until"):
        if said.get(slug) and said[slug] <= said["given"]:
            raise Bad("before-it-begins", slug)
    if said.get("withdrawn") and said["withdrawn"] > now:
        raise Bad("in-the-future", "withdrawn")
    inside = said["kind"] in rules.INSIDE
    known = plan.agreed.setdefault(said["person"], [])
    if said.get("agreed") is False:
        known.append((said["kind"], Agreed(said["given"], said["given"])))
        raise Bad("said-no", "agreed")
    if inside and not said.get("withdrawn") and (until := said.pop("until", None)):
        said["withdrawn"] = until if until <= now else None
    live = [kind for kind, each in known if each.withdrawn_at is None]
    if inside and not said.get("withdrawn") and said["kind"] in live:
        raise Bad("here-already", "kind")
    if not inside:
        _shared(plan, line)
    known.append((said["kind"], Agreed(said["given"], said.get("withdrawn"))))


def _shared(plan: Planner, line: Line) -> None:
    """An agreement that something may leave says to whom and for what, under a law we know."""
    said = line.said
    programme = plan.programmes.get(said["person"])
    law = regimes.of(said.get("law") or plan.known.laws.get(programme, ""))
    if law is None:
        raise Bad("no-law", "law", said.get("law", ""))
    if said["kind"] not in law.kinds:
        raise Bad("unknown-word", "kind", said["kind"])
    said["law"] = law.slug
    purposes = (*law.kinds[said["kind"]].purposes, said["kind"])
    for slug, known in (("recipient_kind", tuple(regimes.ASKERS)), ("purpose", purposes)):
        word = _slug(said.get(slug, ""))
        if word not in known:
            raise Bad("unknown-word" if word else "needed", slug, said.get(slug, ""))
        said[slug] = word
    if not said.get("recipient"):
        raise Bad("needed", "recipient")
    parts = [_slug(part) for part in values.SPLIT.split(said.get("categories", "")) if part.strip()]
    for part in parts:
        if part not in regimes.CATEGORIES:
            raise Bad("unknown-word", "categories", part)
    said["categories"] = parts


def _slug(word: str) -> str:
    return "-".join(values.folded(word).split())


def contacts(plan: Planner, line: Line) -> None:
    wishes.who(plan, line)
    said, now = line.said, plan.known.now
    at = said["happened"]
    if clock := said.pop("time", None):
        at = datetime.combine(at.astimezone(plan.manner.place).date(), clock, plan.manner.place)
    if at > now:
        if at - now > timedelta(hours=24) or at.astimezone(plan.manner.place).date() != (
            now.astimezone(plan.manner.place).date()
        ):
            raise Bad("in-the-future", "happened")
        at = now
    said["happened"] = at
    if not said.get("kinds"):
        if not plan.choices.kinds:
            raise Bad("needed", "kinds")
        said["kinds"] = [plan.choices.kinds]
    _belongs(plan, line)
    wishes.about(plan, line)
    if wishes.was_taken_back(plan.agreed.get(said["person"], []), at):
        raise Bad("taken-back", "happened")
    if plan.keeps_contacts and line.reference:
        plan.contacts.add(line.reference, "", line.id)
        plan.contact_of[line.id] = said["person"]


# --- groups --------------------------------------------------------------------------------------


def groups(plan: Planner, line: Line) -> None:
    said = line.said
    if said.get("until") and said["until"] < said["starts"]:
        raise Bad("before-it-begins", "until")
    said.setdefault("door", "closed")  # nobody opens a group by not saying so
    said.setdefault("rhythm", "weekly")
    _belongs(plan, line)
    plan.groups.add(line.reference, said["called"], line.id)


def attendance(plan: Planner, line: Line) -> None:
    """Somebody was there, or so many were: a row says either."""
    said = line.said
    group = said["group"] = wishes.found(plan.groups, line, "group", "no-group")
    if said["happened"] > plan.known.now.astimezone(plan.manner.place).date():
        raise Bad("in-the-future", "happened")
    met, key = plan.meetings, (group, said["happened"])
    if "person" not in said:
        if "heads" not in said:
            raise Bad("needed", "heads")
        if key in met.sessions:
            raise Bad("here-already", "happened")
        met.sessions[key] = said["session"] = line.id
        return
    said["person"] = wishes.found(plan.people, line, "person", "nobody")
    session = met.sessions.get(key)
    if session is None:
        session = met.sessions[key] = said["made"] = ids.new()
    if (session, said["person"]) in met.there:
        raise Bad("twice", "person")
    met.there.add((session, said["person"]))
    said["session"] = session


CHECKS: Mapping[str, Callable[[Planner, Line], Any]] = {
    "people": people,
    "peers": peers,
    "walking": walking,
    "consents": consents,
    "goals": wishes.goals,
    "helps": wishes.helps,
    "journey": wishes.journey,
    "where": wishes.where,
    "contacts": contacts,
    "groups": groups,
    "attendance": attendance,
    "sheets": inquiring.sheets,
    "questions": inquiring.questions,
    "answers": inquiring.answers,
}

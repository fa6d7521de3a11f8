"""What a text message is answered: the nearest few, in the language of the words, by the same
search as the page. Nothing of it is kept, and nothing here knows who asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from alongside.core.sentences import beside, colon
from alongside.directory import policy, search
from alongside.directory.queries.find import Found, find
from alongside.directory.queries.lines import Shown
from alongside.directory.rules import lexicon, places, texts, words
from alongside.directory.templatetags import directory as said
from alongside.shell import context as frame

FEW, CHOICES = 3, 3
LONG_NAME, LONG_PLACE = 44, 52  # signs; shorter where nothing else goes in
SHORT_NAME, SHORT_PLACE = 28, 30
SHORT_REGION = 3  # letters by which a region is understood: 'ALBANY GA'
URGENT = {"=crisis", "=mind", "=naloxone"}
EXAMPLES = "FIND FOOD 12212. BUSCA COMIDA 10001. TROUVE REPAS H2X."
NEEDS = {f"={slug}" for slug in lexicon.NEEDS} - {"=peer", "=medication"}


@dataclass(frozen=True, slots=True)
class _Asked:
    what: str
    spot: search.Spot | None
    others: list[search.Spot]


def answer(text: str, *, now: datetime) -> str:
    """One text of at most three parts."""
    with translation.override(_language(text)):
        asked = _asked(texts.question(text), now)
        if asked.spot is None:
            return _fitted([_how(asked)], "")
        return _told(asked, _found(asked, now))


def spoken(digits: str, *, now: datetime) -> list[str]:
    """What is read out for a ZIP code, in the language that is set: where, then the nearest few."""
    asked = _asked(digits, now)
    if asked.spot is None:
        return [_("We know no such ZIP code.")]
    lines = _chosen(asked, _found(asked, now))
    near = asked.spot.name
    if not lines:
        return [_("Near %(place)s we know of nothing that fits.") % {"place": near}]
    where = _("Near %(place)s") % {"place": near}
    return [f"{where}{colon()}", *_numbered(lines, near)]


def too_many(text: str) -> str:
    """Once, to who asked very often."""
    with translation.override(_language(text)):
        wait = _("You asked very often in this hour. Try again later.")
        return _fitted([_whom_to_call(""), wait], "")


def _language(text: str) -> str:
    """That of the words, else of the agreed word before them."""
    agreed, rest = texts.agreed(text)
    return texts.language_of(rest) or agreed or settings.LANGUAGE_CODE


_NOTHING = (
    "place", "at", "lat", "lon", "show", "page", "when", "part", "how", "medication", "language",
    "way", "what", "within",
)  # fmt: skip


# --- what is asked -------------------------------------------------------------------------------


def _asked(text: str, now: datetime) -> _Asked:
    """The place among the words, and the rest of them."""
    whens, rest = texts.apart(texts.tokens(text))
    for name, around in texts.may_be_places(rest):
        found = search.named(name)
        if found.spot or found.others:
            chosen = found.spot or _likeliest(found.others, now)
            others = [] if found.spot else [each for each in found.others if each != chosen]
            return _Asked(" ".join([*around, *whens]), chosen, others)
    return _Asked(" ".join([*rest, *whens]), None, [])


def _likeliest(spots: list[search.Spot], now: datetime) -> search.Spot:
    """Of several with one name: in the country of this house, with something near, the largest."""
    ordered = sorted(spots, key=lambda spot: spot.country != frame.home())
    return next((spot for spot in ordered[:CHOICES] if _has_any(spot, now)), ordered[0])


def _has_any(spot: search.Spot, now: datetime) -> bool:
    wish = search.Wish(when="any")
    return any(
        look(spot, wish, now=now, most=1, terms=()).total
        for look in (search.services_near, search.meetings_near)
    )


def _found(asked: _Asked, now: datetime) -> Found:
    """By the search of the page."""
    assert asked.spot is not None
    said = {"at": asked.spot.id, "what": asked.what[:80]}
    return find(search.Asked(dict.fromkeys(_NOTHING) | said), now=now)


# --- what is said --------------------------------------------------------------------------------


def _how(asked: _Asked) -> str:
    """Nobody can tell where that is: the nearest spellings, or how to ask, in three languages."""
    known = search.understand(asked.what)
    odd = " ".join(known.unknown)
    guessed = search.place(odd).others[:2] if len(odd) > 3 else []
    why = _("Where? Add your town or postal code.") if known.terms else _("We find help near you.")
    if guessed:
        why = _meant(guessed)
    example = _("Text what you need and where:")
    return " ".join((_whom_to_call(""), why, example, EXAMPLES, _("To end this: STOP.")))


def _told(asked: _Asked, found: Found) -> str:
    spot = asked.spot
    assert spot is not None
    call = _whom_to_call(spot.country)
    first, last = (call, "") if texts.senses(asked.what) & URGENT else ("", call)
    lines = _chosen(asked, found)
    where = said.place_name(spot).rpartition(", ")[0] or said.place_name(spot)
    is_near = any(line not in found.online.lines for line in lines)
    if is_near:
        head = [first, _("Near %(place)s") % {"place": where} + _or_else(asked.others) + colon()]
        if found.text.unknown:
            left = ", ".join(found.text.unknown)
            head.insert(1, _("We have nothing for: %(words)s.") % {"words": left})
    else:
        head = [first, _("Near %(place)s we know of nothing that fits.") % {"place": where}]
        head.append(_meant(asked.others) if asked.others else "")
        head.append(
            _("By telephone") + colon() if lines else _("Try another word or a larger town.")
        )
    told, brief = _numbered(lines, spot.name), _numbered(lines, spot.name, short=True)
    return _fitted([part for part in head if part], last, told, brief)


def _numbered(lines: Sequence[Shown], near: str, *, short: bool = False) -> list[str]:
    phones = _phones(lines)
    told = (_line(line, phones, near, short=short) for line in lines)
    return [f"{number}. {each}" for number, each in enumerate(told, start=1)]


def _fitted(
    head: Sequence[str], last: str, told: Sequence[str] = (), brief: Sequence[str] = ()
) -> str:
    """As many lines as go in three parts, shorter ones before fewer; whom to call always stays."""
    top = " ".join(head)
    fewer = [brief[:many] for many in range(len(brief), -1, -1)]
    for lines in (told, *fewer):
        whole = texts.plain_signs("\n".join(filter(None, (top, *lines, last))))
        if texts.fits(whole):
            break
    return whole


def _or_else(others: list[search.Spot]) -> str:
    """For whoever meant another one, where it can be named in few letters."""
    named = [_called(each) for each in others if 0 < len(each.region) <= SHORT_REGION]
    return " " + _("(or %(place)s)") % {"place": named[0]} if named else ""


def _meant(spots: Sequence[search.Spot]) -> str:
    names = _(" or ").join(map(_called, spots[:2]))
    return _("Did you mean %(place)s? Text it again.") % {"place": names}


def _called(spot: search.Spot) -> str:
    """As it can be texted back: 'ALBANY GA'."""
    return f"{spot.name} {spot.region}".strip().upper()


def _whom_to_call(country: str) -> str:
    """The ambulance, and somebody to talk with."""
    lines = frame.whom_to_call(country)
    ambulance, talk = lines["ambulance_line"][1], to_talk_with(country)
    danger = _("Danger: %(number)s.") % {"number": ambulance}
    if not talk:
        return danger
    to_talk = _("To talk: %(number)s.") % {"number": talk}
    return f"{danger} {to_talk}"


def to_talk_with(country: str = "") -> str:
    """The number of somebody to talk with there; nothing where we know of none."""
    lines = frame.whom_to_call(country)
    ambulance = lines["ambulance_line"][1]
    return next((number for _label, number in lines["help_lines"] if number != ambulance), "")


def _chosen(asked: _Asked, found: Found) -> list[Shown]:
    """The nearest few. Places first where a need is named, meetings where something else is; in
    turns where only a place is. Whoever has no internet is not sent to a screen."""
    services, meetings = found.services.lines, found.meetings.lines
    if texts.senses(asked.what) & NEEDS:
        ordered = [*services, *meetings]
    elif found.text.terms:
        ordered = [*meetings, *services]
    else:
        ordered = [line for pair in _in_turns(meetings, services) for line in pair]
    ordered += [*found.later.lines, *found.further.lines, *found.online.lines]
    reached = _phones(ordered)
    can = [line for line in ordered if not _needs_a_screen(line, reached)]
    once: dict[tuple[str, str], Shown] = {}
    for line in can:  # one house may offer much under nearly the same name
        once.setdefault((texts.clipped(line.listing.name, LONG_NAME), line.listing.address), line)
    return list(once.values())[:FEW]


def _in_turns(meetings: list[Shown], services: list[Shown]) -> list[list[Shown]]:
    many = max(len(meetings), len(services))
    return [[*meetings[n : n + 1], *services[n : n + 1]] for n in range(many)]


def _needs_a_screen(line: Shown, phones: dict[Any, str]) -> bool:
    return getattr(line.listing, "attendance", "") == "online" and not phones.get(line.listing.pk)


def _phones(lines: Iterable[Shown]) -> dict[Any, str]:
    """Numbers to take part by, of meetings that are not in a room alone."""
    away = [line.listing.pk for line in lines if _attends(line) not in {"", "in-person"}]
    rows = policy.meetings().filter(pk__in=away) if away else ()
    return {row.pk: row.conference_phone for row in rows}


def _attends(line: Shown) -> str:
    return str(getattr(line.listing, "attendance", ""))


def _line(line: Shown, phones: dict[Any, str], near: str, *, short: bool = False) -> str:
    """'Soup kitchen: open until 5 p.m. 3 Salt Court, Elmora. 555 555-0101. 0.4 mi.'"""
    row, hit = line.listing, line.hit
    name = texts.clipped(row.name, SHORT_NAME if short else LONG_NAME)
    is_meeting = hasattr(row, "attendance")
    if is_meeting:
        when = said.day_and_hours(row)
        if line.elsewhere:
            when += " " + _("(%(city)s time)") % {"city": line.elsewhere}
        room = "" if short or _attends(line) == "online" else row.location_name
        where = [room, "" if _attends(line) == "online" else _street(row.address, near) or row.town]
        number = phones.get(row.pk, "") if _attends(line) != "in-person" else ""
    else:
        when = said.open_words(hit.state, hit.today) if hit.state is not None else ""
        where, number = [_street(row.address, near)], row.phone
    place = texts.clipped(
        ", ".join(dict.fromkeys(filter(None, where))), SHORT_PLACE if short else LONG_PLACE
    )
    parts = [beside(name, when) if when else name, place, number]
    parts.append("" if short or _attends(line) == "online" else capfirst(said.how_far(line)))
    return ". ".join(part.rstrip(". ") for part in parts if part) + "."


def _street(address: str, near: str) -> str:
    """The street, and its town where that is another one than what was asked."""
    street = address.partition(",")[0].strip()
    town = places.town_of_address(address).partition(",")[0]
    is_here = words.fold(town) in {"", words.fold(near), words.fold(street)}
    return street if is_here else f"{street}, {town}"

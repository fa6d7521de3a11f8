"""Every kind of capture: what it may say, and which action of the floors below it is.

The one list that phone and server share. An envelope's `id`, `happened_at`, `person` and `place`
become the action's own arguments; the body's fields are the rest of them, and stand in `schemas`
with what each may be:

    contact          support.actions.log_contact; without a person log_work with somebody nameless
    hand-out         supplies.actions.hand_out      place: of `stock_places`
    take-back        supplies.actions.take_back     place: of `stock_places`
    clean-up         supplies.actions.clean_up      place: of `stock_places`
    visit-in         sites.actions.come_in          place: of `places`
    visit-use        sites.actions.use
    look-in          sites.actions.look_in
    visit-out        sites.actions.go_out
    overdose         sites.actions.find_overdose    place: of `places`, or none
    tap              sites.actions.tap
    overdose-finish  sites.actions.finish
    seen             outreach.actions.see
    safe             outreach.actions.say_safe
    shift-begin      outreach.actions.begin_shift
    shift-end        outreach.actions.end_shift
    follow-up        followups.actions.offer
    reach            followups.actions.reach
    sheet            capture.actions.save_sheet: several of these at once
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.capture import schemas
from alongside.core import errors
from alongside.core.privacy import Words
from alongside.followups import actions as followups
from alongside.followups import rules as followed
from alongside.outreach import actions as outreach
from alongside.sites import actions as sites
from alongside.supplies import actions as supplies
from alongside.support import actions as support


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a body."""

    id: uuid.UUID
    happened_at: datetime
    person: uuid.UUID | None = None
    place: uuid.UUID | None = None

    @property
    def once(self) -> dict[str, Any]:
        return {"id": self.id, "happened_at": self.happened_at}

    @property
    def somewhere(self) -> uuid.UUID:
        if self.place is None:
            raise errors.Problem(
                _("The phone did not say where it was."),
                kept=_("What it said is kept."),
                todo=_("Write it down on the page of the place, then drop this."),
            )
        return self.place


Play = Callable[[actors.Actor, Around, Any], object]


@dataclass(frozen=True, slots=True)
class Kind:
    """`nameless` says that it can be written down without the person it names."""

    words: Words
    body: type[schemas.Body]
    play: Play
    nameless: bool = False


# --- support -----------------------------------------------------------------------------


def _contact(by: actors.Actor, around: Around, body: schemas.Contact) -> object:
    said: dict[str, Any] = body.model_dump() | around.once | {"by": by, "site": around.place}
    if around.person is not None:
        return support.log_contact(participant=around.person, **said)
    for only_with_a_record in ("goal", "note", "written_together"):
        said.pop(only_with_a_record)
    return support.log_work(what="nameless", people=1, **said)


# --- supplies ----------------------------------------------------------------------------


def _hand_out(by: actors.Actor, around: Around, body: schemas.HandOut) -> object:
    said: dict[str, Any] = body.model_dump() | around.once
    said["counted"] = said["counted"] or None
    return supplies.hand_out(by=by, place=around.somewhere, participant=around.person, **said)


def _take_back(by: actors.Actor, around: Around, body: schemas.TakeBack) -> object:
    return supplies.take_back(by=by, place=around.somewhere, **around.once, **body.model_dump())


def _clean_up(by: actors.Actor, around: Around, body: schemas.TakeBack) -> object:
    return supplies.clean_up(by=by, place=around.somewhere, **around.once, **body.model_dump())


# --- sites -------------------------------------------------------------------------------


def _visit_in(by: actors.Actor, around: Around, body: schemas.VisitIn) -> object:
    said: dict[str, Any] = body.model_dump() | around.once
    return sites.come_in(by=by, site=around.somewhere, participant=around.person, **said)


def _visit_use(by: actors.Actor, around: Around, body: schemas.Use) -> object:
    said: dict[str, Any] = body.model_dump() | around.once
    return sites.use(by=by, **said)


def _look_in(by: actors.Actor, around: Around, body: schemas.LookIn) -> object:
    return sites.look_in(by=by, **around.once, **body.model_dump())


def _visit_out(by: actors.Actor, around: Around, body: schemas.OfVisit) -> object:
    return sites.go_out(by=by, visit=body.visit, happened_at=around.happened_at)


def _overdose(by: actors.Actor, around: Around, body: schemas.Overdose) -> object:
    return sites.find_overdose(by=by, site=around.place, **around.once, **body.model_dump())


def _tap(by: actors.Actor, around: Around, body: schemas.Tap) -> object:
    return sites.tap(by=by, **around.once, **body.model_dump())


def _overdose_finish(by: actors.Actor, around: Around, body: schemas.OverdoseFinish) -> object:
    return sites.finish(by=by, **around.once, **body.model_dump())


# --- outreach ----------------------------------------------------------------------------


def _seen(by: actors.Actor, around: Around, body: schemas.Seen) -> object:
    return outreach.see(by=by, **around.once, **body.model_dump())


def _safe(by: actors.Actor, around: Around, body: schemas.Safe) -> object:
    return outreach.say_safe(by=by, **around.once, **body.model_dump())


def _shift_begin(by: actors.Actor, around: Around, body: schemas.OfShift) -> object:
    return outreach.begin_shift(by=by, shift=body.shift, happened_at=around.happened_at)


def _shift_end(by: actors.Actor, around: Around, body: schemas.OfShift) -> object:
    return outreach.end_shift(by=by, shift=body.shift, happened_at=around.happened_at)


# --- after an overdose -------------------------------------------------------------------


def _follow_up(by: actors.Actor, around: Around, body: schemas.FollowUp) -> object:
    said: dict[str, Any] = body.model_dump() | around.once
    said["yes"] = followed.Yes(**said["yes"]) if said["yes"] else None
    return followups.offer(by=by, participant=around.person, **said)


def _reach(by: actors.Actor, around: Around, body: schemas.Reach) -> object:
    return followups.reach(by=by, **around.once, **body.model_dump())


# --- several at once ---------------------------------------------------------------------


def _sheet(by: actors.Actor, around: Around, body: schemas.Sheet) -> object:
    from alongside.capture.actions import sheets  # which plays kinds

    return sheets.save_sheet(by=by, around=around, parts=body.parts)


KINDS: Mapping[str, Kind] = {
    "contact": Kind(_("time together"), schemas.Contact, _contact, nameless=True),
    "hand-out": Kind(_("supplies handed out"), schemas.HandOut, _hand_out, nameless=True),
    "take-back": Kind(_("used ones that came back"), schemas.TakeBack, _take_back),
    "clean-up": Kind(_("used ones picked up outside"), schemas.TakeBack, _clean_up),
    "visit-in": Kind(_("somebody came in"), schemas.VisitIn, _visit_in, nameless=True),
    "visit-use": Kind(_("somebody used"), schemas.Use, _visit_use),
    "look-in": Kind(_("a look at somebody in the room"), schemas.LookIn, _look_in),
    "visit-out": Kind(_("somebody left"), schemas.OfVisit, _visit_out),
    "overdose": Kind(_("an overdose"), schemas.Overdose, _overdose),
    "tap": Kind(_("something done at an overdose"), schemas.Tap, _tap),
    "overdose-finish": Kind(
        _("what was told of an overdose afterwards"), schemas.OverdoseFinish, _overdose_finish
    ),
    "seen": Kind(_("what was seen and needed"), schemas.Seen, _seen),
    "safe": Kind(_("that you are well"), schemas.Safe, _safe),
    "shift-begin": Kind(_("the beginning of a shift"), schemas.OfShift, _shift_begin),
    "shift-end": Kind(_("the end of a shift"), schemas.OfShift, _shift_end),
    "follow-up": Kind(
        _("whether somebody may be in touch"), schemas.FollowUp, _follow_up, nameless=True
    ),
    "reach": Kind(_("a try to be in touch"), schemas.Reach, _reach),
    "sheet": Kind(_("a time with all that went with it"), schemas.Sheet, _sheet, nameless=True),
}

"""Every kind of capture: what it may say, and which action of the floors below it is.

The one list that phone and server share. An envelope's `id`, `happened_at`, `person` and `place`
become the action's own arguments; the body's fields are the rest of them, and stand in `schemas`
with what each may be:

    contact          support.actions.log_contact; without a person log_work with somebody nameless
    talk             support.actions.log_talk; without a person no answer is kept
    hand-out         supplies.actions.hand_out         place: of the pack's `stocks`
    take-back        supplies.actions.take_back        place: of `stocks`
    clean-up         the same, picked up outside       place: of `stocks`
    kit              supplies.actions.give_kit         place: of `stocks`, or none
    reversal         supplies.actions.record_reversal
    visit-in         sites.actions.come_in             place, or the body's `site`: of `sites`
    visit-use        sites.actions.use
    look-in          sites.actions.look_in
    visit-out        sites.actions.go_out
    overdose         sites.actions.find_overdose       place, or the body's `site`, or none
    tap              sites.actions.tap
    overdose-finish  sites.actions.finish
    seen             outreach.actions.see
    safe             outreach.actions.say_safe
    shift-begin      outreach.actions.begin_shift
    shift-end        outreach.actions.end_shift
    bedside          followups.actions.offer
    follow-up        followups.actions.reach
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
from alongside.capture.queries import things
from alongside.core import errors
from alongside.core.privacy import Words
from alongside.followups import actions as followups
from alongside.followups import rules as followed
from alongside.outreach import actions as outreach
from alongside.sites import actions as sites
from alongside.supplies import actions as supplies
from alongside.supplies.rules import naloxone as reversals
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


Play = Callable[[actors.Actor, Around, Any], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """`nameless` says that it can be written down without the person it names."""

    words: Words
    body: type[schemas.Body]
    play: Play
    nameless: bool = False


# --- support -----------------------------------------------------------------------------


def _contact(by: actors.Actor, around: Around, body: schemas.Contact) -> None:
    said: dict[str, Any] = body.model_dump() | around.once | {"by": by, "site": around.place}
    if around.person is not None:
        support.log_contact(participant=around.person, **said)
        return
    for only_with_a_record in ("goal", "goals", "note", "written_together"):
        said.pop(only_with_a_record)
    support.log_work(what="nameless", people=1, **said)


def _talk(by: actors.Actor, around: Around, body: schemas.Talk) -> None:
    said: dict[str, Any] = body.model_dump() | around.once
    support.log_talk(by=by, participant=around.person, **said)


# --- supplies ----------------------------------------------------------------------------


def _hand_out(by: actors.Actor, around: Around, body: schemas.HandOut) -> None:
    said: dict[str, Any] = body.model_dump() | around.once
    said["lines"] = [supplies.Line(**line) for line in said["lines"]]
    said["counted"] = said["counted"] or None
    supplies.hand_out(by=by, place=around.somewhere, participant=around.person, **said)


def _kit(by: actors.Actor, around: Around, body: schemas.Kit) -> None:
    said: dict[str, Any] = body.model_dump() | around.once
    said["counted"] = said["counted"] or None
    said["item"] = said["item"] or things.kit_of(by, said["route"])
    del said["route"]
    supplies.give_kit(by=by, place=around.place, participant=around.person, **said)


def _reversal(by: actors.Actor, around: Around, body: schemas.Reversal) -> None:
    said = body.model_dump()
    told = reversals.Told(**said | {"why_not": tuple(said["why_not"])})
    supplies.record_reversal(by=by, told=told, **around.once)


def _take_back(by: actors.Actor, around: Around, body: schemas.TakeBack) -> None:
    supplies.take_back(by=by, place=around.somewhere, **around.once, **body.model_dump())


def _clean_up(by: actors.Actor, around: Around, body: schemas.TakeBack) -> None:
    said = body.model_dump() | {"outside": True}
    supplies.take_back(by=by, place=around.somewhere, **around.once, **said)


# --- sites -------------------------------------------------------------------------------


def _visit_in(by: actors.Actor, around: Around, body: schemas.VisitIn) -> None:
    said: dict[str, Any] = body.model_dump() | around.once
    said["site"] = said["site"] or around.somewhere
    sites.come_in(by=by, participant=around.person, **said)


def _visit_use(by: actors.Actor, around: Around, body: schemas.Use) -> None:
    said: dict[str, Any] = body.model_dump() | around.once
    sites.use(by=by, **said)


def _look_in(by: actors.Actor, around: Around, body: schemas.LookIn) -> None:
    sites.look_in(by=by, **around.once, **body.model_dump())


def _visit_out(by: actors.Actor, around: Around, body: schemas.OfVisit) -> None:
    sites.go_out(by=by, visit=body.visit, happened_at=around.happened_at)


def _overdose(by: actors.Actor, around: Around, body: schemas.Overdose) -> None:
    said: dict[str, Any] = body.model_dump() | around.once
    said["site"] = said["site"] or around.place
    sites.find_overdose(by=by, **said)


def _tap(by: actors.Actor, around: Around, body: schemas.Tap) -> None:
    sites.tap(by=by, **around.once, **body.model_dump())


def _overdose_finish(by: actors.Actor, around: Around, body: schemas.OverdoseFinish) -> None:
    sites.finish(by=by, **around.once, **body.model_dump())


# --- outreach ----------------------------------------------------------------------------


def _seen(by: actors.Actor, around: Around, body: schemas.Seen) -> None:
    outreach.see(by=by, **around.once, **body.model_dump())


def _safe(by: actors.Actor, around: Around, body: schemas.Safe) -> None:
    outreach.say_safe(by=by, **around.once, **body.model_dump())


def _shift_begin(by: actors.Actor, around: Around, body: schemas.OfShift) -> None:
    outreach.begin_shift(by=by, shift=body.shift, happened_at=around.happened_at)


def _shift_end(by: actors.Actor, around: Around, body: schemas.OfShift) -> None:
    outreach.end_shift(by=by, shift=body.shift, happened_at=around.happened_at)


# --- after an overdose -------------------------------------------------------------------


def _bedside(by: actors.Actor, around: Around, body: schemas.Bedside) -> None:
    said: dict[str, Any] = body.model_dump() | around.once
    said["yes"] = followed.Yes(**said["yes"]) if said["yes"] else None
    followups.offer(by=by, participant=around.person, **said)


def _follow_up(by: actors.Actor, around: Around, body: schemas.FollowUp) -> None:
    asked = {"every_days", "next_at"} & body.model_fields_set
    followups.reach(by=by, as_before=not asked, **around.once, **body.model_dump())


# --- several at once ---------------------------------------------------------------------


def _sheet(by: actors.Actor, around: Around, body: schemas.Sheet) -> None:
    from alongside.capture.actions import sheets  # which plays kinds

    sheets.save_sheet(by=by, around=around, parts=body.parts)


KINDS: Mapping[str, Kind] = {
    "contact": Kind(_("time together"), schemas.Contact, _contact, nameless=True),
    "talk": Kind(_("a talk along a guide"), schemas.Talk, _talk, nameless=True),
    "hand-out": Kind(_("supplies handed out"), schemas.HandOut, _hand_out, nameless=True),
    "take-back": Kind(_("used ones that came back"), schemas.TakeBack, _take_back),
    "clean-up": Kind(_("used ones picked up outside"), schemas.TakeBack, _clean_up),
    "kit": Kind(_("a naloxone kit"), schemas.Kit, _kit, nameless=True),
    "reversal": Kind(_("that naloxone was used"), schemas.Reversal, _reversal),
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
    "bedside": Kind(
        _("whether somebody may be in touch"), schemas.Bedside, _bedside, nameless=True
    ),
    "follow-up": Kind(_("a try to be in touch"), schemas.FollowUp, _follow_up),
    "sheet": Kind(_("a time with all that went with it"), schemas.Sheet, _sheet, nameless=True),
}

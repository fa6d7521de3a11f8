"""Naloxone goes out, and somebody tells that it was used. A story never leads to a person."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, counts, errors, keyring
from alongside.directory.rules.truth import network
from alongside.participants.actions import rows as sent
from alongside.supplies import models, policy
from alongside.supplies.actions import stock
from alongside.supplies.policy import naloxone as reach
from alongside.supplies.rules import catalogue
from alongside.supplies.rules import naloxone as rules
from alongside.supplies.rules.stock import Line


def give_kit(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    item: str,
    kits: int = 1,
    place: uuid.UUID | None = None,
    lot: uuid.UUID | None = None,
    participant: uuid.UUID | None = None,
    people: int = 1,
    for_others: int = 0,
    knowingly_expired: bool = False,
    counted: Mapping[str, int] | None = None,
    area: uuid.UUID | None = None,
    reversal: uuid.UUID | None = None,
    way: str = "hand",
    reason: str = "",
    taught: Collection[str] = (),
    trained: int | None = None,
    happened_at: datetime | None = None,
) -> models.Kit:
    """Naloxone goes out, and perhaps somebody is shown how in two minutes. With a `place` its
    stock goes down by the same act (`hand_out`), and whom it was for stands there; without one it
    is counted all the same. `reversal` ties a refill to a story, only where nobody is named.
    Once per `id`."""
    access.require(by, P.FIELD_WORK, at=happened_at)
    shown = tuple(slug for slug in rules.TAUGHT if slug in taught)
    given = rules.Given(item, kits, way, reason, people, shown, trained)
    known = _known(by, given, happened_at)
    here = models.Kit.objects.filter(organisation_id=by.tenant)
    with sent.once(here, id):
        if here.filter(pk=id).exists():
            return here.get(pk=id)
        if place is not None:
            whom = (participant, for_others, people, knowingly_expired, counted)
            _out_of_stock(by, id, place, Line(item, kits, lot), whom, happened_at)
        _write(by, id, given, known, place, area, None if participant else reversal, happened_at)
        facts = {"kits": kits, "item": item, "trained": given.were_trained}
        audit.record(by=by, verb="give-kit", about=("kit", id), facts=facts)
    return here.get(pk=id)


def _known(by: actors.Actor, given: rules.Given, at: datetime | None) -> catalogue.Item:
    """The thing that goes out, where all of it can be so."""
    known = catalogue.catalogue(policy.items_for(by)).get(given.item)
    if known is None or not known.is_naloxone or not rules.can_be_given(given):
        raise _not_on_the_page()
    if at is not None and not rules.is_time_of(at, now=clock.now()):
        raise _not_that_day()
    return known


Whom = tuple[uuid.UUID | None, int, int, bool, Mapping[str, int] | None]


def _out_of_stock(
    by: actors.Actor, id: uuid.UUID, place: uuid.UUID, line: Line, whom: Whom, at: datetime | None
) -> None:
    participant, for_others, people, knowingly_expired, counted = whom
    stock.hand_out(
        by=by,
        id=id,
        place=place,
        lines=[line],
        participant=participant,
        for_others=for_others,
        people=people,
        knowingly_expired=knowingly_expired,
        counted=counted,
        happened_at=at or clock.now(),
    )


def _write(
    by: actors.Actor,
    id: uuid.UUID,
    given: rules.Given,
    item: catalogue.Item,
    place: uuid.UUID | None,
    area: uuid.UUID | None,
    reversal: uuid.UUID | None,
    happened_at: datetime | None,
) -> None:
    now = clock.now()
    models.Kit.objects.create(
        id=id,
        organisation_id=by.tenant,
        entry_id=id if place else None,
        area=reach.known_area(by, area),
        reversal=reach.reversals_for(by).filter(pk=reversal).first() if reversal else None,
        item=item.slug,
        kits=given.kits,
        doses=given.kits * max(item.doses, 1),
        route=item.route,
        way=given.way,
        reason=given.reason,
        people=given.people,
        taught=list(given.taught),
        trained=given.were_trained,
        given_by_id=by.id if by.kind is actors.Kind.PERSON else None,
        happened_at=happened_at or now,
        recorded_at=now,
    )


def record_reversal(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    told: rules.Told | None = None,
    area: uuid.UUID | None = None,
    happened_at: datetime | None = None,
    address: str = "",
) -> models.Reversal:
    """Naloxone was used, as far as somebody wants to tell. `address` is set where it comes from
    the open page: it is counted for an hour and not kept. Once per `id`."""
    access.require(by, P.FIELD_WORK)
    told = told or rules.Told()
    now = clock.now()
    if not rules.is_sense(told):
        raise _not_on_the_page()
    if not rules.is_time_of(happened_at, now=now):
        raise _not_that_day()
    here = reach.reversals_for(by)
    if here.filter(pk=id).exists():
        return here.get(pk=id)
    require_patience(by=by, address=address, use="story")
    with sent.once(here, id):
        models.Reversal.objects.create(
            id=id,
            organisation_id=by.tenant,
            area=reach.known_area(by, area),
            told_by="self" if by.kind is actors.Kind.SYSTEM else "worker",
            happened_at=happened_at,
            recorded_at=now,
            **_as_told(told),
        )
        audit.record(by=by, verb="record-reversal", about=("reversal", id))
    return here.get(pk=id)


def _as_told(told: rules.Told) -> dict[str, Any]:
    same = ("doses", "route", "who", "setting", "breaths", "ambulance", "stayed", "outcome")
    return {name: getattr(told, name) for name in same} | {
        "why_not": [slug for slug in rules.WHY_NOT if slug in told.why_not],
        "words": rules.plain(told.words, rules.LONGEST_WORDS),
        "may_pass_on": told.may_pass_on and bool(told.words),
    }


def require_patience(*, by: actors.Actor, address: str, use: str) -> None:
    """What comes from one network, counted for an hour under a digest of it."""
    access.require(by, P.FIELD_WORK)
    if not address:
        return
    hour = int(clock.now().timestamp()) // 3600
    digest = keyring.digest(f"{network(address)} {by.tenant}", use=f"naloxone-{use}")[:32]
    name = f"naloxone:{use}:{digest}:{hour}"
    if counts.count(name, 3600) > rules.MOST_SENT:
        raise errors.TooMany(
            _("Very many of these came from the network you are on."),
            kept=_("Everything you typed is still here. It is not sent yet."),
            todo=_("Try again in an hour."),
        )


def _not_on_the_page() -> errors.Problem:
    return errors.Problem(
        _("Something in the form is not one of the answers we know."),
        kept=_("Nothing was changed."),
        todo=_("Look at each answer again and choose from the page."),
    )


def _not_that_day() -> errors.Problem:
    return errors.Problem(
        _("That day is in the future, or very long ago."),
        kept=_("Nothing was written down yet."),
        todo=_("Choose another day, or leave it empty: roughly is fine, and so is not knowing."),
    )

"""Anybody asks for naloxone by post or by hand, unknown to us; and what becomes of it."""

import uuid

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids
from alongside.participants.actions import rows as sent
from alongside.supplies import models, policy
from alongside.supplies.actions import naloxone
from alongside.supplies.policy import naloxone as reach
from alongside.supplies.rules import naloxone as rules

State = models.KitRequest.State
Way = models.KitRequest.Way


def offer_kits(
    *,
    by: actors.Actor,
    version: int,
    posts: bool,
    hands_over: bool,
    hears_stories: bool,
    where: str = "",
    days: int = 7,
) -> models.KitOffer:
    """What we offer to anybody, on the public page. Stale where somebody else changed it."""
    access.require(by, P.FIELD_KEEP)
    said = {
        "posts": posts,
        "hands_over": hands_over,
        "hears_stories": hears_stories,
        "where": rules.plain(where, 200),
        "days": min(max(days, 1), 60),
    }
    with transaction.atomic():
        row, _new = models.KitOffer.objects.select_for_update().get_or_create(
            organisation_id=by.tenant, defaults={"id": ids.new()}
        )
        if all(getattr(row, name) == value for name, value in said.items()):
            return row
        now = {**said, "version": version + 1, "changed_at": clock.now()}
        if not models.KitOffer.objects.filter(pk=row.pk, version=version).update(**now):
            raise errors.Stale(
                _("Somebody else changed this meanwhile."),
                kept=_("What you chose is still here, and is not saved yet."),
                todo=_("Open the page again to see how it is now, then change it."),
            )
        facts = {name: said[name] for name in ("posts", "hands_over", "hears_stories", "days")}
        audit.record(by=by, verb="offer-kits", about=("kit-offer", row.pk), facts=facts)
    row.refresh_from_db()
    return row


def ask_for_kit(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    way: str,
    route: str = "",
    kits: int = 1,
    called: str = "",
    to: str = "",
    reach_at: str = "",
    words: str = "",
    address: str = "",
) -> None:
    """Somebody unknown asks an organisation (`by`'s) for naloxone. `to` is where it goes, sealed
    until it is on its way; `address` is the network they ask from, counted and not kept. Once
    per `id`."""
    access.require(by, P.FIELD_WORK)
    _require_offered(by, way, route, kits, to)
    here = reach.requests_for(by)
    if here.filter(pk=id).exists():
        return
    naloxone.require_patience(by=by, address=address, use="ask")
    with sent.once(here, id):
        models.KitRequest.objects.create(
            id=id,
            organisation_id=by.tenant,
            way=way,
            route=route,
            kits=kits,
            language=(translation.get_language() or "en")[:10],
            called=rules.plain(called, 60),
            address=rules.plain(to, 400),
            reach=rules.plain(reach_at, 200),
            words=rules.plain(words, 500),
            asked_at=clock.now(),
        )
        audit.record(by=by, verb="ask-for-kit", about=("kit-request", id), facts={"way": way})


def _require_offered(by: actors.Actor, way: str, route: str, kits: int, to: str) -> None:
    offer = reach.offer_of(by)
    if offer is None or not {Way.POST: offer.posts, Way.HAND: offer.hands_over}.get(Way(way)):
        raise errors.Problem(
            _("They do not send naloxone that way at the moment."),
            kept=_("Everything you typed is still here. It is not sent yet."),
            todo=_("Choose the other way, or look for a place near you."),
        )
    if route not in {"", *rules.ROUTES} or not 1 <= kits <= rules.MOST_ASKED or not to.strip():
        raise errors.Problem(_("We need to know where it goes."), todo=_("Write it in one line."))


def send_kit(
    *,
    by: actors.Actor,
    asked: uuid.UUID,
    item: str,
    place: uuid.UUID | None = None,
    area: uuid.UUID | None = None,
) -> None:
    """It is on its way, or was handed over: stock goes down, and the address is erased in the
    same moment. Twice is once."""
    row = policy.require_row(by, P.FIELD_KEEP, models.KitRequest, asked)
    with transaction.atomic():
        if _locked(row).state != State.WAITING:
            return
        naloxone.give_kit(
            by=by,
            id=row.pk,
            item=item,
            kits=row.kits,
            place=place,
            area=area,
            way="post" if row.way == Way.POST else "hand",
        )
        _answer(by, row, State.SENT)
        audit.record(by=by, verb="send-kit", about=("kit-request", row.pk))


def close_kit_request(*, by: actors.Actor, asked: uuid.UUID) -> None:
    """It can't be sent, or nobody was there. The address is erased. Twice is once."""
    row = policy.require_row(by, P.FIELD_KEEP, models.KitRequest, asked)
    with transaction.atomic():
        if _locked(row).state == State.WAITING:
            _answer(by, row, State.CLOSED)
            audit.record(by=by, verb="close-kit-request", about=("kit-request", row.pk))


def _locked(row: models.KitRequest) -> models.KitRequest:
    return models.KitRequest.objects.select_for_update().get(pk=row.pk)


def _answer(by: actors.Actor, row: models.KitRequest, state: str) -> None:
    """Nothing of who asked stays."""
    models.KitRequest.objects.filter(pk=row.pk).update(
        state=state,
        called="",
        address="",
        reach="",
        words="",
        answered_at=clock.now(),
        answered_by_id=by.id,
    )

"""Anybody may offer help; and the way from coming to helping to being paid for it."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.groups import models, policy, queries, rules
from alongside.groups.actions import rows
from alongside.participants.actions import rows as sent

State = models.Offer.State


def offer_help(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    what: str,
    called: str,
    words: str = "",
    group: uuid.UUID | None = None,
) -> models.Offer:
    """I could cook, open up, translate. For one group, or wherever it is needed. Once per `id`."""
    access.require(by, P.GROUP_JOIN)
    if what not in rules.GIVES:
        raise errors.Problem(_("Choose what you could give."))
    name = rows.words(called, 80)
    if not name:
        raise errors.Problem(_("Say what you want to be called, so that somebody can answer."))
    found = rows.reached(by, group) if group else None
    if found is not None and found.is_own:
        raise errors.Problem(_("There you need not offer anything: it is yours already."))
    with sent.once(models.Offer.objects.filter(policy.me(by)), id):
        row, is_new = models.Offer.objects.filter(policy.me(by)).get_or_create(
            pk=id,
            defaults={
                "group": found,
                "called": name,
                "what": what,
                "words": rows.words(words, 1000),
                **rows.whose(by),
            },
        )
        if is_new:
            rows.audit_about(by, "offer-help", row, who=row.who_id)
    return row


def take_back_offer(*, by: actors.Actor, offer: uuid.UUID) -> None:
    """As if it had never been said. Twice is once."""
    access.require(by, P.GROUP_JOIN)
    with transaction.atomic():
        mine = models.Offer.objects.filter(policy.me(by), pk=offer, organisation_id=by.tenant)
        row = mine.first()
        if row is not None:
            mine.delete()
            rows.audit_about(by, "take-back-offer", row, who=row.who_id)


def answer_offer(
    *, by: actors.Actor, offer: uuid.UUID, version: int, accept: bool, answer: str = ""
) -> None:
    """Yes please, or not now; with a word that they read."""
    access.require(by, P.GROUP_OFFER)
    row = policy.offers_seen(by).filter(pk=offer).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        live = models.Offer.objects.filter(pk=row.pk, version=version)
        changed = live.update(
            state=State.ACCEPTED if accept else State.LATER,
            answer=rows.words(answer, 1000),
            answered_by=by.person_id,
            answered_at=clock.now(),
            version=F("version") + 1,
        )
        if not changed:
            raise rows.stale()
        rows.audit_about(by, "answer-offer", row, who=row.who_id, accept=accept)


def show_step(*, by: actors.Actor, step: str, called: str = "", shown: bool = False) -> None:
    """Where somebody sees themselves on the way, and whether who coordinates may know. Empty
    takes it away."""
    access.require(by, P.GROUP_JOIN)
    if step and step not in {each.slug for each in queries.way(by)}:
        raise errors.Problem(_("Choose one of the steps on the page."))
    with transaction.atomic():
        me = rows.whose(by).get("who")
        if me is None:
            raise access.Refused(
                P.GROUP_JOIN, sentence=_("This is for people who come here, not for who works.")
            )
        if not step:
            models.Standing.objects.filter(who=me).delete()
        else:
            models.Standing.objects.update_or_create(
                who=me,
                defaults={
                    "organisation_id": me.organisation_id,
                    "step": step,
                    "called": rows.words(called, 80),
                    "is_shown": shown,
                    "said_at": clock.now(),
                },
            )
        rows.audit_about(by, "show-step", me, who=me.pk)


def write_way(*, by: actors.Actor, version: int, toml: str) -> None:
    """The steps as this organisation has them. Empty brings back those that come with Alongside.
    `version` 0 where nothing was written yet."""
    access.require(by, P.ORGANISATION_EDIT)
    try:
        if toml.strip():
            rules.read_way(toml)
    except rules.Odd as error:
        raise errors.Problem(
            _("These steps can’t be read."),
            kept=str(error),
            todo=_("What you typed is still here."),
        ) from error
    with transaction.atomic():
        mine = models.Way.objects.filter(organisation_id=by.tenant)
        if not toml.strip():
            mine.delete()
        elif version:
            if not mine.filter(version=version).update(toml=toml, version=F("version") + 1):
                raise rows.stale()
        else:
            _row, is_new = mine.get_or_create(organisation_id=by.tenant, defaults={"toml": toml})
            if not is_new:
                raise rows.stale()
        audit.record(by=by, verb="write-way", about=("organisation", by.tenant))

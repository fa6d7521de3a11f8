"""Whoever a listing belongs to: six words open it to them; and they write what else they run."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import rules as words
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, counts, errors, ids, keyring
from alongside.directory import models
from alongside.directory.actions import making, rows
from alongside.directory.policy import drafts
from alongside.directory.rules import changes as changing
from alongside.directory.rules import truth as rules
from alongside.jobs import actions as jobs


def send_words(*, by: actors.Actor, table: str, listing: uuid.UUID, address: str) -> bool:
    """Six words to the listing's own published address: whoever reads them may keep it true.

    Whether they were sent: a listing without an address, or one they just went to, gets none.
    """
    access.require(by, P.DIRECTORY_TELL)
    row = rows.known(table, listing)
    now = clock.now()
    rows.require_patience(rows.network_of(address))
    keepers = models.Keeper.objects.filter(**rows.about(row), ended_at=None)
    to = models.published_address(row)
    if not to or keepers.filter(way="mail", made_at__gt=now - rules.WORDS_AGAIN).exists():
        return False
    with transaction.atomic():
        keeper, said = rows.new_keeper(row, "mail", now, choose=secrets.choice)
        subject, body = rows.words_mail(row, said)
        jobs.send_mail(to=to, subject=subject, body=body)
        audit.record(by=by, verb="send-words", about=("keeper", keeper.pk))
    return True


def keep(
    *,
    by: actors.Actor,
    said: str,
    values: Mapping[str, Any] | None,
    seen: str = "",
    address: str = "",
    showing: str = "",
) -> rows.Row:
    """The listing that these words open; and, where `values` are given, what its own people
    put right. `showing` says whether everybody sees it, or nobody for now. Problem where the
    words open nothing."""
    access.require(by, P.DIRECTORY_TELL)
    keeper, row = _opened(said, address)
    if values is None:
        return row
    now = clock.now()
    with transaction.atomic():
        row = type(row).objects.select_for_update().get(pk=row.pk)
        known = rows.values_of(row)
        if seen != changing.mark_of(known):
            if not changing.differences(known, values):
                return row  # the same form, sent twice
            raise errors.Stale(
                _("The listing changed while you were writing."),
                kept=_("What you wrote is still below."),
                todo=_("Open it again with your words, compare, and keep yours."),
            )
        written = rows.write(by, row, values, says=models.Says.LISTING, now=now)
        rows.looked(by, row, models.Says.LISTING, now)
        rows.words_used(keeper, now)
        facts = {"fields": sorted(written)}
        about = rows.kind_of(row), row.pk
        if showing and making.shown_or_not(by, row, showing == "everybody", now):
            facts["shown"] = [showing]
        audit.record(by=by, verb="keep-listing", about=about, facts=facts)
    return row


def _opened(said: str, address: str) -> tuple[models.Keeper, rows.Row]:
    """What these words open. Wrong ones are counted by network, so that guessing gets slow."""
    name = f"keep:{rows.network_of(address)}"
    if counts.often(name) >= rules.MOST_TOLD:
        raise errors.TooMany(
            _("Very many words were tried from the network you are on."),
            todo=_("Try again tomorrow, or ask an editor to phone you."),
        )
    digest = keyring.digest(words.plain(said), use="keeper")
    keeper = models.Keeper.objects.filter(words_digest=digest, ended_at=None).first()
    row = keeper.listing if keeper else None
    if keeper is None or row is None or not (rows.is_known(row) or making.is_draft(row)):
        counts.count(name, rows.A_DAY)
        raise errors.Problem(
            _("These words open no listing. Newer words may have been sent since."),
            todo=_("Look for a typing mistake, or ask for new words on the listing’s page."),
        )
    return keeper, row


@dataclass(frozen=True, slots=True)
class Written:
    """A listing that is new, and the words that open it, readable only now."""

    row: rows.Row
    said: str


def prepare(
    *,
    by: actors.Actor,
    said: str,
    id: uuid.UUID,
    table: str,
    values: Mapping[str, Any],
    address: str,
) -> Written:
    """What else they run, with words of its own. It waits for an editor, but for those whom
    editors trust. The same id again is the same listing, with new words."""
    access.require(by, P.DIRECTORY_TELL)
    rows.require_known(table)
    keeper, first = _opened(said, address)
    now = clock.now()
    with transaction.atomic():
        keeper = models.Keeper.objects.select_for_update().get(pk=keeper.pk)  # one at a time
        row = _written(by, keeper, first, id, table, values)
        models.Keeper.objects.filter(**rows.about(row), used_at=None).delete()  # sent again
        new, theirs = rows.new_keeper(row, keeper.way, now, choose=secrets.choice)
        rows.words_used(keeper, now)
        if keeper.trusted_at:
            trust = {"trusted_at": keeper.trusted_at, "trusted_by": keeper.trusted_by_id}
            models.Keeper.objects.filter(pk=new.pk).update(**trust)
            _show(by, row)
        facts = {"waits": not keeper.trusted_at}
        audit.record(by=by, verb="prepare-listing", about=(table, row.pk), facts=facts)
    return Written(row, theirs)


def _written(
    by: actors.Actor,
    keeper: models.Keeper,
    first: rows.Row,
    id: uuid.UUID,
    table: str,
    values: Mapping[str, Any],
) -> rows.Row:
    ours = {f"told_by__{name}": row for name, row in rows.about(first).items()}
    before = models.Draft.objects.filter(pk=id, **ours).first()
    if before is not None and before.listing is not None:
        return before.listing
    waiting = drafts.told()
    if waiting.filter(**rows.about(first)).exists():
        raise errors.Problem(
            _("An editor has not looked at this one yet. Write others once it is shown."),
            kept=_("Everything you typed is still here."),
        )
    if waiting.filter(**ours).count() >= rules.MOST_DRAFTS:
        raise errors.TooMany(
            _("Many of yours wait for an editor already."),
            kept=_("Everything you typed is still here."),
            todo=_("Come back when they are shown."),
        )
    if models.Draft.objects.filter(pk=id).exists():
        id = ids.new()  # somebody else's form had it
    row = making.put_down(str(id), table, values, is_public=False)
    making.begin_draft(by, row, clock.now(), id=id, told_by=keeper)
    return row


def _show(by: actors.Actor, row: rows.Row) -> None:
    """As their own word, without an editor."""
    draft = drafts.live().filter(**rows.about(row)).first()
    if draft is not None:
        now = clock.now()
        making.show(row, draft, now)
        rows.looked(by, row, models.Says.LISTING, now)

"""What anybody may tell us about a listing, unknown to us."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, counts, errors, keyring
from alongside.directory import models
from alongside.directory.actions import making, rows
from alongside.directory.rules import changes as changing
from alongside.directory.rules import truth as rules

Kind = models.Suggestion.Kind


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says. `listing` is none for a new one, which says its `table` instead."""

    kind: str
    table: str
    listing: uuid.UUID | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    reach: str = ""
    happened_on: date | None = None
    trap: str = ""  # a field that people do not see


def tell(*, by: actors.Actor, id: uuid.UUID, told: Told, address: str) -> bool:
    """Keep it for an editor; a door found closed hides the listing at once where that is
    credible. `address` is where it comes from: it is counted and not kept.

    Whether the listing is hidden now. The same id, or the same words again, is one telling.
    """
    access.require(by, P.DIRECTORY_TELL)
    rows.require_known(told.table)
    row = rows.known(told.table, told.listing) if told.listing else None
    _require_sense(told)
    if told.trap or models.Suggestion.objects.filter(pk=id).exists():
        return False
    network = rows.network_of(address)
    rows.require_patience(network)
    if rules.is_too_quick(id, clock.now()):
        raise errors.Problem(
            _("That was very quick, so we wonder whether a person sent it."),
            kept=_("Everything you typed is still here. It is not sent yet."),
            todo=_("Send it once more."),
        )
    try:
        with transaction.atomic():
            suggestion, is_new = _kept(id, told, row, network)
            hidden = row is not None and told.kind == Kind.CLOSED and _report(told, row, network)
            if is_new:
                audit.record(
                    by=by,
                    verb="tell",
                    about=("suggestion", suggestion.pk),
                    facts={"kind": told.kind, "hidden": hidden},
                )
    except IntegrityError:  # the same form, twice at the same moment
        return False
    return hidden


def _require_sense(told: Told) -> None:
    said = " ".join([told.words, *(str(value) for value in told.changes.values())])
    links = rules.links_in(told.words)
    own = sum(1 for name in ("website", "conference_url") if told.changes.get(name))
    if links > rules.MOST_LINKS or rules.links_in(said) > rules.MOST_LINKS + own:
        raise errors.Problem(
            _("There are several links in it, as in advertising."),
            kept=_("Everything you typed is still here. It is not sent yet."),
            todo=_("Leave one link at most, and send it again."),
        )
    if told.kind == Kind.CHANGE and not told.changes and not told.words.strip():
        raise errors.Problem(
            _("Nothing is different from what we show."),
            todo=_("Change what is wrong, or say in your own words what is."),
        )
    if told.kind == Kind.FACTS and not told.changes:
        raise errors.Problem(_("Nothing is answered yet."), todo=_("Answer one question or more."))


def _kept(
    id: uuid.UUID, told: Told, row: rows.Row | None, network: str
) -> tuple[models.Suggestion, bool]:
    """A row; or one more on the row that says the same already."""
    said = f"{told.kind} {told.table} {told.listing} {changing.mark_of(told.changes)}"
    said += f" {told.happened_on} {rules.plain(told.words)}"
    fold = keyring.digest(said, use="suggestion")
    same = models.Suggestion.objects.select_for_update()
    before = same.filter(fold=fold, state=models.Suggestion.State.WAITING).first()
    if before is not None:
        if cache.add(f"told:{before.pk}:{network}", 1, rows.A_DAY):
            before.told += 1
            before.save(update_fields=["told"])
        return before, False
    cache.add(f"told:{id}:{network}", 1, rows.A_DAY)
    latitude, longitude = making.spot_of(told.changes) if row is None else (None, None)
    asked = row is not None and told.kind == Kind.CHANGE
    was = {name: getattr(row, name) for name in told.changes} if asked else {}
    return models.Suggestion.objects.create(
        id=id,
        **(rows.about(row) if row else {}),
        kind=told.kind,
        changes={**told.changes, **({} if row else {"table": told.table})},
        was=was,
        words=told.words.strip(),
        reach=told.reach.strip(),
        language=translation.get_language() or "en",
        fold=fold,
        happened_on=told.happened_on,
        latitude=latitude,
        longitude=longitude,
    ), True


def _report(told: Told, row: rows.Row, network: str) -> bool:
    """Start the clock, or add a voice to the one that runs. Whether the listing is hidden."""
    now = clock.now()
    mine = cache.add(f"closed:{row.pk}:{network}", 1, rows.A_DAY)
    about = rows.about(row)
    report = models.Report.objects.select_for_update().filter(**about, ended_at=None).first()
    if report is None:
        report = models.Report.objects.create(**about, reported_at=now)
    elif mine:
        report.told += 1
        report.save(update_fields=["told"])
    if row.hidden_at or row.retired_at:
        return True
    before = models.Report.objects.filter(**about, outcome=models.Report.Outcome.OPEN)
    found_open = before.order_by("-ended_at").values_list("ended_at", flat=True).first()
    if not rules.is_credible(
        happened_on=told.happened_on or now.date(),
        today=now.date(),
        checked_on=row.verified_at.date() if row.verified_at else None,
        found_open_on=found_open.date() if found_open else None,
        told=report.told,
        hidden_by_network=counts.often(f"hid:{network}"),
        hidden_by_all=counts.often(f"hid:{now.date()}"),
    ):
        return False
    for name in (f"hid:{network}", f"hid:{now.date()}"):
        counts.count(name, rows.A_DAY)
    row.hidden_at = now
    row.save(update_fields=["hidden_at"])
    rows.found_again(row)
    return True

"""Listings that may be one: found, shown side by side, and settled by a human, with a way back."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids
from alongside.directory import models, policy, search
from alongside.directory.actions import renewing
from alongside.directory.rules import times
from alongside.directory.rules import twins as rules

MOST = 200  # of one place, time or number: more of them are a hotline, not twins
KINDS: dict[str, Any] = {"meetings": models.Meeting, "services": models.Service}
State = models.Twin.State
Sketches = dict[uuid.UUID, rules.Sketch]
Found = dict[tuple[uuid.UUID, uuid.UUID], rules.Likeness]


def find_twins(*, by: actors.Actor) -> int:
    """Look for listings that may be one, across all sources and within each. Those nobody has
    settled and that are not alike any more are taken out. Returns how many wait."""
    access.require(by, P.DIRECTORY_IMPORT)
    for kind in KINDS:
        _show_again(by, kind)
        found: Found = {}
        for sketches in _sketches(kind):
            _compare(sketches, found)
        _keep(kind, found)
    waiting = models.Twin.objects.filter(state=State.OPEN).count()
    audit.record(by=by, verb="find-twins", facts={"waiting": waiting})
    return waiting


def settle_twin(*, by: actors.Actor, twin: uuid.UUID, shown: uuid.UUID | None) -> None:
    """`shown` is the one that people see from now on, the other points to it; with none they
    are two, and nobody is asked again."""
    access.require(by, P.DIRECTORY_IMPORT)
    with transaction.atomic():
        row = _known(twin)
        if row.state != State.OPEN:
            return
        if shown is not None and shown not in (row.one, row.other):
            raise errors.Missing(_("There is no such listing."))
        row.state = State.DIFFERENT if shown is None else State.SAME
        row.shown, row.decided_at = shown, clock.now()
        row.save()
        if shown is not None:
            _hide(by, row.kind, row.other if shown == row.one else row.one, row.decided_at)
        audit.record(by=by, verb="settle-twin", about=("twin", twin), facts={"state": row.state})


def undo_twin(*, by: actors.Actor, twin: uuid.UUID) -> None:
    """As if nobody had settled it: both are shown, and somebody is asked again."""
    access.require(by, P.DIRECTORY_IMPORT)
    with transaction.atomic():
        row = _known(twin)
        if row.state == State.OPEN:
            return
        _undo(row)
        audit.record(by=by, verb="undo-twin", about=("twin", twin))


def _known(twin: uuid.UUID) -> models.Twin:
    row = models.Twin.objects.select_for_update().filter(pk=twin).first()
    if row is None:
        raise errors.Missing(_("There is no such pair."))
    return row


def _hide(by: actors.Actor, kind: str, listing: uuid.UUID, now: datetime) -> None:
    live = models.Edit.objects.filter(kind=kind, listing_id=listing, ended_at=None)
    if live.filter(field="is_public").exists():
        return  # it is hidden already, for its own reason
    row = KINDS[kind].objects.filter(pk=listing)
    was = row.values_list("is_public", flat=True).first()
    models.Edit.objects.create(
        kind=kind,
        listing_id=listing,
        field="is_public",
        value=False,
        was=was,
        why=models.Edit.Why.TWIN,
        by_id=by.id if by.kind is actors.Kind.PERSON else None,
        at=now,
    )
    row.update(is_public=False)
    _found_again(kind, listing)


def _undo(row: models.Twin) -> None:
    hidden = row.other if row.shown == row.one else row.one
    if row.state == State.SAME:
        edits = models.Edit.objects.filter(
            kind=row.kind, listing_id=hidden, field="is_public", why=models.Edit.Why.TWIN,
            ended_at=None,
        )  # fmt: skip
        if edit := edits.first():
            KINDS[row.kind].objects.filter(pk=hidden).update(is_public=bool(edit.was))
            edits.update(ended_at=clock.now())
            _found_again(row.kind, hidden)
    row.state, row.shown, row.decided_at = State.OPEN, None, None
    row.save()


def _found_again(kind: str, listing: uuid.UUID) -> None:
    """The finder learns of it in the same transaction, and whoever asks what changed."""
    renewing.touched(kind, [listing], clock.now())
    search.reindex(**{kind: [listing]})


def _show_again(by: actors.Actor, kind: str) -> None:
    """Where the one that people saw is gone, they see the other again."""
    same = models.Twin.objects.filter(kind=kind, state=State.SAME)
    gone = KINDS[kind].objects.filter(retired_at__isnull=False).values("pk")
    for row in same.filter(shown__in=gone):
        undo_twin(by=by, twin=row.pk)


def _live(kind: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = KINDS[kind].objects.filter(retired_at=None, is_public=True)
    return rows


def _sketches(kind: str) -> Iterator[Sketches]:
    """All that are shown, a day of the week at a time."""
    if kind == "services":
        rows = _live(kind).values_list("pk", "name", "organisation_name", "address", "phone")
        doors = _doors()
        yield {
            pk: rules.sketch(
                name, owner=owner, address=address, phone=phone, door=doors.get(pk, "")
            )
            for pk, name, owner, address, phone in rows.iterator()
        }
        return
    columns = ("pk", "name", "start_minute", "address", "latitude", "longitude",
               "conference_phone", "conference_url")  # fmt: skip
    for day in range(7):
        rows = _live(kind).filter(weekday=day, start_minute__isnull=False).values_list(*columns)
        yield {
            pk: rules.sketch(
                name, minute=day * times.DAY + start, address=address, latitude=lat,
                longitude=lon, phone=phone, link=link,
            )
            for pk, name, start, address, lat, lon, phone, link in rows.iterator()
        }  # fmt: skip


def _doors() -> dict[uuid.UUID, str]:
    """Where each service is, without suite or floor: its first address."""
    rows = policy.addresses().filter(kind=models.PostalAddress.Kind.PHYSICAL).exclude(street="")
    rows = rows.filter(location__offered__isnull=False).order_by("-pk")
    said = rows.values_list("location__offered__service", "street", "town", "region")
    return {pk: f"{street} {town} {region}" for pk, street, town, region in said.iterator()}


def _compare(sketches: Sketches, found: Found) -> None:
    blocks: dict[tuple[object, ...], list[uuid.UUID]] = {}
    for pk, sketch in sketches.items():
        for block in rules.blocks(sketch):
            for near in _slots(sketch.minute):
                blocks.setdefault((near, *block), []).append(pk)
    for members in blocks.values():
        if len(members) > MOST:
            continue
        for pair in combinations(sorted(members), 2):
            if pair not in found:
                likeness = rules.likeness(sketches[pair[0]], sketches[pair[1]])
                if likeness is not None:
                    found[pair] = likeness


def _slots(minute: int | None) -> tuple[int, ...]:
    """Two times that are nearly the same share one of these."""
    if minute is None:
        return (0,)
    return (minute // 10, (minute + rules.LATE) // 10 + 100_000)


def _keep(kind: str, found: Found) -> None:
    known = models.Twin.objects.filter(kind=kind)
    pairs = {(row.one, row.other): row for row in known}
    late = [row.pk for pair, row in pairs.items() if row.state == State.OPEN and pair not in found]
    new = [
        models.Twin(
            id=ids.new(), kind=kind, one=one, other=other, likeness=each.percent,
            same_name=each.same_name, same_time=each.same_time, same_place=each.same_place,
            same_phone=each.same_phone, found_at=clock.now(),
        )
        for (one, other), each in found.items()
        if (one, other) not in pairs
    ]  # fmt: skip
    with transaction.atomic():
        models.Twin.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
        for start in range(0, len(late), 500):
            models.Twin.objects.filter(pk__in=late[start : start + 500]).delete()

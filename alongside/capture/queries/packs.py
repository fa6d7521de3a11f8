"""Today's pack: what a phone needs to work without signal, and no more of anybody than a word.

Lists are cut where a phone could not show them. Each part is a question to the floor that has it.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.accounts.models import Site
from alongside.capture import kinds, models, policy, rules
from alongside.capture.queries import things
from alongside.core import clock, outbox, sentences
from alongside.directory import search
from alongside.followups.models import FollowUp
from alongside.followups.policy import following as followed
from alongside.outreach import queries as outreach
from alongside.outreach.models import Alert
from alongside.outreach.queries import alerts as known
from alongside.peers import policy as peers
from alongside.peers.models import PeerProfile
from alongside.sites import queries as inside
from alongside.support import queries as support
from alongside.welcome import queries as desk

MOST_PEOPLE, MOST_MEETINGS, MOST_SERVICES = 80, 60, 30
MOST_ALERTS, MOST_FOLLOWED = 20, 40
REACH_KM = 25


def pack(
    by: actors.Actor, phone: models.Device, *, zone: str, site: uuid.UUID | None
) -> dict[str, Any]:
    """Everything but what is made anew for each request (token, time, version)."""
    now = clock.now()
    out = outreach.own_shift(by, now=now)
    here = (out.shift.site_id if out else None) or desk.own_place(by, now=now)
    return {
        "device": str(phone.pk),
        "phone_name": phone.name,
        "language": get_language(),
        "role": by.role,
        "time_zone": zone,
        "server_key": outbox.server_key(by.tenant),
        "seal_after_hours": rules.SEAL_AFTER_HOURS,
        "kinds": sorted(kinds.KINDS),
        "held": policy.holds_for(by).filter(settled_at=None).count(),
        "people": people(by, now=now, zone=zone),
        "sites": sites(by, site),
        "stocks": things.stocks(by),
        "items": things.items(by),
        "alerts": alerts(by, now=now),
        "shift": shift(out),
        "follow_ups": follow_ups(by),
        **nearby(_around(by, [here, site]), now=now),
    }


def version_of(found: dict[str, Any], *, session: uuid.UUID | None) -> str:
    """Another one wherever something in it is, and for another session: its token is another."""
    text = json.dumps(found, sort_keys=True, default=str) + str(session)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def people(by: actors.Actor, *, now: datetime, zone: str) -> list[dict[str, Any]]:
    """Those whom the actor walks with, who needs them first. Called by a word, or by initials."""
    walking = support.walking(by, now=now, zone=zone)
    needing = support.needing(walking)
    first = {walk.participant_id for walk in needing}
    ordered = [*needing, *(walk for walk in walking if walk.participant_id not in first)]
    ordered = ordered[:MOST_PEOPLE]
    names = rules.told_apart(walk.name for walk in ordered)
    return [
        {
            "id": str(walk.participant_id),
            "called": called,
            "recorded": walk.recorded,
            "needs": walk.reasons[0].kind if walk.reasons else "",
            "promised_at": walk.next_promise.at.isoformat() if walk.next_promise else None,
        }
        for walk, called in zip(ordered, names, strict=True)
    ]


def sites(by: actors.Actor, site: uuid.UUID | None) -> list[dict[str, Any]]:
    """The sites of the organisation, each with its rooms; one's own first."""
    rows = sorted(accounts.sites_for(by), key=lambda row: (row.pk != site, row.name))
    rooms = {
        one.site.pk: [
            {"id": str(room.pk), "name": room.name} for room in one.rooms if not room.closed_at
        ]
        for one in inside.furnished(by)
    }
    return [
        {"id": str(row.pk), "name": row.name, "mine": row.pk == site, "rooms": rooms[row.pk]}
        for row in rows
    ]


def alerts(by: actors.Actor, *, now: datetime) -> list[dict[str, Any]]:
    """What somebody out there should know of the supply, also what nobody has checked yet."""
    rows = [told.row for told in known.for_field(by, now=now)[:MOST_ALERTS]]
    return [
        {
            "id": str(row.pk),
            "until": row.expires_at.isoformat(),
            **things.in_every_language(partial(_alert, row)),
        }
        for row in rows
    ]


def _alert(row: Alert) -> dict[str, str]:
    told = known.told(row)
    until = date_format(localtime(row.expires_at), "SHORT_DATETIME_FORMAT")
    facts = {
        _("Found in it"): ", ".join(told.found),
        _("Looks like"): row.looks,
        _("What isn’t known"): row.unknown,
    }
    lines = [sentences.beside(name, said) for name, said in facts.items() if said]
    lines += [line for line in (row.more, *map(str, told.advice)) if line]
    sure = str(told.sure) if told.is_checked else _("Not checked yet")
    return {
        "title": sentences.beside(row.get_kind_display(), f"{row.sold_as}, {row.area}"),
        "text": "\n".join(lines),
        "about": " · ".join([sure, _("Until %(time)s") % {"time": until}]),
    }


def shift(out: outreach.Out | None) -> dict[str, Any] | None:
    """The actor's own, with its stops, and when the timer asks next."""
    if out is None:
        return None
    row = out.shift
    return {
        "id": str(row.pk),
        "begun": row.begun_at is not None,
        "ask_at": row.due_at.isoformat() if row.due_at else None,
        "every": row.every,
        "stops": [{"id": str(stop.pk), "name": stop.place} for stop in out.stops],
    }


def follow_ups(by: actors.Actor) -> list[dict[str, Any]]:
    """Those whom the actor keeps in touch with, the most pressing first. By a word, or initials;
    how they are reached is not on the phone."""
    live = followed.followups_for(by).filter(state=FollowUp.State.OPEN)
    rows = live.filter(peer_id=by.person_id)
    ordered = list(rows.select_related("participant").order_by("due_at", "pk")[:MOST_FOLLOWED])
    names = [row.called or str(row.participant or _("somebody")) for row in ordered]
    return [
        {
            "id": str(row.pk),
            "called": called,
            "due_at": row.due_at.isoformat() if row.due_at else None,
        }
        for row, called in zip(ordered, rules.told_apart(names), strict=True)
    ]


def nearby(spot: search.Spot | None, *, now: datetime) -> dict[str, Any]:
    """Meetings of the week and services around there."""
    if spot is None:
        return {"meetings": [], "services": []}
    wish = search.Wish(when="any", km=REACH_KM)
    met = search.meetings_near(spot, wish, now=now, most=MOST_MEETINGS)
    open_ = search.services_near(spot, wish, now=now, most=MOST_SERVICES)
    return {
        "meetings": [_meeting(hit) for hit in met.here],
        "services": [_service(hit) for hit in open_.here],
    }


def _around(by: actors.Actor, own: Sequence[uuid.UUID | None]) -> search.Spot | None:
    """Around the place of today's shift, else of the hat; where nobody said where that is, around
    whoever has the phone; then around any other place of the organisation."""
    rows = list(accounts.sites_for(by).order_by("name"))
    first = [row for pk in own for row in rows if row.pk == pk]
    return _at_first(first) or _home(by) or _at_first(rows)


def _home(by: actors.Actor) -> search.Spot | None:
    mine = peers.own_profile(by).first()
    return (_at_first([mine]) or search.place(mine.place).spot) if mine else None


def _at_first(rows: Iterable[Site | PeerProfile]) -> search.Spot | None:
    for row in rows:
        if row.latitude is not None and row.longitude is not None:
            return search.spot_at(row.latitude, row.longitude)
    return None


def _meeting(hit: search.Hit) -> dict[str, Any]:
    row: search.Sitting = hit.row
    return {
        "id": row.key,
        "name": row.name,
        "where": ", ".join(part for part in (row.location_name, row.address) if part),
        "town": row.town,
        "weekday": row.weekday,
        "start": row.start_minute,
        "end": row.end_minute,
        "online": row.attendance != "in-person",
        "medication": row.welcomes_medication == "yes",
        "km": round(hit.km, 1) if hit.km is not None else None,
    }


def _service(hit: search.Hit) -> dict[str, Any]:
    row: search.Offer = hit.row
    return {
        "id": row.key,
        "name": row.name,
        "of": row.organisation_name,
        "where": row.address,
        "phone": row.phone,
        "km": round(hit.km, 1) if hit.km is not None else None,
    }

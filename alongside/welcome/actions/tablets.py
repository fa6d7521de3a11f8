"""The tablet by the door: opened with a code, used by whoever comes, ended from the desk."""

import secrets
import uuid
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids, keyring, scope
from alongside.participants import actions as participants
from alongside.participants import policy as people
from alongside.participants import queries as asked
from alongside.participants import rules as wishes
from alongside.participants.models import Participant
from alongside.welcome import models, policy, rules
from alongside.welcome.actions import rows

TRIES = 10


def make_kiosk(*, by: actors.Actor, id: uuid.UUID, site: uuid.UUID) -> str:
    """A code for one tablet, readable only now; empty where this form was sent before."""
    place = policy.require_desk(by, P.DESK_KEEP, site=site)
    code = rules.spoken_code(secrets.randbelow(10**8))
    now = clock.now()
    with transaction.atomic():
        _row, is_new = models.Kiosk.objects.get_or_create(
            id=id,
            organisation_id=by.tenant,
            defaults={
                "site": place,
                "code_digest": _digest(code),
                "made_by_id": by.person_id,
                "made_at": now,
                "opens_until": now + rules.CODE_OPENS,
            },
        )
        if is_new:
            audit.record(by=by, verb="make-tablet", about=("tablet", id))
    return code if is_new else ""


def open_kiosk(*, by: actors.Actor, code: str, address: str) -> models.Kiosk:
    """The tablet whose code was typed on it, once. `by` holds nothing yet but a code; `address`
    is only counted."""
    access.require(by, P.DESK_KEEP)
    slow = guesses.of_network("tablet", address, TRIES)
    if slow.is_full:
        raise errors.TooMany(
            _("Many wrong codes were tried, so we are slow for a moment."),
            kept=_("Nothing was opened."),
            todo=_("Wait five minutes, then try again."),
        )
    found = policy.kiosk_coded(_digest(code))
    if found is None or not found.opens(clock.now()):
        slow.count()
        raise errors.Problem(
            _("This code opens nothing: it was used, is too old, or is another one."),
            kept=_("Nothing was opened."),
            todo=_("Ask somebody at the desk for a new one. It opens for 15 minutes."),
        )
    tablet = actors.kiosk(found.pk, organisation_id=found.organisation_id)
    with scope.within(found.organisation_id), transaction.atomic():
        fresh = models.Kiosk.objects.filter(pk=found.pk, opened_at=None, ended_at=None)
        if not fresh.update(opened_at=clock.now()):
            raise errors.Gone(
                _("This code was used just now, on another tablet."),
                todo=_("Ask somebody at the desk for a new one. It opens for 15 minutes."),
            )
        audit.record(by=tablet, verb="open-tablet", about=("tablet", found.pk))
    return found


def end_kiosk(*, by: actors.Actor, kiosk: uuid.UUID) -> None:
    """From now on it opens nothing, wherever it is. Twice is once."""
    row = policy.require_row(by, P.DESK_KEEP, models.Kiosk, kiosk)
    with transaction.atomic():
        if models.Kiosk.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now()):
            audit.record(by=by, verb="end-tablet", about=("tablet", row.pk))


def check_in(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    called: str = "",
    wish: str = "",
    brings: Collection[str] = (),
) -> None:
    """Somebody says at the tablet that they are here, under any name or none. Once per `id`."""
    tablet = policy.require_tablet(by, P.DESK_KEEP)
    if wish:
        rows.require_wish(wish, brings)
    _once(by, tablet, id, called, wish, brings, person=None)


def check_in_with_words(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    words: str,
    address: str,
    called: str = "",
    wish: str = "",
    brings: Collection[str] = (),
) -> bool:
    """Somebody types their return key at the tablet: their own attendance, and no session. Says
    whether it was written down as theirs: not without their agreement. Another day to talk is a
    request for a peer."""
    tablet = policy.require_tablet(by, P.DESK_KEEP)
    if wish:
        rows.require_wish(wish, brings)
    if models.Presence.objects.filter(pk=id, organisation_id=by.tenant).exists():
        return True
    person, holder = _holder(by, words, address)
    is_theirs = person is not None and rows.is_written_down(person)
    asks = wish == models.Talk.Wish.ANOTHER and person is not None
    _once(
        by, tablet, id, called, "" if asks else wish, brings, person=person if is_theirs else None
    )
    if asks and person is not None:
        _ask_for_a_peer(holder, person, brings)
    return is_theirs


def _holder(by: actors.Actor, words: str, address: str) -> tuple[Participant | None, actors.Actor]:
    key = accounts.use_return_key(
        by=actors.system("words typed at a tablet"), words=words, address=address
    )
    if key.organisation_id != by.organisation_id:  # the same as for no words at all
        raise errors.Problem(
            _("These words open nothing here."),
            kept=_("Nothing that you told us is lost."),
            todo=_("Look at each word and their order, and try again."),
        )
    holder = actors.return_key(key.pk, organisation_id=key.organisation_id)
    return people.participants_for(holder).first(), holder


def _once(
    by: actors.Actor,
    tablet: models.Kiosk,
    id: uuid.UUID,
    called: str,
    wish: str,
    brings: Collection[str],
    *,
    person: Participant | None,
) -> None:
    here = models.Presence.objects.filter(organisation_id=by.tenant, pk=id)
    try:
        with transaction.atomic():
            if here.exists():
                return
            row = _here(by, tablet, id, called, person)
            if wish and not models.Talk.objects.filter(presence=row).exists():
                talk = rows.write_talk(row, ids.new(), wish=wish, brings=brings)
                audit.record(
                    by=by, verb="ask-to-talk", about=("talk", talk.pk), facts={"wish": wish}
                )
    except IntegrityError:  # the same form, or the same person at the desk, at one moment
        if not here.exists() and not (person and rows.here_already(person, tablet.site)):
            raise


def _here(
    by: actors.Actor,
    tablet: models.Kiosk,
    id: uuid.UUID,
    called: str,
    person: Participant | None,
) -> models.Presence:
    """Somebody who is here already is here once."""
    before = rows.here_already(person, tablet.site) if person else None
    if before is not None:
        return before
    row = rows.write_presence(tablet.site, id, called=called)
    if person is None:
        audit.record(by=by, verb="arrive", about=("presence", row.pk))
    else:
        about = ("attendance", rows.write_attendance(row, person).pk)
        audit.record(by=by, verb="come-in", participant_id=person.pk, about=about)
    return row


def _ask_for_a_peer(holder: actors.Actor, person: Participant, brings: Collection[str]) -> None:
    """Their own request; one that is open already stays as it is."""
    newest = asked.newest_request(holder)
    if newest is None or not newest.is_open:
        wish = wishes.Wish(language=person.language, experiences=tuple(brings))
        participants.ask_again(by=holder, id=ids.new(), wish=wish)


def _digest(code: str) -> str:
    return keyring.digest(rules.heard_code(code), use="tablet-code")

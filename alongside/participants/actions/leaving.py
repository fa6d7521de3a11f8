"""The one way out. Whatever leaves Alongside, on a page, as a file, to another computer, on
paper, in a message or aloud, leaves by `disclose`, which asks at the moment of sending."""

import secrets
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.audit import queries as history
from alongside.core import clock, errors, ids, keyring, scope
from alongside.participants import models, policy
from alongside.participants.actions import records
from alongside.participants.rules import leaving, regimes

SIGNS, LENGTH = "0123456789abcdefghjkmnpqrstvwxyz", 12
Part = TypeVar("Part")


class NotCovered(errors.Gone):
    """Nothing covers it. `decision` says what stands in the way."""

    def __init__(self, decision: leaving.Decision) -> None:
        super().__init__(
            _("Nothing that they agreed to, and that still holds, covers this."),
            kept=_("Nothing left Alongside."),
            todo=_("Talk about it together. They can agree on their own page, or carry a slip."),
        )
        self.decision = decision


@dataclass(frozen=True, slots=True)
class Left:
    """What may be shown now, and what must go with it. Show nothing that is not in
    `categories`. `reference` is what this recipient may call the person; never our ids.
    `consent` is there where the scope of what was agreed goes along."""

    id: uuid.UUID
    reference: str
    categories: tuple[str, ...]
    regime: str
    statement: str
    consent: models.Consent | None
    at: datetime


def disclose(
    *,
    by: actors.Actor,
    participant: uuid.UUID,
    recipient: leaving.Recipient,
    purpose: str,
    categories: Sequence[str],
    via: str,
    consent: uuid.UUID | None = None,
    exception: leaving.Claim | None = None,
    id: uuid.UUID | None = None,
    known_since: datetime | None = None,
    secret_until: date | None = None,
) -> Left:
    """Write down that this leaves now, and say what may. Call it at the moment of sending: in
    the view that renders, in the task that sends; for a stream, `still_allowed` as well.

    `categories` shrinks to what serves the purpose. `consent` relies on that one alone;
    without it, any that covers all of it does. `exception` is one of the law's closed list,
    with its facts. The same form (`id`) twice is one disclosure, and so is the same to the
    same since `known_since`. Where a court forbids to tell them before `secret_until`, they read
    of it only then.

    NotCovered (410), and a line that the person reads, where nothing covers it. One's own copy
    is no disclosure, and does not come this way.
    """
    access.require(by, P.DISCLOSURE_MAKE)
    found = policy.leaving_from(by, participant)
    asked = _Asked(recipient, purpose, regimes.serving(purpose, tuple(categories)), via)
    with transaction.atomic():
        records.hold(found)
        decision = _decided(found, asked, consent=consent, exception=exception)
        if decision.allowed:
            before = _before(found, asked, decision, id=id, since=known_since)
            gone = before or _write(by, found, asked, decision, exception, id, secret_until)
            return _left(gone, decision)
    _refused(by, found.pk)
    raise NotCovered(decision)


def require_still(*, by: actors.Actor, disclosure: uuid.UUID) -> None:
    """Whether what covered a disclosure covers it now. For a task that sends later than it was
    asked to, and between the parts of a stream."""
    access.require(by, P.DISCLOSURE_MAKE)
    with scope.within(by.organisation_id):
        row = models.Disclosure.objects.filter(pk=disclosure, organisation_id=by.tenant)
        gone = row.select_related("participant").first()
        if gone is None:
            raise errors.Missing(access.NOTHING)
        asked = _Asked(
            leaving.Recipient(gone.recipient, gone.recipient_kind),
            gone.purpose,
            tuple(gone.categories),
            gone.via,
        )
        claim = leaving.Claim(gone.exception, gone.facts, gone.happened_at)
        decision = _decided(
            gone.participant,
            asked,
            consent=gone.consent_id,
            exception=claim if gone.exception else None,
        )
        if not decision.allowed:
            _refused(by, gone.participant_id)
            raise NotCovered(decision)


def still_allowed(
    *, by: actors.Actor, disclosure: uuid.UUID, parts: Iterable[Part]
) -> Iterator[Part]:
    """The parts of something long, each only while it may still leave: what is taken back in
    the middle ends there, with NotCovered."""
    access.require(by, P.DISCLOSURE_MAKE)
    for part in parts:
        require_still(by=by, disclosure=disclosure)
        yield part


@dataclass(frozen=True, slots=True)
class _Asked:
    recipient: leaving.Recipient
    purpose: str
    categories: tuple[str, ...]
    via: str


def _decided(
    found: models.Participant,
    asked: _Asked,
    *,
    consent: uuid.UUID | None,
    exception: leaving.Claim | None,
) -> leaving.Decision:
    law = policy.law_of(found)
    given = policy.agreements_of(found, only=consent) if exception is None else []
    return leaving.may_disclose(
        given,
        [exception] if exception else [],
        regime=law.regime,
        recipient=asked.recipient,
        purpose=asked.purpose,
        categories=asked.categories,
        at=clock.now(),
        minors_from=law.minors_from,
    )


def _before(
    found: models.Participant,
    asked: _Asked,
    decision: leaving.Decision,
    *,
    id: uuid.UUID | None,
    since: datetime | None,
) -> models.Disclosure | None:
    if id is not None:
        same_form = found.disclosures.filter(pk=id).first()
        return same_form if same_form and same_form.consent_id == decision.consent_id else None
    if since is None or decision.consent_id is None:
        return None
    same = found.disclosures.filter(
        consent_id=decision.consent_id, happened_at__gte=since, via=asked.via
    ).order_by("-happened_at")
    for row in same:
        if row.recipient == asked.recipient.name and row.categories == list(asked.categories):
            return row
    return None


def _write(
    by: actors.Actor,
    found: models.Participant,
    asked: _Asked,
    decision: leaving.Decision,
    claim: leaving.Claim | None,
    id: uuid.UUID | None,
    secret_until: date | None,
) -> models.Disclosure:
    now = clock.now()
    gone = models.Disclosure.objects.create(
        id=id or ids.new(),
        organisation_id=found.organisation_id,
        participant=found,
        consent_id=decision.consent_id,
        exception=claim.slug if claim else "",
        facts=dict(claim.facts) if claim else {},
        regime=policy.law_of(found).regime,
        recipient=asked.recipient.name,
        recipient_kind=asked.recipient.kind,
        purpose=asked.purpose,
        categories=list(asked.categories),
        via=asked.via,
        reference=_reference(found, asked.recipient),
        sent_by_id=by.id if by.kind is actors.Kind.PERSON and not by.is_participant else None,
        secret_until=secret_until,
        happened_at=now,
        recorded_at=now,
    )
    audit.record(
        by=by,
        verb="disclose",
        participant_id=found.pk if secret_until is None else None,
        about=("disclosure", gone.pk),
        facts={"shares": gone.categories, "why": decision.why, "via": asked.via},
    )
    return gone


def _left(gone: models.Disclosure, decision: leaving.Decision) -> Left:
    return Left(
        id=gone.pk,
        reference=gone.reference,
        categories=tuple(gone.categories),
        regime=gone.regime,
        statement=decision.statement,
        consent=gone.consent if decision.scope else None,
        at=gone.happened_at,
    )


def _reference(found: models.Participant, recipient: leaving.Recipient) -> str:
    """Drawn once for the two of them."""
    said = " ".join(recipient.name.split()).casefold()
    row, _is_new = models.Reference.objects.get_or_create(
        participant=found,
        recipient_digest=keyring.digest(f"{found.pk} {said}", use="recipient"),
        defaults={
            "organisation_id": found.organisation_id,
            "signs": "".join(secrets.choice(SIGNS) for _sign in range(LENGTH)),
        },
    )
    return row.signs


def _refused(by: actors.Actor, participant_id: uuid.UUID) -> None:
    """Trying again and again is one line."""
    since = clock.now() - records.LOOK_AGAIN
    if not history.refused_since(participant_id=participant_id, by_id=by.id, since=since):
        audit.record(
            by=by,
            verb=str(P.DISCLOSURE_MAKE),
            participant_id=participant_id,
            outcome="refused",
        )

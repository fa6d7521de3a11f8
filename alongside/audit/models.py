"""What happened, append-only and chained. No name, note or address in any of it, and without
the key of whom it is about, not even who did it.

An event shows in the clear that something happened in an organisation, at a time, to a handle
that was drawn at random. Whose handle it is, and with which key its events open, stands in
`Subject`; once that is destroyed the events are still proven, and say nothing of anybody.
"""

import base64
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.audit import rules
from alongside.core import fields, keyring
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration


class Chain(models.Model):
    """The head of one chain: a participant's, an organisation's, or the installation's. Its id
    is the handle: random for a participant, and for the others their own."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation_id = models.UUIDField(null=True)
    length = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, blank=True, default="")
    sealed_length = models.PositiveBigIntegerField(default=0)

    outside_the_wall = "a head holds a length and a code; the nightly seal reads all of them"
    privacy = Declaration(
        purpose=_("To prove that no event was changed or taken out."),
        keep=_("As long as the events."),
        fields={
            "id": STAFF,
            "organisation_id": STAFF,
            "length": STAFF,
            "mac": STAFF,
            "sealed_length": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"chain {self.id}"


class Subject(models.Model):
    """Whose handle it is, and the key of their events: 32 bytes, sealed by the ring together
    with whose they are, so that it opens nothing where a row was moved to somebody else."""

    chain = models.OneToOneField(
        Chain, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="subject"
    )
    organisation_id = models.UUIDField(null=True)
    participant_id = models.UUIDField(null=True, unique=True)
    key = fields.SealedText(blank=True, default="")
    forgotten_at = models.DateTimeField(null=True)

    privacy = Declaration(
        purpose=_("To find somebody's history and to open it; destroyed when they are forgotten."),
        keep=_("Until the person is forgotten; else as long as the events."),
        fields={
            "chain": STAFF,
            "organisation_id": STAFF,
            "participant_id": IDENTITY,
            "key": RECOVERY,
            "forgotten_at": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"subject {self.chain_id}"

    @property
    def data_key(self) -> bytes | None:
        """None where the key was destroyed. WrongKey where it is somebody else's."""
        if not self.key:
            return None
        whose, _, key = self.key.partition(" ")
        if whose != str(self.participant_id or ""):
            raise keyring.WrongKey(f"the key of {self} was made for somebody else")
        return base64.urlsafe_b64decode(key)


class Events(models.Manager["Event"]):
    """Each event with its subject, so that it can be opened. `participant_id` can be asked of
    them, though it is no column of theirs."""

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset().select_related("subject")
        return rows.alias(participant_id=F("subject__participant_id"))


class Event(models.Model):
    """One link. Who did it, to what, and the facts (slugs, counts and identifiers only) are in
    the payload, which opens with the subject's key.

    No keys that the database would hold to: history outlives what it describes.
    """

    id = fields.identifier()
    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False)
    position = models.PositiveBigIntegerField()
    organisation_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, default="done")  # done, refused
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    payload = models.BinaryField()
    mac = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[Any]] = Events()

    append_only = True
    years = 7  # the database lets nobody take out a younger one
    privacy = Declaration(
        purpose=_("So that each participant can read who did or saw what, and nobody can hide it."),
        keep=_("Seven years. Then it is taken out behind a signed checkpoint."),
        fields={
            "id": STAFF,
            "subject": STAFF,
            "position": STAFF,
            "organisation_id": STAFF,
            "verb": STAFF,
            "outcome": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
            "payload": RECOVERY,
            "mac": STAFF,
        },
        why={
            "payload": _("Who did it, in which role, to what: sealed with the subject's own key.")
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "position"], name="one_link_per_position")
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "-recorded_at"], name="event_subject"),
            models.Index(fields=["organisation_id", "-recorded_at"], name="event_organisation"),
        ]

    _opened: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.verb} {self.outcome}"

    @property
    def opened(self) -> Mapping[str, Any]:
        """What the payload says; that nothing is known where the key was destroyed."""
        if self._opened is None:
            key = self.subject.data_key
            if key is None:
                self._opened = rules.NOTHING
            else:
                sealed = bytes(self.payload)
                self._opened = rules.unfolded(keyring.unlock(sealed, key=key, to=self.id.bytes))
        return self._opened

    @property
    def participant_id(self) -> uuid.UUID | None:
        return self.subject.participant_id

    @property
    def by_kind(self) -> str:
        return str(self.opened["by_kind"])

    @property
    def by_id(self) -> uuid.UUID | None:
        return rules.identifier(self.opened["by_id"])

    @property
    def by_role(self) -> str:
        return str(self.opened["by_role"])

    @property
    def reason(self) -> str:
        return str(self.opened["reason"])

    @property
    def about_kind(self) -> str:
        return str(self.opened["about_kind"])

    @property
    def about_id(self) -> uuid.UUID | None:
        return rules.identifier(self.opened["about_id"])

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.opened["facts"])


class Seal(models.Model):
    """A night's mark over all chain heads, or the checkpoint behind which expired links were
    taken out. Its content lies in a signed file outside the database; without that, cutting off
    the end of a chain could not be seen."""

    class Kind(models.TextChoices):
        SEAL = "seal"
        CHECKPOINT = "checkpoint"

    id = fields.identifier()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SEAL)
    sealed_at = models.DateTimeField()
    chains = models.PositiveBigIntegerField()
    events = models.PositiveBigIntegerField()
    file = models.CharField(max_length=80)
    mac = models.CharField(max_length=64)

    append_only = True
    privacy = Declaration(
        purpose=_("To prove that no chain was cut short."),
        keep=_("As long as there is history: each names the one before it."),
        fields={
            "id": STAFF,
            "kind": STAFF,
            "sealed_at": STAFF,
            "chains": STAFF,
            "events": STAFF,
            "file": STAFF,
            "mac": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"{self.kind} of {self.sealed_at:%Y-%m-%d %H:%M}"

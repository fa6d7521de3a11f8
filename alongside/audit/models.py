"""What happened, append-only and chained. No name, note or address in any of it."""

from typing import ClassVar

from django.db import models

from alongside.core import fields
from alongside.core.privacy import IDENTITY, STAFF, Declaration


class Chain(models.Model):
    """The head of one chain: a participant's, an organisation's, or the installation's."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation_id = models.UUIDField(null=True)
    length = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, blank=True, default="")
    sealed_length = models.PositiveBigIntegerField(default=0)

    outside_the_wall = "a head holds a length and a code; the nightly seal reads all of them"
    privacy = Declaration(
        purpose="To prove that no event was changed or taken out.",
        keep="As long as the events.",
        fields={
            "id": IDENTITY,
            "organisation_id": STAFF,
            "length": STAFF,
            "mac": STAFF,
            "sealed_length": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"chain {self.id}"


class Event(models.Model):
    """One link. `facts` holds slugs, counts and identifiers only.

    No foreign keys: history outlives what it describes.
    """

    id = fields.identifier()
    chain_id = models.UUIDField()
    position = models.PositiveBigIntegerField()
    organisation_id = models.UUIDField(null=True)
    participant_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, default="done")  # done, refused
    by_kind = models.CharField(max_length=20)
    by_id = models.UUIDField(null=True)
    by_role = models.CharField(max_length=20)
    reason = models.CharField(max_length=80, blank=True, default="")
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    mac = models.CharField(max_length=64)

    append_only = True
    privacy = Declaration(
        purpose="So that each participant can read who did or saw what, and nobody can hide it.",
        keep="Seven years.",
        fields={
            "id": STAFF,
            "chain_id": IDENTITY,
            "position": STAFF,
            "organisation_id": STAFF,
            "participant_id": IDENTITY,
            "verb": STAFF,
            "outcome": STAFF,
            "by_kind": STAFF,
            "by_id": IDENTITY,
            "by_role": STAFF,
            "reason": STAFF,
            "about_kind": STAFF,
            "about_id": STAFF,
            "facts": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
            "mac": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain_id", "position"], name="one_link_per_position")
        ]
        indexes: ClassVar = [
            models.Index(fields=["participant_id", "-recorded_at"], name="event_participant"),
            models.Index(fields=["organisation_id", "-recorded_at"], name="event_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.outcome}"


class Seal(models.Model):
    """A night's mark over all chain heads. Its content lies in a file outside the database;
    without that, cutting off the end of a chain could not be seen."""

    id = fields.identifier()
    sealed_at = models.DateTimeField()
    chains = models.PositiveBigIntegerField()
    events = models.PositiveBigIntegerField()
    file = models.CharField(max_length=80)
    mac = models.CharField(max_length=64)

    append_only = True
    privacy = Declaration(
        purpose="To prove that no chain was cut short.",
        keep="Seven years.",
        fields={
            "id": STAFF,
            "sealed_at": STAFF,
            "chains": STAFF,
            "events": STAFF,
            "file": STAFF,
            "mac": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"seal of {self.sealed_at:%Y-%m-%d %H:%M}"

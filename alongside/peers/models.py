"""Peers as they choose to show themselves."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields, keyring
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep


class PeerProfile(models.Model):
    """What a peer offers to those who ask for one: their own words, theirs to take back."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="peer_profiles")
    called = fields.SealedText()
    introduction = fields.SealedText(blank=True, default="")
    languages = models.JSONField(default=list)
    pathways = fields.SealedJSON(default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(default=10)
    place = fields.SealedText(blank=True, default="")
    latitude = fields.SealedJSON(null=True, blank=True)
    longitude = fields.SealedJSON(null=True, blank=True)
    reach_km = models.PositiveSmallIntegerField(default=25)
    online = models.BooleanField(default=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To introduce you to people who ask for a peer."),
        keep=_("While you work as a peer, or until you take it back."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "called": IDENTITY,
            "introduction": IDENTITY,
            "languages": STAFF,
            "pathways": IDENTITY,
            "capacity": STAFF,
            "place": IDENTITY,
            "latitude": IDENTITY,
            "longitude": IDENTITY,
            "reach_km": STAFF,
            "online": STAFF,
            "published_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_profile_per_peer")
        ]

    def __str__(self) -> str:
        return self.called


def digest_of(profile_id: uuid.UUID, experience: str) -> str:
    """How one experience of a peer is found; equal ones of two peers do not look equal."""
    return keyring.digest(experience, use=f"lived-experience:{profile_id}")


class LivedExperience(models.Model):
    """One thing a peer has lived. `shared` says with whom; taking it back is one tap."""

    class Shared(models.TextChoices):
        NOBODY = "nobody", _("nobody: only helps find matches")
        ASKERS = "askers", _("people who are shown my introduction")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    profile = fields.TenantKey(PeerProfile, models.CASCADE, related_name="experiences")
    experience = fields.SealedText()
    experience_digest = models.CharField(max_length=64)
    words = fields.SealedText(blank=True, default="")
    shared = models.CharField(max_length=10, choices=Shared, default=Shared.NOBODY)

    privacy = Declaration(
        purpose=_("To find people who lived something like it; shown only as you say."),
        keep=_("Until you take it back."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "profile": IDENTITY,
            "experience": IDENTITY,
            "experience_digest": IDENTITY,
            "words": IDENTITY,
            "shared": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["profile", "experience_digest"], name="one_row_per_experience"
            )
        ]

    def __str__(self) -> str:
        return self.experience


class Availability(models.Model):
    """When a peer is usually there. Weekday 0 is Monday; times are the organisation's."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    profile = fields.TenantKey(PeerProfile, models.CASCADE, related_name="availabilities")
    weekday = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=10)  # morning, afternoon, evening, night

    privacy = Declaration(
        purpose=_("To propose you at times you are there."),
        keep=_("While you work as a peer."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "profile": STAFF,
            "weekday": STAFF,
            "part": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["profile", "weekday", "part"], name="one_row_per_part_of_day"
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekday_of_seven"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.part}"


class StepBack(models.Model):
    """A peer steps back for a while. It is theirs: nobody reads a word of it but what they show,
    and somebody to whom nothing is shown can't see that it is there."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = fields.SealedText(blank=True, default="")
    helps = fields.SealedText(blank=True, default="")
    until_on = models.DateField(null=True, blank=True)
    shows = models.JSONField(default=list)  # slugs of rules.SHOWS, to the supervisor
    from_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    only_theirs = (
        "person_id = {reader} OR (shows <> '[]'::jsonb AND EXISTS (SELECT 1 FROM "
        "accounts_membership AS hat WHERE hat.person_id = peers_stepback.person_id AND "
        "hat.organisation_id = peers_stepback.organisation_id AND hat.supervisor_id = {reader}))"
    )
    privacy = Declaration(
        purpose=_("To let you step back and come again, with as many people knowing as you want."),
        keep=Keep(
            _("Until you delete it, and at most a year after you are back."),
            after="ended_at",
            days=365,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "words": RECOVERY,
            "helps": RECOVERY,
            "until_on": RECOVERY,
            "shows": RECOVERY,
            "from_at": RECOVERY,
            "ended_at": RECOVERY,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(ended_at=None),
                name="one_open_step_back",
            )
        ]

    def __str__(self) -> str:
        return f"step back {self.id}"

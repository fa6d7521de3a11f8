"""Asking past a wall: somebody is looked for, or a record is opened in an emergency."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant
from alongside.participants.models.ties import Tie


class Search(models.Model):
    """A worker looked for somebody among the people they may reach, or broke the glass and met
    nobody. Some of them, by chance, are read by the privacy lead."""

    class Verdict(models.TextChoices):
        RIGHT = "right", _("it was right")
        FOLLOW = "follow", _("I talked with them about it")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    words = fields.SealedText()
    why = fields.SealedText()
    hits = models.PositiveSmallIntegerField(default=0)
    is_urgent = models.BooleanField(default=False)
    for_review = models.BooleanField(default=False)
    searched_at = models.DateTimeField(default=clock.now)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default="")
    said = fields.SealedText(blank=True, default="")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Declaration(
        purpose=_("So that somebody can ask why a person was looked for."),
        keep=Keep(_("A year."), after="searched_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "role": STAFF,
            "words": IDENTITY,
            "why": RECOVERY,
            "hits": STAFF,
            "is_urgent": STAFF,
            "for_review": STAFF,
            "searched_at": STAFF,
            "verdict": STAFF,
            "said": STAFF,
            "reviewed_at": STAFF,
            "reviewed_by": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "searched_at"],
                condition=Q(for_review=True, reviewed_at=None),
                name="search_waits_for_review",
            )
        ]

    def __str__(self) -> str:
        return f"search {self.id}"


class BlindRequest(models.Model):
    """A worker says whom they look for and why, and learns nothing by asking. The privacy lead
    looks, and lets them in for a time, or not: 'nothing to open' is the answer for somebody who
    is here and for nobody alike. The person stands in the tie alone: a row that names nobody
    is the same for both."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the privacy lead")
        OPENED = "opened", _("opened for a time")
        NOTHING = "nothing", _("nothing to open")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    words = fields.SealedText()
    why = fields.SealedText()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tie = fields.TenantKey(Tie, models.PROTECT, null=True, blank=True, related_name="+")
    answer = fields.SealedText(blank=True, default="")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Declaration(
        purpose=_("To let a worker ask for somebody without learning who is here."),
        keep=Keep(_("A year after it is answered."), after="answered_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "role": STAFF,
            "words": IDENTITY,
            "why": RECOVERY,
            "state": STAFF,
            "tie": RECOVERY,
            "answer": STAFF,
            "asked_at": STAFF,
            "answered_at": STAFF,
            "answered_by": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "asked_at"]),
            models.Index(fields=["person", "-asked_at"]),
        ]

    def __str__(self) -> str:
        return f"blind request {self.id}"


class Glass(models.Model):
    """A record opened in an emergency: why, for how long, and what the privacy lead said of it.
    Whose record it is reads all of this."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="glasses")
    tie = fields.TenantKey(Tie, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    why = fields.SealedText()
    broken_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField()
    was_right = models.BooleanField(null=True, blank=True)
    said = fields.SealedText(blank=True, default="")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Declaration(
        purpose=_("To help when a life may depend on it, and to tell you that it was done."),
        keep=Keep(
            _("Seven years: it says who opened your record, and why."),
            after="broken_at",
            ground="access",
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "tie": RECOVERY,
            "person": IDENTITY,
            "role": STAFF,
            "why": RECOVERY,
            "broken_at": RECOVERY,
            "until_at": RECOVERY,
            "was_right": RECOVERY,
            "said": RECOVERY,
            "reviewed_at": STAFF,
            "reviewed_by": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["participant", "-broken_at"]),
            models.Index(fields=["organisation", "reviewed_at"]),
        ]

    def __str__(self) -> str:
        return f"glass {self.id}"

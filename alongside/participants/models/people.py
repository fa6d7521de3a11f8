"""The people who direct their support, and what they ask for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Programme, ReturnKey, Site
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep


class Participant(models.Model):
    """As known as they wish: an alias, perhaps a return key, perhaps a login."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    alias = fields.SealedText(blank=True, default="")
    known_name = fields.SealedText(blank=True, default="")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    return_key = models.ForeignKey(
        ReturnKey, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    # Put together with that record: it is empty, and waits for an undo.
    joined_to = fields.TenantKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="joined", db_index=False
    )
    language = models.CharField(max_length=5, default="en")
    reach_way = models.CharField(max_length=10, default="key")
    reach_how = fields.SealedText(blank=True, default="")
    never_ways = models.JSONField(default=list, blank=True)
    reach_never = fields.SealedText(blank=True, default="")
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    safe_words = fields.SealedText(blank=True, default="")
    limits_heard_at = models.DateTimeField(null=True, blank=True)
    opens_to_colleagues = models.BooleanField(default=False)  # of those who work here, too
    welcomed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To support you, under the name you choose."),
        keep=Keep(
            _("While we walk together and seven years after, or until you ask us to erase it.")
        ),
        fields={
            "id": IDENTITY,
            "organisation": STAFF,
            "alias": IDENTITY,
            "known_name": IDENTITY,
            "person": IDENTITY,
            "return_key": IDENTITY,
            "programme": STAFF,
            "site": STAFF,
            "joined_to": STAFF,
            "language": STAFF,
            "reach_way": IDENTITY,
            "reach_how": IDENTITY,
            "never_ways": IDENTITY,
            "reach_never": IDENTITY,
            "quiet_from": IDENTITY,
            "quiet_until": IDENTITY,
            "safe_words": IDENTITY,
            "limits_heard_at": RECOVERY,
            "opens_to_colleagues": IDENTITY,
            "welcomed_at": RECOVERY,
            "version": STAFF,
        },
        why={
            "alias": _("So that we can call you something. It need not be your name."),
            "known_name": _("Only if you want it. Erased the moment you take it out."),
            "programme": _("It says which law protects you, and which coordinators meet you."),
            "reach_how": _("So that a peer can answer you the way you want."),
            "reach_never": _("So that nobody reaches you in a way that could harm you."),
            "quiet_from": _("So that nobody calls when it could harm or wake you."),
            "safe_words": _("So that whoever else answers learns nothing."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(person__isnull=False),
                name="one_participation_per_person",
            ),
            models.UniqueConstraint(
                fields=["return_key"],
                condition=Q(return_key__isnull=False),
                name="one_participant_per_return_key",
            ),
        ]
        indexes: ClassVar = [
            # Of those few alone: an index that is empty next to everywhere, SQLite does not trust
            # and reads everybody.
            models.Index(
                fields=["joined_to"],
                condition=Q(joined_to__isnull=False),
                name="participant_joined_to",
            )
        ]

    def __str__(self) -> str:
        return self.alias or str(_("someone without a name"))


class Request(models.Model):
    """Somebody asks for a peer. Its id comes with the form, so a resend is harmless."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        PROPOSED = "proposed", _("introductions are ready")
        CHOSEN = "chosen", _("a peer was chosen")
        CLOSED = "closed", _("closed")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="requests")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    words = fields.SealedText(blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    pathways = fields.SealedJSON(default=list, blank=True)
    experiences = fields.SealedJSON(default=list, blank=True)
    times = fields.SealedJSON(default=list, blank=True)
    place = fields.SealedText(blank=True, default="")
    latitude = fields.SealedJSON(null=True, blank=True)
    longitude = fields.SealedJSON(null=True, blank=True)
    asked_for_others = models.PositiveSmallIntegerField(default=0)
    answer = fields.SealedText(blank=True, default="")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To find peers who fit what you asked for."),
        keep=Keep(
            _("A year after you asked, once it is closed."),
            after="happened_at",
            days=365,
            when={"state__in": ("chosen", "closed")},
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "state": RECOVERY,
            "words": RECOVERY,
            "language": RECOVERY,
            "pathways": RECOVERY,
            "experiences": RECOVERY,
            "times": RECOVERY,
            "place": IDENTITY,
            "latitude": IDENTITY,
            "longitude": IDENTITY,
            "asked_for_others": RECOVERY,
            "answer": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={
            "pathways": _("So that we propose peers who know that way. You can leave it empty."),
            "experiences": _("So that we propose peers who lived something like it."),
            "times": _("So that we propose peers who are there when you can be."),
            "language": _("So that you and your peer understand each other."),
            "place": _("So that a peer near you can answer. A town is enough."),
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "happened_at"])]

    def __str__(self) -> str:
        return f"request {self.id}"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.WAITING, self.State.PROPOSED}

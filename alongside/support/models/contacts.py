"""Times together with somebody, and the times when it did not come to one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Programme, Site
from alongside.core import clock, fields
from alongside.core.privacy import RECOVERY, STAFF, Declaration
from alongside.participants.models import Participant
from alongside.support.models import facts
from alongside.support.models.plans import KEEP, Goal


class Contact(facts.Facts):
    """One time together. Three taps make one; everything else has a default."""

    Form, Setting = facts.Form, facts.Setting

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # The indexes below begin with it: one of its own would be kept up for nothing.
    participant = fields.TenantKey(
        Participant, models.PROTECT, related_name="contacts", db_index=False
    )
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    note = fields.SealedText(blank=True, default="")
    written_together = models.BooleanField(default=False)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To remember what we did together, and to count support honestly."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "peer": RECOVERY,
            "programme": STAFF,
            "site": STAFF,
            "emotional": RECOVERY,
            "informational": RECOVERY,
            "instrumental": RECOVERY,
            "affiliational": RECOVERY,
            "form": RECOVERY,
            "special": RECOVERY,
            "setting": RECOVERY,
            "stage": RECOVERY,
            "minutes": RECOVERY,
            "for_others": RECOVERY,
            "for_what": RECOVERY,
            "shift": STAFF,
            "note": RECOVERY,
            "written_together": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={
            "note": _("Only if you both want one. You can read it and answer it."),
            "for_others": _("So that help which you carry on to others is counted, not they."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(emotional=True)
                | Q(informational=True)
                | Q(instrumental=True)
                | Q(affiliational=True),
                name="contact_is_of_some_kind",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="contact_minutes_in_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["participant", "-happened_at"]),
            # The last time of two who walk together, asked for each of a peer's people.
            models.Index(fields=["participant", "peer", "-happened_at"], name="contact_together"),
            # Cover what Outcomes and Team count, so that they read no row of the table.
            models.Index(
                fields=[
                    "organisation",
                    "happened_at",
                    "participant",
                    *facts.KINDS,
                    "form",
                    "special",
                ],
                name="contact_counted",
            ),
            models.Index(
                fields=["organisation", "peer", "-happened_at", *facts.KINDS],
                name="contact_by_peer",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.id}"


class Touch(models.Model):
    """A goal that a time together was about; there may be several. Where records were taken apart,
    and the goal went with another, `goal` is empty."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="touches")
    contact = fields.TenantKey(Contact, models.CASCADE, related_name="touches")
    goal = fields.TenantKey(Goal, models.CASCADE, null=True, blank=True, related_name="touches")

    privacy = Declaration(
        purpose=_("To see which of your goals we did something for."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "contact": RECOVERY,
            "goal": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "goal"], name="each_goal_once")
        ]

    def __str__(self) -> str:
        return f"touch {self.id}"


class Attempt(models.Model):
    """Somebody was to be reached, and was not. It is no time together, and is not counted so."""

    class Way(models.TextChoices):
        CALL = "call", _("by telephone")
        MESSAGE = "message", _("by a message")
        VISIT = "visit", _("by going there")

    class CameOf(models.TextChoices):
        NO_ANSWER = "no-answer", _("no answer")
        LEFT_WORD = "left-word", _("left word")
        WRONG_NUMBER = "wrong-number", _("wrong number")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="attempts")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way, default=Way.CALL)
    came_of = models.CharField(max_length=12, choices=CameOf)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that nobody tries the same way again in vain, and you see who tried."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "peer": RECOVERY,
            "way": RECOVERY,
            "came_of": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["participant", "-happened_at"], name="attempt_of_somebody")
        ]

    def __str__(self) -> str:
        return f"attempt {self.id}"

"""Something is going round: who says so, how it was checked, what isn't known, until when."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration, Keep
from alongside.outreach.models.samples import Sample
from alongside.outreach.rules import alerts as rules


class Alert(models.Model):
    """About the supply of an area, until a day. Colleagues in the field see it as soon as it is
    written; everybody once somebody else has checked it. What the template says is in our
    catalogues; words of its own are in `language`."""

    class Kind(models.TextChoices):
        UNEXPECTED = "unexpected", _("Something is in it that nobody expected")
        STRONGER = "stronger", _("It is much stronger than usual")
        SEDATING = "sedating", _("People do not wake up after naloxone")
        CLUSTER = "cluster", _("Many overdoses in a short time")
        LOOKALIKE = "lookalike", _("Pills that are not what they look like")
        WOUNDS = "wounds", _("It makes wounds")
        MISSING = "missing", _("The usual supply is gone")

    class Source(models.TextChoices):
        CHECKED = "checked", _("Drug checking")
        LAB = "lab", _("A laboratory")
        HEALTH = "health", _("The health authority")
        HOSPITAL = "hospital", _("A hospital or ambulance")
        PEOPLE = "people", _("People who use drugs told us")

    class Ended(models.TextChoices):
        OVER = "over", _("It is over")
        WRONG = "wrong", _("It was wrong")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    sold_as = models.CharField(max_length=60)
    looks = models.CharField(max_length=200, blank=True, default="")
    found = models.JSONField(default=list, blank=True)
    area = models.CharField(max_length=120)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    km = models.PositiveSmallIntegerField(default=50)
    source = models.CharField(max_length=10, choices=Source)
    source_words = models.CharField(max_length=120, blank=True, default="")
    told_by = models.PositiveSmallIntegerField(default=0)
    unknown = models.CharField(max_length=400)
    more = models.CharField(max_length=400, blank=True, default="")
    language = models.CharField(max_length=10, default="en")
    sample = fields.TenantKey(Sample, models.SET_NULL, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    public_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    outside_the_wall = "read by whoever looks for help, unknown; it is about drugs, not people"
    privacy = Declaration(
        purpose=_("To tell people what is going round, and how sure that is."),
        keep=Keep(_("Five years. Nobody is in it."), after="recorded_at", days=5 * 365),
        fields={
            "id": PUBLIC,
            "organisation": PUBLIC,
            "kind": PUBLIC,
            "sold_as": PUBLIC,
            "looks": PUBLIC,
            "found": PUBLIC,
            "area": PUBLIC,
            "latitude": PUBLIC,
            "longitude": PUBLIC,
            "km": PUBLIC,
            "source": PUBLIC,
            "source_words": PUBLIC,
            "told_by": PUBLIC,
            "unknown": PUBLIC,
            "more": PUBLIC,
            "language": PUBLIC,
            "sample": STAFF,
            "written_by": STAFF,
            "happened_at": PUBLIC,
            "recorded_at": PUBLIC,
            "checked_by": STAFF,
            "public_at": PUBLIC,
            "expires_at": PUBLIC,
            "ended_at": PUBLIC,
            "ended": PUBLIC,
            "version": STAFF,
        },
        why={
            "unknown": _("An alert that says what isn’t known is believed the next time, too."),
            "told_by": _("How many people said so, each by themselves. Not who."),
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["expires_at", "public_at"], name="alert_public"),
            models.Index(fields=["organisation", "-recorded_at"], name="alert_written"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("recorded_at")), name="an_alert_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(public_at=None) | ~Q(unknown=""), name="an_alert_says_what_is_unknown"
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"

    def is_live(self, at: datetime) -> bool:
        return self.ended_at is None and self.expires_at > at

    def facts(self, reader: uuid.UUID) -> rules.Facts:
        """What decides whether that reader may show it to everybody."""
        return rules.Facts(
            source=self.source,
            told_by=self.told_by,
            area=self.area,
            unknown=self.unknown,
            expires_at=self.expires_at,
            is_ended=self.ended_at is not None,
            is_own=self.written_by_id == reader,
        )

"""Six words that somebody has lost, and the two workers and the day before there are new ones."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class LostKey(models.Model):
    """Said by the peer who walks with them, confirmed by somebody else who saw them, and waiting a
    day in which whoever still holds the words sees it and can stop it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="lost_keys")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # stopped, or new words were handed

    privacy = Declaration(
        purpose=_("So that nobody gets new words to your record behind your back."),
        keep=Keep(
            _("Seven years: it says who vouched for you, and when."),
            after="said_at",
            ground="access",
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "said_by": IDENTITY,
            "said_at": STAFF,
            "confirmed_by": IDENTITY,
            "confirmed_at": STAFF,
            "ended_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(ended_at=None), name="one_lost_key_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("said_by")),
                name="two_people_say_a_key_is_lost",
            ),
        ]

    def __str__(self) -> str:
        return f"lost key {self.id}"

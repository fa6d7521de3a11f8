"""Listings that are not shown yet, or not for now: who prepares them, and for which day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import STAFF, Declaration
from alongside.directory.models.truth import ABOUT_ONE, About, Keeper


class Draft(About):
    """A listing that only its editors see: while this is live (`ended_at` none), the listing is
    not public. `organisation` is whose editors; none where whoever the listing belongs to took
    it back with their own words. `told_by` are those who run another place and wrote this one new:
    only an editor shows it. `publish_on` is the day, there, on which everybody sees it."""

    id = fields.identifier()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    told_by = models.ForeignKey(
        Keeper, models.SET_NULL, null=True, blank=True, related_name="told_drafts"
    )
    publish_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_dropped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    outside_the_wall = "the daily clock shows what is due of all; drafts hold nobody’s support"
    privacy = Declaration(
        purpose=_("To prepare a listing before everybody sees it."),
        keep=_("As long as the listing."),
        fields=dict.fromkeys(
            (
                "id", "meeting", "service", "organisation", "made_by", "made_at", "told_by",
                "publish_on", "ended_at", "is_dropped", "version",
            ),
            STAFF,
        ),
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ABOUT_ONE, name="draft_of_one_listing"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at=None), name="one_draft_per_meeting"
            ),
            models.UniqueConstraint(
                fields=["service"], condition=Q(ended_at=None), name="one_draft_per_service"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["publish_on"],
                condition=Q(ended_at=None, publish_on__isnull=False),
                name="draft_due",
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.made_at:%Y-%m-%d}"

    @property
    def kind(self) -> str:
        return "meetings" if self.meeting_id else "services"

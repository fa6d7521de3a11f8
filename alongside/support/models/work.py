"""Work that belongs to nobody's record: with somebody without a name, with many, for all. And
what peers are asked to do that is not theirs."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Programme, Site
from alongside.core import clock, fields
from alongside.core.privacy import RECOVERY, STAFF, Declaration, Keep
from alongside.support.models import facts


class Work(facts.Facts):
    """Something done without a person's record: nobody in it can be found again."""

    class What(models.TextChoices):
        NAMELESS = "nameless", _("with somebody without a name")
        EVENT = "event", _("at an event")
        ADVOCACY_ONE = "advocacy-one", _("speaking up for somebody")
        ADVOCACY_ALL = "advocacy-all", _("speaking up so that things change")
        EDUCATION = "education", _("teaching a community")
        MATERIALS = "materials", _("making something to hand out")
        TRAVEL = "travel", _("on the way")
        LEARNING = "learning", _("learning and supervision")
        OTHER = "other", _("other work")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=12, choices=What, default=What.NAMELESS)
    people = models.PositiveIntegerField(default=0)  # a head count
    name = fields.SealedText(blank=True, default="")  # of an event, or what was done
    place = fields.SealedText(blank=True, default="")
    event = models.UUIDField(null=True, blank=True)  # of the floor above, where it keeps one
    earlier = fields.SealedJSON(default=list, blank=True)  # what it said before, by whom, when
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To count work honestly that belongs to nobody’s record."),
        keep=Keep(_("Seven years. It names nobody who was helped."), after="recorded_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "peer": STAFF,
            "programme": STAFF,
            "site": STAFF,
            "what": STAFF,
            "emotional": STAFF,
            "informational": STAFF,
            "instrumental": STAFF,
            "affiliational": STAFF,
            "form": STAFF,
            "special": STAFF,
            "setting": STAFF,
            "stage": STAFF,
            "minutes": STAFF,
            "for_others": STAFF,
            "for_what": STAFF,
            "people": STAFF,
            "name": RECOVERY,
            "place": RECOVERY,
            "event": STAFF,
            "earlier": RECOVERY,
            "shift": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={"name": _("What it was called. Nobody’s name belongs here.")},
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(what="nameless")
                | Q(emotional=True)
                | Q(informational=True)
                | Q(instrumental=True)
                | Q(affiliational=True),
                name="work_with_somebody_is_of_some_kind",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="work_minutes_in_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "happened_at", "what", "people"], name="work_counted"
            ),
            models.Index(fields=["organisation", "peer", "-happened_at"], name="work_by_peer"),
        ]

    def __str__(self) -> str:
        return f"work {self.id}"


class NotMine(models.Model):
    """A peer was asked for something that belongs to another profession. It counts against
    whoever asked. Which peer it was is not kept, so it can count against none."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    task = models.CharField(max_length=20)
    asked_by = models.CharField(max_length=20)
    was_done = models.BooleanField(default=False)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To see who asks peers for work that is not theirs, and to end it."),
        keep=Keep(_("Seven years. It names nobody, neither who was asked."), after="recorded_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "task": STAFF,
            "asked_by": STAFF,
            "was_done": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "happened_at", "asked_by", "task"], name="not_mine_counted"
            )
        ]

    def __str__(self) -> str:
        return f"not mine {self.id}"

"""What was put right here: an import never overwrites it, and shows both side by side."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.core import clock, fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration
from alongside.directory.models.listings import Says


class Edit(models.Model):
    """One field of one listing, as it is shown instead of what its source says.

    What an import changed and may not change by itself is `held`: `value` still stands, and
    `source_says` waits for a human. A listing that is shown under its twin is not public.

    `kind` is a table of the directory (`meetings`, `services`, `locations`, …), `listing_id` the
    row in it. `was` is what stood there before; `source_says` what an import said since, where
    that is something else. One that was undone is kept, with `ended_at`.
    """

    class Why(models.TextChoices):
        EDITED = "edited", _("changed here")
        HELD = "held", _("waits for a human")
        TWIN = "twin", _("shown under its twin")
        DRAFT = "draft", _("not shown yet")

    id = fields.identifier()
    why = models.CharField(max_length=8, choices=Why, default=Why.EDITED)
    kind = models.CharField(max_length=20)
    listing_id = models.UUIDField()
    field = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    was = models.JSONField(null=True)
    source_says = models.JSONField(null=True, blank=True)
    source_said_at = models.DateTimeField(null=True, blank=True)
    says = models.CharField(max_length=10, choices=Says, default=Says.EDITOR)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    suggestion_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To keep what was put right when a listing is imported again."),
        keep=_("As long as the listing."),
        fields={
            **dict.fromkeys(("id", "kind", "listing_id", "field", "value", "says", "at"), PUBLIC),
            **dict.fromkeys(
                ("was", "source_says", "source_said_at", "by", "suggestion_id", "ended_at", "why"),
                STAFF,
            ),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "listing_id", "field"],
                condition=Q(ended_at=None),
                name="one_live_edit_per_field",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["suggestion_id"], name="edit_of_suggestion"),
            models.Index(
                fields=["source_said_at"],
                condition=Q(ended_at=None, source_said_at__isnull=False),
                name="edit_to_settle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.field}"


class Twin(models.Model):
    """Two listings that may be one. `one` is the smaller identifier, so that a pair is known
    again; once they are the same, `shown` is the one that people see."""

    class State(models.TextChoices):
        OPEN = "open", _("nobody has looked yet")
        SAME = "same", _("the same")
        DIFFERENT = "different", _("not the same")

    id = fields.identifier()
    kind = models.CharField(max_length=20)
    one = models.UUIDField()
    other = models.UUIDField()
    likeness = models.PositiveSmallIntegerField()  # per cent
    same_name = models.BooleanField(default=False)
    same_time = models.BooleanField(default=False)
    same_place = models.BooleanField(default=False)
    same_phone = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    shown = models.UUIDField(null=True, blank=True)
    found_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that a meeting or service is shown once."),
        keep=_("As long as both listings."),
        fields=dict.fromkeys(
            (
                "id",
                "kind",
                "one",
                "other",
                "likeness",
                "same_name",
                "same_time",
                "same_place",
                "same_phone",
                "state",
                "shown",
                "found_at",
                "decided_at",
            ),
            STAFF,
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "one", "other"], name="one_twin_per_pair")
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-likeness", "id"], name="twin_to_settle"),
            models.Index(fields=["other"], name="twin_by_other"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.one} {self.other}"

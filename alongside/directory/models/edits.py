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

    `kind` is a table of the directory (`meetings`, `services`, `locations`, …), `listing_id` the
    row in it. `was` is what stood there before; `source_says` what an import said since, where
    that is something else. One that was undone is kept, with `ended_at`.
    """

    id = fields.identifier()
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
                ("was", "source_says", "source_said_at", "by", "suggestion_id", "ended_at"), STAFF
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
        indexes: ClassVar = [models.Index(fields=["suggestion_id"], name="edit_of_suggestion")]

    def __str__(self) -> str:
        return f"{self.kind} {self.field}"

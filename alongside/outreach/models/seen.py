"""What was seen at a place, and what people there need. Nobody is in it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import RECOVERY, STAFF, Declaration, Keep
from alongside.outreach.models.shifts import TWO_YEARS, Shift, Stop


class Seen(models.Model):
    """One look at one place: how many people, `saw` as slugs, `needs` as {slug: how many}. The
    needs stay on the list until somebody brought it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    shift = fields.TenantKey(Shift, models.CASCADE, null=True, blank=True, related_name="+")
    stop = fields.TenantKey(Stop, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = fields.SealedText(blank=True, default="")
    people = models.PositiveSmallIntegerField(default=0)
    saw = models.JSONField(default=list, blank=True)
    needs = models.JSONField(default=dict, blank=True)
    note = fields.SealedText(blank=True, default="")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    met_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    met_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To bring next time what is needed, and to say what is missing out there."),
        keep=Keep(_("Two years. Nobody is in it."), after="happened_at", days=TWO_YEARS),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "shift": STAFF,
            "stop": STAFF,
            "person": STAFF,
            "place": RECOVERY,
            "people": STAFF,
            "saw": STAFF,
            "needs": STAFF,
            "note": RECOVERY,
            "happened_at": STAFF,
            "recorded_at": STAFF,
            "met_by": STAFF,
            "met_at": STAFF,
        },
        why={"note": _("What a list can’t say. Nobody’s name belongs here.")},
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "happened_at"], name="seen_when"),
            models.Index(fields=["organisation", "met_at"], name="seen_open"),
        ]

    def __str__(self) -> str:
        return f"seen {self.pk}"

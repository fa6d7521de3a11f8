"""When a human reads what people write."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Programme
from alongside.core import clock, fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration


class Reading(models.Model):
    """Somebody reads messages on these days between these hours, by the organisation's clock. The
    same hour twice is the whole day; an earlier one is the next morning. A programme that says
    hours of its own has these; every other one has those of no programme."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    days = models.JSONField(default=list)  # 0 is Monday
    from_time = models.TimeField()
    until_time = models.TimeField()
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To say honestly when a human reads a message."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "programme": STAFF,
            "days": PUBLIC,
            "from_time": PUBLIC,
            "until_time": PUBLIC,
            "from_at": STAFF,
            "until_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "until_at"])]

    def __str__(self) -> str:
        return f"hours {self.id}"

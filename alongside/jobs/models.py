"""The periodic table: what is due when. No broker, no clock but the database's rows."""

from django.db import models

from alongside.core.privacy import STAFF, Declaration


class Duty(models.Model):
    """Something done every so often. A worker claims it by moving `due_at` on."""

    slug = models.SlugField(primary_key=True, max_length=60)
    due_at = models.DateTimeField()
    last_done_at = models.DateTimeField(null=True, blank=True)
    last_outcome = models.CharField(max_length=200, blank=True, default="")

    privacy = Declaration(
        purpose="To know that the nightly work was done.",
        keep="While the duty exists.",
        fields={"slug": STAFF, "due_at": STAFF, "last_done_at": STAFF, "last_outcome": STAFF},
    )

    def __str__(self) -> str:
        return self.slug


class Heartbeat(models.Model):
    """A sign of life from each worker process."""

    name = models.CharField(primary_key=True, max_length=80)
    beat_at = models.DateTimeField()

    privacy = Declaration(
        purpose="To notice when the worker stands still.",
        keep="A day.",
        fields={"name": STAFF, "beat_at": STAFF},
    )

    def __str__(self) -> str:
        return self.name

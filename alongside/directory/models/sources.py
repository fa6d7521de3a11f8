"""Where listings come from, and what became of every row of an import."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core import clock, fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration

ACCOUNT = _("To account for every row of an import.")
TWO_YEARS = _("Two years.")


class Source(models.Model):
    """A feed, a set of tables, or our own editors. `key` stays the same between imports."""

    id = fields.identifier()
    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=500, blank=True, default="")
    licence = models.CharField(max_length=200, blank=True, default="")
    time_zone = models.CharField(max_length=50, blank=True, default="")
    # May the names of people whom it publishes as contacts be shown? The operator decides.
    shows_names = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)  # the last import that came through

    privacy = Declaration(
        purpose=_("To say where a listing comes from."),
        keep=_("While a listing comes from it."),
        fields={
            "id": PUBLIC,
            "key": STAFF,
            "name": PUBLIC,
            "address": STAFF,
            "licence": PUBLIC,
            "time_zone": PUBLIC,
            "shows_names": STAFF,
            "made_at": STAFF,
            "read_at": PUBLIC,
        },
    )

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One import. Rows = imported (added, changed, same) + not imported; `gone` are listings
    of earlier runs that were not in it any more."""

    id = fields.identifier()
    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    started_at = models.DateTimeField(default=clock.now)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)  # names of people: read, never kept

    privacy = Declaration(
        purpose=ACCOUNT,
        keep=TWO_YEARS,
        fields=dict.fromkeys(
            (
                "id",
                "source",
                "started_at",
                "rows",
                "added",
                "changed",
                "same",
                "gone",
                "refused",
                "withheld",
            ),
            STAFF,
        ),
    )

    def __str__(self) -> str:
        return f"run {self.id}"


class RunCount(models.Model):
    """The same figures for one table of a run."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="counts")
    table = models.CharField(max_length=40)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)  # names of people: read, never kept

    privacy = Declaration(
        purpose=ACCOUNT,
        keep=TWO_YEARS,
        fields=dict.fromkeys(
            (
                "id",
                "run",
                "table",
                "rows",
                "added",
                "changed",
                "same",
                "gone",
                "refused",
                "withheld",
            ),
            STAFF,
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "table"], name="one_count_per_table")
        ]

    def __str__(self) -> str:
        return self.table


class RunProblem(models.Model):
    """One row that was not imported (`kept` is false), or imported with a remark."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="problems")
    table = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=300)
    kept = models.BooleanField(default=False)

    privacy = Declaration(
        purpose=ACCOUNT,
        keep=TWO_YEARS,
        fields=dict.fromkeys(("id", "run", "table", "row", "field", "reason", "kept"), STAFF),
    )

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.reason}"

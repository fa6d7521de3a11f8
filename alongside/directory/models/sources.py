"""Where listings come from, and what became of every row of an import."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, PUBLIC, STAFF, Declaration

ACCOUNT = _("To account for every row of an import.")
TWO_YEARS = _("Two years.")


class Source(models.Model):
    """A feed, a set of tables, or our own editors. `key` stays the same between imports.

    One with `every_hours` is read by the worker: `next_read_at` is when, `etag` and
    `last_modified` are what its server said, `failures` how often in a row it could not be read.
    """

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
    reader = models.CharField(max_length=40, blank=True, default="")  # a slug of exchange.readers
    fellowship = models.CharField(max_length=80, blank=True, default="")
    pathway = models.CharField(max_length=20, blank=True, default="")
    every_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    is_paused = models.BooleanField(default=False)
    next_read_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True, default="")
    last_modified = models.CharField(max_length=200, blank=True, default="")
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True, default="")  # of the last try
    holds_changes = models.BooleanField(default=True)
    most_gone = models.PositiveSmallIntegerField(default=30)  # per cent
    tell = fields.SealedText(blank=True, default="")
    version = models.PositiveIntegerField(default=0)

    privacy = Declaration(
        purpose=_("To say where a listing comes from."),
        keep=_("While a listing comes from it."),
        why={"tell": _("To write to somebody when this list can’t be read or shrinks.")},
        fields={
            **dict.fromkeys(
                (
                    "reader",
                    "fellowship",
                    "pathway",
                    "every_hours",
                    "is_paused",
                    "next_read_at",
                    "tried_at",
                    "etag",
                    "last_modified",
                    "failures",
                    "trouble",
                    "holds_changes",
                    "most_gone",
                    "version",
                ),
                STAFF,
            ),
            "tell": IDENTITY,
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

    class Meta:
        indexes: ClassVar = [models.Index(fields=["next_read_at"], name="source_to_read")]

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One import. Rows = imported (added, changed, same) + not imported; `gone` are listings
    of earlier runs that were not in it any more.

    One that begins at the desk is read, shown, and only then applied: `shown` is a digest of what
    the report said, and nothing else is applied. `differs` counts lines that are not as they
    were shown before. While it is read or applied, `beat_at` is the last sign of life of whoever
    does it (none: it waits for the worker), and `tries` is how often somebody began. `told` is a
    digest of what was read and how, `left` of the rows that it left (`actions.apply_again`).
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        SHOWN = "shown", _("waits for your yes")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        FAILED = "failed", _("could not be read")
        STOPPED = "stopped", _("stopped: too much would be gone")

    id = fields.identifier()
    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    started_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    applied_at = models.DateTimeField(null=True, blank=True)
    file_name = models.CharField(max_length=200, blank=True, default="")
    trouble = models.CharField(max_length=300, blank=True, default="")
    shown = models.CharField(max_length=32, blank=True, default="")
    told = models.CharField(max_length=32, blank=True, default="")
    left = models.CharField(max_length=32, blank=True, default="")
    differs = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)  # fields that wait for a human
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
                "id", "source", "started_at", "state", "applied_at", "file_name", "trouble",
                "shown", "told", "left", "differs", "beat_at", "tries", "held", "rows", "added",
                "changed", "same", "gone", "refused", "withheld",
            ),
            STAFF,
        ),
    )  # fmt: skip

    def __str__(self) -> str:
        return f"run {self.id}"


class RunLine(models.Model):
    """One line of the report: a listing that is new or gone, or one field that changed. What
    waits for a human is `held`; `is_news` was not in the report that was shown before."""

    class Fate(models.TextChoices):
        ADDED = "added", pgettext_lazy("of a line of a list", "new")
        CHANGED = "changed", pgettext_lazy("of a line of a list", "changed")
        HELD = "held", _("held for you")
        GONE = "gone", pgettext_lazy("of a line of a list", "gone")

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    fate = models.CharField(max_length=8, choices=Fate)
    table = models.CharField(max_length=40)
    row = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=300, blank=True, default="")
    field = models.CharField(max_length=60, blank=True, default="")
    was = models.TextField(blank=True, default="")
    says = models.TextField(blank=True, default="")
    is_news = models.BooleanField(default=False)

    privacy = Declaration(
        purpose=ACCOUNT,
        keep=TWO_YEARS,
        fields=dict.fromkeys(
            (
                "id", "run", "fate", "table", "row", "key", "name", "field", "was", "says",
                "is_news",
            ),
            STAFF,
        ),
    )  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "fate", "id"], name="line_of_run")]

    def __str__(self) -> str:
        return f"{self.fate} {self.table} {self.key} {self.field}"


class RunPiece(models.Model):
    """A piece of the file that a run at the desk is read from, packed and sealed: it may name
    people whom the directory does not keep."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="pieces")
    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    packed = fields.SealedText()

    privacy = Declaration(
        purpose=_("To apply exactly what was shown."),
        keep=_("Until it was applied or let go; two days at most."),
        fields={"id": STAFF, "run": STAFF, "name": STAFF, "number": STAFF, "packed": IDENTITY},
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "name", "number"], name="one_piece_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


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

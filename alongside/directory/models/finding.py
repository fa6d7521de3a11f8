"""The search index: what is found, where, when, and under which words.

Written by `search.reindex` alone, from what may be shown; it can be thrown away and made again.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import PUBLIC, Declaration
from alongside.directory.models.listings import KEEP
from alongside.directory.models.meetings import Meeting
from alongside.directory.models.services import Service

PURPOSE = _("To find what is near, open and fitting without reading every listing.")


class OpenHours(models.Model):
    """A pattern of opening times that services share, as `rules.opening` writes it."""

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=32, unique=True)
    pattern = models.TextField()

    privacy = Declaration(
        purpose=PURPOSE, keep=KEEP, fields=dict.fromkeys(("id", "digest", "pattern"), PUBLIC)
    )

    def __str__(self) -> str:
        return self.pattern


class OpenSpan(models.Model):
    """A stretch of the week in which a pattern is open, in minutes of the week (0 = Sunday's
    midnight); never across the end of the week. `is_dated`: also asks which date it is."""

    id = models.BigAutoField(primary_key=True)
    hours = models.ForeignKey(OpenHours, models.CASCADE, related_name="spans", db_index=False)
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    privacy = Declaration(
        purpose=PURPOSE, keep=KEEP, fields=dict.fromkeys(("id", "hours", "opens", "closes"), PUBLIC)
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["opens", "closes", "hours"], name="open_span_by_time"),
            models.Index(fields=["hours"], name="open_span_by_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.opens}–{self.closes}"


class Entry(models.Model):
    """What one line of a list stands for: a service at one of its places, or the meetings of
    one group that differ in nothing but their time.

    `cell` is a square of the map (`rules.cells`), `marks` are bits (`rules.marks`), `key` is
    the same for the meetings that belong on one line. `said` is what the line says and `week`
    are its times, both as JSON (`search.asked`): what stands together on a page is read at
    once, where the listings themselves stand wherever they came in.
    """

    id = models.BigAutoField(primary_key=True)
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="entries"
    )
    key = models.CharField(max_length=32, unique=True)
    cell = models.BigIntegerField()
    marks = models.BigIntegerField()
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    time_zone = models.CharField(max_length=50, blank=True, default="")
    hours = models.ForeignKey(
        OpenHours, models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    said = models.TextField(default="[]")
    week = models.TextField(default="[]")

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(
            (
                "id", "service", "key", "cell", "marks", "latitude", "longitude", "time_zone",
                "hours", "said", "week",
            ),
            PUBLIC,
        ),
    )  # fmt: skip

    class Meta:
        # All that is asked of what is near stands in the index: no row is read to refuse it. Also
        # the key, which PostgreSQL does not keep there by itself.
        indexes: ClassVar = [
            models.Index(
                fields=["cell", "marks", "latitude", "longitude", "hours", "service", "id"],
                name="entry_near",
            )
        ]

    def __str__(self) -> str:
        return self.key


class EntryTime(models.Model):
    """One weekly time of an entry, on its own clock. `world_minute` is the minute of the week in
    UTC in January, `slot` the four hours it is in (none: by appointment), `swing` how many minutes
    summer time adds in July; the rest is the entry's own, so that one index answers."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="times")
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="entry_time")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    starts = models.PositiveSmallIntegerField(null=True, blank=True)
    ends = models.PositiveSmallIntegerField(null=True, blank=True)
    slot = models.SmallIntegerField(null=True, blank=True)
    cell = models.BigIntegerField()
    world_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    swing = models.SmallIntegerField(default=0)
    marks = models.BigIntegerField()
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_online = models.BooleanField(default=False)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(
            (
                "id", "entry", "meeting", "weekday", "starts", "ends", "slot", "cell",
                "world_minute", "swing", "marks", "latitude", "longitude", "is_online",
            ),
            PUBLIC,
        ),
    )  # fmt: skip

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=[
                    "slot", "cell", "world_minute", "swing", "marks", "latitude", "longitude",
                    "entry",
                ],
                name="entry_time_near",
            ),
            models.Index(
                fields=["is_online", "slot", "world_minute", "swing", "marks", "entry"],
                name="entry_time_online",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.entry_id} at {self.world_minute}"


class Vocable(models.Model):
    """A word of the directory in its plain form, or a thing that many words mean ('=food');
    and in how many entries it stands."""

    id = models.BigAutoField(primary_key=True)
    word = models.CharField(max_length=40, unique=True)
    count = models.PositiveIntegerField(default=0)

    privacy = Declaration(
        purpose=PURPOSE, keep=KEEP, fields=dict.fromkeys(("id", "word", "count"), PUBLIC)
    )

    def __str__(self) -> str:
        return self.word


class Spelling(models.Model):
    """A word with one letter left out: how a mistyped one is led back to it."""

    id = models.BigAutoField(primary_key=True)
    variant = models.CharField(max_length=40)
    vocable = models.ForeignKey(Vocable, models.CASCADE, related_name="spellings")

    privacy = Declaration(
        purpose=PURPOSE, keep=KEEP, fields=dict.fromkeys(("id", "variant", "vocable"), PUBLIC)
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["variant", "vocable"], name="spelling_variant")]

    def __str__(self) -> str:
        return self.variant


class EntryWord(models.Model):
    """A word under which an entry is found; `weight` 3 in its name, 2 in what it is about,
    1 anywhere. The cell is the entry's own: a word is looked up where somebody is."""

    id = models.BigAutoField(primary_key=True)
    vocable = models.ForeignKey(Vocable, models.CASCADE, related_name="entry_words", db_index=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="words", db_index=False)
    cell = models.BigIntegerField()
    weight = models.PositiveSmallIntegerField(default=1)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(("id", "vocable", "entry", "cell", "weight"), PUBLIC),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "vocable"], name="one_word_per_entry")
        ]
        indexes: ClassVar = [
            models.Index(fields=["vocable", "cell", "entry", "weight"], name="entry_word_near")
        ]

    def __str__(self) -> str:
        return f"{self.vocable_id} in {self.entry_id}"

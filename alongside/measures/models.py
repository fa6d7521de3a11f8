"""Answers that people give about their own life, and the questions they answer."""

from collections.abc import Mapping
from typing import ClassVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import PUBLIC, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant


class Item(models.TextChoices):
    """What the check-in asks about: the four dimensions, and three things inside."""

    HEALTH = "health", _("Health")
    HOME = "home", _("Home")
    PURPOSE = "purpose", _("Purpose")
    COMMUNITY = "community", _("Community")
    HOPE = "hope", _("Hope")
    CONTROL = "control", _("Control")
    CONNECTION = "connection", _("Connection")


class Answer(models.IntegerChoices):
    """What can be said. The numbers place a dot on a line; nobody is shown one."""

    VERY_HARD = 0, _("very hard now")
    HARD = 1, _("hard")
    BETWEEN = 2, _("in between")
    ALL_RIGHT = 3, _("mostly all right")
    WELL = 4, _("going well")


class Instrument(models.Model):
    """A set of questions. Ours is in our own words and says that it is not validated;
    all others are imported from files of their owners."""

    id = fields.identifier()
    slug = models.SlugField(max_length=40)
    edition = models.PositiveSmallIntegerField(default=1)
    own = models.BooleanField(default=False)
    validated = models.BooleanField(default=False)
    items = models.JSONField(default=list)

    privacy = Declaration(
        purpose=_("To ask the same question in the same words each time."),
        keep=_("As long as an answer to it is kept."),
        fields={
            "id": PUBLIC,
            "slug": PUBLIC,
            "edition": PUBLIC,
            "own": PUBLIC,
            "validated": PUBLIC,
            "items": PUBLIC,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "edition"], name="one_instrument_per_edition")
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.edition}"


class Response(models.Model):
    """One time that a participant answered. `answers` maps item to 0–4; an item left out
    was not answered, and that is all right."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="responses")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    answers = fields.SealedJSON()
    words = fields.SealedText(blank=True, default="")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you can see what changes for you. It is never a score on you."),
        keep=Keep(
            _("While we walk together and seven years after, or until you ask us to erase it.")
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "instrument": RECOVERY,
            "answers": RECOVERY,
            "words": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["participant", "happened_at"])]

    def __str__(self) -> str:
        return f"response {self.id}"

    @property
    def said(self) -> Mapping[str, int]:
        """The answers, as the plain values they were sealed from."""
        return cast(Mapping[str, int], self.answers)

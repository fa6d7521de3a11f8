"""Answers that people give about their own life or work, and the questions they answer."""

from collections.abc import Mapping
from typing import ClassVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, PUBLIC, RECOVERY, STAFF, Declaration, Keep
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


class WorkItem(models.TextChoices):
    """What peers ask themselves about the work: what it takes, what holds, what it means."""

    LOAD = "load", _("How much there is")
    REST = "rest", _("Rest")
    CARRYING = "carrying", _("What I take home")
    BACKING = "backing", _("Somebody has my back")
    SAY = "say", _("A say in how I work")
    MEANING = "meaning", _("What it means to me")
    OWN = "own", _("My own life beside it")


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


class WorkCheckin(models.Model):
    """How the work was for a peer at one moment. It is theirs alone: whoever was shown nothing
    can't see that it is there."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    answers = fields.SealedJSON()
    words = fields.SealedText(blank=True, default="")
    happened_at = models.DateTimeField(default=clock.now)

    only_theirs = (
        "person_id = {reader} OR EXISTS (SELECT 1 FROM measures_workshown AS shown "
        "WHERE shown.person_id = measures_workcheckin.person_id AND shown.to_id = {reader} "
        "AND shown.ended_at IS NULL)"
    )
    privacy = Declaration(
        purpose=_("So that you can see how the work is for you. It is never a score on you."),
        keep=Keep(_("Two years, or until you delete it."), after="happened_at", days=2 * 365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "instrument": STAFF,
            "answers": RECOVERY,
            "words": RECOVERY,
            "happened_at": RECOVERY,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-happened_at"])]

    def __str__(self) -> str:
        return f"check-in {self.id}"

    @property
    def said(self) -> Mapping[str, int]:
        """The answers, as the plain values they were sealed from."""
        return cast(Mapping[str, int], self.answers)


class WorkShown(models.Model):
    """What a peer shows to one person they trust, for a time: one moment, the lines as they were
    on that day, or only what they ask for."""

    class What(models.TextChoices):
        ASK = "ask", _("nothing of it, only what I ask for")
        MOMENT = "moment", _("one check-in")
        LINE = "line", _("the lines, as they are today")

    class Ask(models.TextChoices):
        TALK = "talk", _("time for a talk, or supervision")
        LIGHTER = "lighter", _("a lighter load for a while")
        DEBRIEF = "debrief", _("to talk over something that happened")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    moment = fields.TenantKey(WorkCheckin, models.CASCADE, null=True, blank=True, related_name="+")
    with_words = models.BooleanField(default=False)
    asks = fields.SealedJSON(default=list)  # slugs of Ask
    words = fields.SealedText(blank=True, default="")
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    only_theirs = "person_id = {reader} OR to_id = {reader}"
    privacy = Declaration(
        purpose=_("To show somebody you trust how the work is for you, for as long as you want."),
        keep=Keep(_("Four weeks after its last day."), after="until_at", days=28),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "to": IDENTITY,
            "what": RECOVERY,
            "moment": RECOVERY,
            "with_words": RECOVERY,
            "asks": RECOVERY,
            "words": RECOVERY,
            "from_at": RECOVERY,
            "until_at": RECOVERY,
            "seen_at": RECOVERY,
            "ended_at": RECOVERY,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["to", "until_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(what="moment", moment__isnull=False)
                | ~models.Q(what="moment") & models.Q(moment__isnull=True),
                name="a_moment_where_one_is_shown",
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("to")), name="shown_to_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"shown {self.id}"

"""What is where, and how it came and went. The book is never written anew: what was wrong is
put right by an entry against it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Programme, Site
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant
from alongside.supplies.models.items import Lot

MOST = 100_000  # of one thing in one line of the book
WHILE_USED = _("While the organisation uses Alongside. It names nobody it was for.")


class Place(models.Model):
    """Where things are kept: a cupboard of a site, a van, a bag."""

    class Kind(models.TextChoices):
        SITE = "site", _("a site")
        VAN = "van", _("a van")
        BAG = "bag", _("a bag")
        STORE = "store", _("a store")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SITE)
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To know where things are, and for which programme they were bought."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "name": STAFF,
            "kind": STAFF,
            "site": STAFF,
            "programme": STAFF,
            "closed_at": STAFF,
            "added_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_place_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """How many of one lot (or of no lot) are in a place now: the sum of its movements, kept
    beside them so that the database itself refuses less than none."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = fields.TenantKey(Place, models.PROTECT, related_name="levels")
    item = models.SlugField(max_length=40)
    lot = fields.TenantKey(Lot, models.PROTECT, null=True, blank=True, related_name="levels")
    count = models.IntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)  # when somebody last looked

    privacy = Declaration(
        purpose=_("To know how many there are."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "place": STAFF,
            "item": STAFF,
            "lot": STAFF,
            "count": STAFF,
            "counted_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(count__gte=0), name="never_fewer_than_none"),
            models.UniqueConstraint(
                fields=["place", "item", "lot"],
                condition=Q(lot__isnull=False),
                name="one_level_of_a_lot",
            ),
            models.UniqueConstraint(
                fields=["place", "item"], condition=Q(lot=None), name="one_level_of_no_lot"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "item"], name="level_of_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.count}"


class Enough(models.Model):
    """How many of a thing a place would like to have at least; fewer is low."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = fields.TenantKey(Place, models.CASCADE, related_name="+")
    item = models.SlugField(max_length=40)
    count = models.PositiveIntegerField()

    privacy = Declaration(
        purpose=_("To notice in time that something runs out."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "place": STAFF,
            "item": STAFF,
            "count": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "item"], name="enough_of_it_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.count}"


class Entry(models.Model):
    """One act in the book: what somebody who works here did at one moment in one place. Whom it
    was for is not in it (see `Given`)."""

    class What(models.TextChoices):
        OUT = "out", _("handed out")
        IN = "in", _("came in")
        BACK = "back", _("used ones came back")
        CLEANED = "cleaned", _("picked up outside")
        COUNTED = "counted", _("counted")
        MOVED = "moved", _("moved to another place")
        LOST = "lost", _("lost or broken")
        EXPIRED = "expired", _("thrown away, past its date")
        RETURNED = "returned", _("sent back, recalled")
        RIGHTED = "righted", _("put right")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = fields.TenantKey(Place, models.PROTECT, related_name="entries")
    to_place = fields.TenantKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    people = models.IntegerField(default=0)  # who stood there; a righting takes them back
    for_others = models.IntegerField(default=0)  # whom those who stood there take things to
    bulk_to = models.CharField(max_length=20, blank=True, default="")  # `rules.BULK`
    knowingly_expired = models.BooleanField(default=False)
    rights = fields.TenantKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    append_only = True
    privacy = Declaration(
        purpose=_("To know what was handed out and what is left. It names nobody it was for."),
        keep=WHILE_USED,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "place": STAFF,
            "to_place": STAFF,
            "programme": STAFF,
            "person": STAFF,
            "what": STAFF,
            "people": STAFF,
            "for_others": STAFF,
            "bulk_to": STAFF,
            "knowingly_expired": STAFF,
            "rights": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rights"], condition=Q(rights__isnull=False), name="put_right_once"
            ),
            models.CheckConstraint(
                condition=Q(what="righted", rights__isnull=False)
                | (~Q(what="righted") & Q(rights=None, people__gte=0, for_others__gte=0)),
                name="only_a_righting_takes_back",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "happened_at"], name="entry_by_day"),
            models.Index(fields=["place", "-recorded_at"], name="entry_of_place"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"


class Movement(models.Model):
    """One line of an entry. `count` is how many it was of; `change` what it did to the level:
    nothing, for what came back used. A line that puts another right has both turned round."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    entry = fields.TenantKey(Entry, models.PROTECT, related_name="movements")
    place = fields.TenantKey(Place, models.PROTECT, related_name="movements")
    item = models.SlugField(max_length=40)
    lot = fields.TenantKey(Lot, models.PROTECT, null=True, blank=True, related_name="movements")
    what = models.CharField(max_length=10, choices=Entry.What)
    count = models.IntegerField()
    change = models.IntegerField(default=0)
    doses = models.IntegerField(default=0)  # in all of it, as the item had them then
    was_expired = models.BooleanField(default=False)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    append_only = True
    privacy = Declaration(
        purpose=_("To know what was handed out and what is left. It names nobody it was for."),
        keep=WHILE_USED,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "entry": STAFF,
            "place": STAFF,
            "item": STAFF,
            "lot": STAFF,
            "what": STAFF,
            "count": STAFF,
            "change": STAFF,
            "doses": STAFF,
            "was_expired": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(count__gte=-MOST, count__lte=MOST), name="a_line_that_can_be"
            ),
            models.CheckConstraint(
                condition=Q(what="counted")
                | Q(change=0)
                | Q(change=F("count"))
                | Q(change=-1 * F("count")),
                name="moves_what_it_counts",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "what", "happened_at"], name="movement_counted"),
            models.Index(fields=["place", "item", "lot"], name="movement_of_level"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.item} {self.count}"


class Given(models.Model):
    """Whom an entry was for, where they are known and agree that it is written down. It goes
    with their record; what was handed out stays in the book as a number."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="given")
    entry = fields.TenantKey(Entry, models.PROTECT, related_name="given")
    things = fields.SealedJSON(default=list)  # [slug, count, name then] each
    for_others = models.PositiveIntegerField(default=0)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you, and whoever walks with you, know what you were given."),
        keep=Keep(
            _("Three years, or until you ask us to erase it. The number stays, without you."),
            after="happened_at",
            days=3 * 365,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "entry": STAFF,
            "things": RECOVERY,
            "for_others": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry"], name="an_entry_is_for_one_person")
        ]
        indexes: ClassVar = [models.Index(fields=["participant", "-happened_at"])]

    def __str__(self) -> str:
        return f"given {self.pk}"


class Refill(models.Model):
    """A place asks for more of something, or somebody does at a place, after a reversal say. It
    never asks why; whoever answers it says how."""

    class Why(models.TextChoices):
        LOW = "low", _("it runs low here")
        ASKED = "asked", _("somebody asked for it")
        REVERSAL = "reversal", _("it was used to bring somebody back")

    class Outcome(models.TextChoices):
        OPEN = "open", _("waits")
        DONE = "done", _("brought")
        NOT = "not", _("not possible now")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = fields.TenantKey(Place, models.PROTECT, related_name="refills")
    item = models.SlugField(max_length=40)
    count = models.PositiveIntegerField()
    why = models.CharField(max_length=10, choices=Why, default=Why.LOW)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("So that what was used is there again."),
        keep=_("While the organisation uses Alongside. It names nobody it was for."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "place": STAFF,
            "item": STAFF,
            "count": STAFF,
            "why": STAFF,
            "asked_by": STAFF,
            "asked_at": STAFF,
            "recorded_at": STAFF,
            "outcome": STAFF,
            "answered_by": STAFF,
            "answered_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=MOST), name="a_refill_of_some"
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", answered_at=None)
                | (~Q(outcome="open") & Q(answered_at__isnull=False)),
                name="answered_when_it_is",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "outcome"])]

    def __str__(self) -> str:
        return f"refill {self.pk}"

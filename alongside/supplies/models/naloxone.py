"""Naloxone on its way round: kits out, what people tell of their use, areas, and who asks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, PUBLIC, RECOVERY, STAFF, Declaration, Keep, Then
from alongside.supplies.models.published import LocalDeaths
from alongside.supplies.models.stock import Entry


class Area(models.Model):
    """Somewhere as coarse as a county or half a postal code: what an organisation counts by."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    figures = models.ForeignKey(
        LocalDeaths, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To count by areas that are too large to point at anybody."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "name": STAFF,
            "figures": PUBLIC,
            "latitude": STAFF,
            "longitude": STAFF,
            "added_at": STAFF,
            "ended_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(ended_at=None),
                name="one_area_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class KitOffer(models.Model):
    """What an organisation offers to anybody: naloxone by post, by hand, and to hear a story."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    posts = models.BooleanField(default=False)
    hands_over = models.BooleanField(default=False)
    hears_stories = models.BooleanField(default=False)
    where = models.CharField(max_length=200, blank=True, default="")
    days = models.PositiveSmallIntegerField(default=7)  # until it is there, as a rule
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)

    outside_the_wall = "read to show anybody who sends naloxone; nobody is in it"
    privacy = Declaration(
        purpose=_("To show anybody who sends naloxone, and where to."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": PUBLIC,
            "posts": PUBLIC,
            "hands_over": PUBLIC,
            "hears_stories": PUBLIC,
            "where": PUBLIC,
            "days": PUBLIC,
            "version": STAFF,
            "changed_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation"], name="one_kit_offer")
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class KitRequest(models.Model):
    """Somebody without an account asks for naloxone. The address is sealed, and erased the
    moment the kit is on its way."""

    class Way(models.TextChoices):
        POST = "post", _("By post, in a plain envelope")
        HAND = "hand", _("Somebody hands it to me")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        SENT = "sent", _("Sent or handed over")
        CLOSED = "closed", _("Closed")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    route = models.CharField(max_length=12, blank=True, default="")
    kits = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=10, default="en")
    called = fields.SealedText(blank=True, default="")
    address = fields.SealedText(blank=True, default="")
    reach = fields.SealedText(blank=True, default="")
    words = fields.SealedText(blank=True, default="")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Declaration(
        purpose=_("To bring you naloxone, once."),
        keep=Keep(
            _("Your address only until it is on its way; the rest sixty days."),
            after="asked_at",
            days=60,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "way": STAFF,
            "state": STAFF,
            "route": STAFF,
            "kits": STAFF,
            "language": STAFF,
            "called": IDENTITY,
            "address": IDENTITY,
            "reach": IDENTITY,
            "words": IDENTITY,
            "asked_at": STAFF,
            "answered_at": STAFF,
            "answered_by": STAFF,
        },
        why={
            "called": _("What stands on the envelope, or whom we ask for. Any name will do."),
            "address": _("Only for this envelope. It is erased when the envelope is on its way."),
            "reach": _("Only to find each other for this. It is erased with the address."),
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "asked_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kits__gte=1, kits__lte=10), name="asks_for_some_kits"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Reversal(models.Model):
    """Naloxone was used, as somebody tells it. Nobody is in it: neither whoever tells it nor
    whoever it was about. Every answer may be missing."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    area = fields.TenantKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    told_by = models.CharField(max_length=10, default="worker")  # or 'self', on the open page
    happened_at = models.DateTimeField(null=True, blank=True)
    doses = models.PositiveSmallIntegerField(null=True, blank=True)
    route = models.CharField(max_length=12, blank=True, default="")
    who = models.CharField(max_length=12, blank=True, default="")
    setting = models.CharField(max_length=12, blank=True, default="")
    breaths = models.CharField(max_length=8, blank=True, default="")
    ambulance = models.CharField(max_length=8, blank=True, default="")
    why_not = models.JSONField(default=list, blank=True)
    stayed = models.CharField(max_length=8, blank=True, default="")
    outcome = models.CharField(max_length=12, blank=True, default="")
    words = fields.SealedText(blank=True, default="")
    may_pass_on = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To learn whether naloxone is where it is needed, and what gets in the way."),
        keep=Keep(
            _("Your own words two years. The rest, which names nobody, stays as a count."),
            after="recorded_at",
            days=2 * 365,
            then=Then.ANONYMISE,
            clears=("words",),
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "area": STAFF,
            "told_by": STAFF,
            "happened_at": STAFF,
            "doses": STAFF,
            "route": STAFF,
            "who": STAFF,
            "setting": STAFF,
            "breaths": STAFF,
            "ambulance": STAFF,
            "why_not": STAFF,
            "stayed": STAFF,
            "outcome": STAFF,
            "words": RECOVERY,
            "may_pass_on": STAFF,
            "recorded_at": STAFF,
        },
        why={
            "why_not": _("So that we can work on what keeps people from calling. Nobody is blamed.")
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "recorded_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(doses=None) | Q(doses__lte=40), name="doses_as_people_carry_them"
            )
        ]

    def __str__(self) -> str:
        return f"reversal {self.pk}"


class Kit(models.Model):
    """Naloxone went out, and somebody was shown how. `entry` is the line of the book by which
    stock went down; whom it was for stands beside that or nowhere, never here. `kits` are units
    of the item, as they are handed out."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    area = fields.TenantKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    # Only where nobody's name is with the hand-out: a story never leads to a person.
    reversal = fields.TenantKey(
        Reversal, models.SET_NULL, null=True, blank=True, related_name="refills"
    )
    entry = fields.TenantKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.SlugField(max_length=40)
    kits = models.PositiveIntegerField(default=1)
    doses = models.PositiveIntegerField(default=2)
    route = models.CharField(max_length=12)
    way = models.CharField(max_length=10, default="hand")
    reason = models.CharField(max_length=12, blank=True, default="")
    people = models.PositiveIntegerField(default=1)
    taught = models.JSONField(default=list, blank=True)
    trained = models.PositiveIntegerField(default=0)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To know how much naloxone goes out, and that people were shown how to use it."),
        keep=_("While the organisation uses Alongside. It names nobody who got any."),
        fields=dict.fromkeys(
            (
                "id",
                "organisation",
                "area",
                "reversal",
                "entry",
                "item",
                "kits",
                "doses",
                "route",
                "way",
                "reason",
                "people",
                "taught",
                "trained",
                "given_by",
                "happened_at",
                "recorded_at",
            ),
            STAFF,
        ),
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "happened_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kits__gte=1, kits__lte=9999, doses__gte=1, doses__lte=99999),
                name="some_kits_with_doses",
            ),
            models.CheckConstraint(
                condition=Q(trained__lte=models.F("people"), people__gte=1, people__lte=9999),
                name="trained_of_those_there",
            ),
        ]

    def __str__(self) -> str:
        return f"kit {self.pk}"

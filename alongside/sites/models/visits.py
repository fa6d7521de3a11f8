"""Somebody was here: with no name. Whose visit it was stands apart, for those who want that."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Site
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep, Then
from alongside.participants.models import Participant
from alongside.sites.models.places import Room

YEARS = 3 * 365


class Gender(models.TextChoices):
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    ANOTHER = "another", _("Another gender")


class Age(models.TextChoices):
    """Bands, as told or as it seems; an exact age is never asked for."""

    TEENS = "under-20", _("Under 20")
    TWENTIES = "20-29", _("20 to 29")
    THIRTIES = "30-39", _("30 to 39")
    FORTIES = "40-49", _("40 to 49")
    FIFTIES = "50-59", _("50 to 59")
    OLDER = "60-plus", _("60 or older")


class Substance(models.TextChoices):
    """What people say it is, which may be something else."""

    DOWN = "down", _("Down: heroin, fentanyl")
    PILLS = "opioid-pills", _("Opioid pills")
    SIDE = "side", _("Meth, speed")
    COCAINE = "cocaine", _("Cocaine, crack")
    BENZOS = "benzos", _("Benzos")
    ALCOHOL = "alcohol", _("Alcohol")
    GHB = "ghb", _("GHB")
    OTHER = "other", _("Something else")
    UNKNOWN = "unknown", _("They do not know")


class Visit(models.Model):
    """Somebody came in, and left again. `called` is a word for the time they are here; `code`
    tells that two visits were of one person, where they came with their six words, and cannot
    be turned back. `left_at` stays empty where nobody saw them leave."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    room = fields.TenantKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.CharField(max_length=10, blank=True, default="")
    called = fields.SealedText(blank=True, default="")
    code = fields.SealedText(blank=True, default="")
    gender = models.CharField(max_length=10, choices=Gender, blank=True, default="")
    age = models.CharField(max_length=10, choices=Age, blank=True, default="")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that nobody uses alone, and so that we can say how many come."),
        keep=Keep(
            _(
                "The word goes when they leave. After three years nothing tells any more that two "
                "visits were of one person; the visit stays as a number."
            ),
            after="came_at",
            days=YEARS,
            then=Then.ANONYMISE,
            clears=("called", "code"),
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "room": STAFF,
            "seat": STAFF,
            "called": IDENTITY,
            "code": IDENTITY,
            "gender": RECOVERY,
            "age": RECOVERY,
            "came_at": STAFF,
            "left_at": STAFF,
            "taken_back_at": STAFF,
            "recorded_at": STAFF,
        },
        why={
            "called": _("Only so that we can speak to you while you are here."),
            "code": _("So that somebody who comes with six words is counted once."),
            "gender": _("Funders ask how many of whom come. You never have to say."),
            "age": _("Funders ask how many of whom come. You never have to say."),
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["site", "came_at"]),
            models.Index(fields=["organisation", "came_at"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(left_at=None) | models.Q(left_at__gte=models.F("came_at")),
                name="goes_out_after_coming_in",
            )
        ]

    def __str__(self) -> str:
        return self.called or str(_("somebody"))


class OwnVisit(models.Model):
    """A visit of a participant who chose that it is theirs: for them, and whoever walks with
    them. Erased with them; the visit stays, and names nobody."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="site_visits")
    site = fields.TenantKey(Site, models.PROTECT, related_name="+")
    visit = fields.TenantKey(Visit, models.CASCADE, related_name="+")
    came_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you, and whoever walks with you, know when you were here."),
        keep=Keep(_("Three years, or until you ask us to erase it."), after="came_at", days=YEARS),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "site": RECOVERY,
            "visit": STAFF,
            "came_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["participant", "-came_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit"], name="a_visit_is_of_one_person")
        ]

    def __str__(self) -> str:
        return f"visit of their own {self.pk}"


class Use(models.Model):
    """Somebody used, during a visit: how, and what they say it was."""

    class Mode(models.TextChoices):
        INJECT = "inject", _("Injecting")
        INHALE = "inhale", _("Smoking")
        NASAL = "nasal", _("Snorting")
        ORAL = "oral", _("Swallowing")

    class Assisted(models.TextChoices):
        NOBODY = "nobody", _("On their own")
        FRIEND = "friend", _("Somebody they came with helped")
        PEER = "peer", _("A peer helped")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    visit = fields.TenantKey(Visit, models.CASCADE, related_name="uses")
    mode = models.CharField(max_length=10, choices=Mode, blank=True, default="")
    substances = models.JSONField(default=list, blank=True)
    assisted = models.CharField(max_length=10, choices=Assisted, blank=True, default="")
    sample = models.CharField(max_length=20, blank=True, default="")
    used_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To help well if something goes wrong, and to see what is around."),
        keep=_("While the organisation uses Alongside. It names nobody."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "visit": STAFF,
            "mode": RECOVERY,
            "substances": RECOVERY,
            "assisted": RECOVERY,
            "sample": STAFF,
            "used_at": STAFF,
            "recorded_at": STAFF,
        },
        why={
            "substances": _("As you say it. It may save your life, and you never have to say."),
            "sample": _("The number of a sample that was checked. It names nobody."),
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["visit", "used_at"])]

    def __str__(self) -> str:
        return f"use {self.pk}"

    @property
    def named(self) -> list[str]:
        """What it was, in words."""
        return [str(one.label) for one in Substance if one.value in self.substances]


class Look(models.Model):
    """Somebody looked in on a person in the room, gently, and how they were."""

    class How(models.TextChoices):
        FINE = "fine", _("All well")
        SLEEPY = "sleepy", _("Sleepy, answers")
        STAY = "stay", _("I stay with them")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    visit = fields.TenantKey(Visit, models.CASCADE, related_name="looks")
    how = models.CharField(max_length=10, choices=How, default=How.FINE)
    looked_at = models.DateTimeField()
    looked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that nobody in the room is forgotten."),
        keep=Keep(_("A month."), after="looked_at", days=31),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "visit": STAFF,
            "how": RECOVERY,
            "looked_at": STAFF,
            "looked_by": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["visit", "-looked_at"])]

    def __str__(self) -> str:
        return f"look {self.pk}"

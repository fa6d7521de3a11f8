"""Somebody was found and helped: taps as they happened, finished later. It names nobody."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Site
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep, Then
from alongside.sites.models.places import Room
from alongside.sites.models.visits import YEARS, Age, Gender, Use, Visit

NUMBERS = _("While the organisation uses Alongside. It names nobody.")


class Overdose(models.Model):
    """A response that began. What it turned out to be stands in `Finish`; where two began to
    write one down, the later one is `same_as` the other, and both are kept."""

    class Where(models.TextChoices):
        SITE = "site", _("At a prevention site")
        SHELTER = "shelter", _("In a shelter or housing")
        STREET = "street", _("In the street")
        HOME = "home", _("In somebody’s home")
        ELSEWHERE = "elsewhere", _("Somewhere else")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    room = fields.TenantKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    visit = fields.TenantKey(Visit, models.SET_NULL, null=True, blank=True, related_name="+")
    where = models.CharField(max_length=10, choices=Where, default=Where.SITE)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    same_as = fields.TenantKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="others"
    )
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that what was done can be told step by step, and learned from."),
        keep=NUMBERS,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "site": STAFF,
            "room": STAFF,
            "visit": STAFF,
            "where": STAFF,
            "found_at": STAFF,
            "found_by": STAFF,
            "same_as": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "found_at"]),
            models.Index(fields=["site", "found_at"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(same_as=models.F("id")), name="not_the_same_as_itself"
            )
        ]

    def __str__(self) -> str:
        return f"overdose {self.pk}"


class Tap(models.Model):
    """One thing done at one moment, in one tap. A wrong one is struck out, and stays."""

    class What(models.TextChoices):
        FOUND = "found", _("Found")
        BREATHING = "breathing", _("They breathe")
        NOT_BREATHING = "not-breathing", _("Not breathing")
        STIMULATION = "stimulation", _("Talked, shook, rubbed")
        RESCUE_BREATHING = "rescue-breathing", _("Rescue breathing")
        OXYGEN = "oxygen", _("Oxygen")
        NALOXONE = "naloxone", _("Naloxone, one dose")
        AMBULANCE = "ambulance", _("Ambulance called")
        NO_AMBULANCE = "no-ambulance", _("Ambulance not called")
        AWAKE = "awake", _("Awake")
        HANDED_OVER = "handed-over", _("Handed to the ambulance crew")
        DIED = "died", _("They died")

    class Why(models.TextChoices):
        """Why no ambulance was called. Nobody is blamed for any of them."""

        WOKE = "woke", _("They woke up")
        WISH = "wish", _("They asked us not to")
        POLICE = "police", _("Fear of police")
        CARE = "care", _("We could give the care here")
        NO_PHONE = "no-phone", _("No phone or signal")
        OTHER = "other", _("Another reason")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    overdose = fields.TenantKey(Overdose, models.CASCADE, related_name="taps")
    what = models.CharField(max_length=20, choices=What)
    why = models.CharField(max_length=10, choices=Why, blank=True, default="")
    tapped_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To tell what was done, and when, without having to write."),
        keep=NUMBERS,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "overdose": STAFF,
            "what": STAFF,
            "why": STAFF,
            "tapped_by": STAFF,
            "happened_at": STAFF,
            "struck_at": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["overdose", "happened_at"])]

    def __str__(self) -> str:
        return f"tap {self.pk}"


class Finish(models.Model):
    """What a responder told afterwards. Each telling is kept; the later one counts, where it
    says something."""

    class Turned(models.TextChoices):
        OPIOID = "opioid", _("An overdose: breathing slowed or stopped")
        STIMULANT = "stimulant", _("Too much of an upper: hot, racing, confused")
        MIXED = "mixed", _("An overdose of several things")
        OVERDOSE = "overdose", _("An overdose; we do not know of what")
        NOT = "not", _("No overdose, after all")
        MISTAKE = "mistake", _("A mistake: nobody needed us")
        DRILL = "drill", _("A drill: we practised")

    class Outcome(models.TextChoices):
        STAYED = "stayed", _("Stayed, and we watched over them")
        LEFT = "left", _("Left on their own")
        HOSPITAL = "hospital", _("Went with the ambulance")
        DIED = "died", _("They died")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    overdose = fields.TenantKey(Overdose, models.CASCADE, related_name="finishes")
    turned_out = models.CharField(max_length=10, choices=Turned, blank=True, default="")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    gender = models.CharField(max_length=10, choices=Gender, blank=True, default="")
    age = models.CharField(max_length=10, choices=Age, blank=True, default="")
    mode = models.CharField(max_length=10, choices=Use.Mode, blank=True, default="")
    substances = models.JSONField(default=list, blank=True)
    story = fields.SealedText(blank=True, default="")
    finished_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To know how it ended, and to help better next time."),
        keep=Keep(
            _("Words in it go after three years; numbers stay, and name nobody."),
            after="happened_at",
            days=YEARS,
            then=Then.ANONYMISE,
            clears=("story",),
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "overdose": STAFF,
            "turned_out": RECOVERY,
            "outcome": RECOVERY,
            "gender": RECOVERY,
            "age": RECOVERY,
            "mode": RECOVERY,
            "substances": RECOVERY,
            "story": RECOVERY,
            "finished_by": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
        },
        why={"story": _("Never needed. Leave out whatever says who it was.")},
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["overdose", "happened_at"])]

    def __str__(self) -> str:
        return f"finish {self.pk}"


class Debrief(models.Model):
    """Talking about it was offered to everybody who was there; `others` are those who do not
    work here, and nobody says who they were."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    overdose = fields.TenantKey(Overdose, models.CASCADE, related_name="debriefs")
    others = models.PositiveSmallIntegerField(default=0)
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that nobody who was there is left alone with it."),
        keep=NUMBERS,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "overdose": STAFF,
            "others": STAFF,
            "offered_by": STAFF,
            "happened_at": STAFF,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(others__lte=200), name="as_many_as_fit_round_somebody"
            )
        ]

    def __str__(self) -> str:
        return f"debrief {self.pk}"


class Witness(models.Model):
    """Somebody who works here was there. How many times is theirs alone to read, and so is
    what they answered; only a wish to talk is told, because it asks to be."""

    class Answer(models.TextChoices):
        TALK = "talk", _("Yes, I would like to talk")
        LATER = "later", _("Ask me again tomorrow")
        HAVE = "have", _("I have somebody to talk to")
        NO = "no", _("No, thank you")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    overdose = fields.TenantKey(Overdose, models.CASCADE, related_name="witnesses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    was_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that whoever was there is asked how they are, and sees what they carry."),
        keep=Keep(_("Three years."), after="was_at", days=YEARS),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "overdose": STAFF,
            "person": IDENTITY,
            "was_at": STAFF,
            "offered_at": STAFF,
            "answer": IDENTITY,
            "answered_at": STAFF,
            "recorded_at": STAFF,
        },
        why={"answer": _("Only a wish to talk is told to anybody. It counts against nobody.")},
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-was_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["overdose", "person"], name="there_once")
        ]

    def __str__(self) -> str:
        return f"witness {self.pk}"

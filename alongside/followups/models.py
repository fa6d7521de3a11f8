"""Keeping in touch after an overdose: somebody said yes, holds a card, or said no; and what
became of it. Nobody must be named in it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep, Then
from alongside.participants.models import Participant

A_YEAR = 365


class FollowUp(models.Model):
    """A first word within three days, then as often as they like. `called`, `reach_how`, `say`
    and `wants_words` are all that may say who it is; they are taken out the moment it ends."""

    class State(models.TextChoices):
        CARD = "card", _("they hold a card")
        OPEN = "open", _("they said yes")
        DECLINED = "declined", _("they said no")
        ENDED = "ended", _("it has ended")

    class Whom(models.TextChoices):
        SELF = "self", _("somebody who came through it")
        CLOSE = "close", _("somebody close to them")
        THERE = "there", _("somebody who was there")

    class Where(models.TextChoices):
        EMERGENCY = "emergency", _("in an emergency room")
        WARD = "ward", _("on a hospital ward")
        SITE = "ops", _("at an overdose prevention site")
        SHELTER = "shelter", _("in a shelter")
        STREET = "street", _("on the street")
        HOME = "home", _("where somebody lives")
        DETOX = "detox", _("at a withdrawal service")
        CUSTODY = "custody", _("in prison, jail or court")
        CENTRE = "centre", _("at our place")
        PHONE = "phone", _("by telephone")
        OTHER = "other", _("somewhere else")

    class Wants(models.TextChoices):
        ME = "me", _("The one who asked")
        ANY = "any", _("Any peer")
        OTHER = "other", _("Somebody else, as they say")

    class Ended(models.TextChoices):
        DONE = "done", _("they have what they wanted")
        WISH = "wish", _("they want no more")
        WALKING = "walking", _("they walk with a peer now")
        NOT_REACHED = "not-reached", _("nobody could reach them")
        MOVED = "moved", _("they live elsewhere now")
        DIED = "died", _("they died")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    overdose = models.UUIDField(null=True, blank=True)  # of the app that keeps them, if told
    whom = models.CharField(max_length=5, choices=Whom, default=Whom.SELF)
    where = models.CharField(max_length=10, choices=Where, default=Where.EMERGENCY)
    state = models.CharField(max_length=10, choices=State)
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    called = fields.SealedText(blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    reach_way = models.CharField(max_length=10, blank=True, default="")
    reach_how = fields.SealedText(blank=True, default="")
    say = fields.SealedText(blank=True, default="")
    leave_word = models.BooleanField(default=False)
    wants = models.CharField(max_length=5, choices=Wants, blank=True, default="")
    wants_words = fields.SealedText(blank=True, default="")
    peer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    passed_on_at = models.DateTimeField(null=True, blank=True)  # since when another peer is wanted
    # A keyed code of where they are reached, of those who said no: nobody asks there again.
    no_digest = models.CharField(max_length=64, blank=True, default="")
    agreed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # when the next word is wanted
    late_at = models.DateTimeField(null=True, blank=True)  # three days, while nobody reached them
    every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)  # the first time
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=Ended, blank=True, default="")
    happened_at = models.DateTimeField(default=clock.now)  # when it was offered
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To be in touch after an overdose, only if you want it and as you want it."),
        keep=Keep(
            _(
                "What says who you are: until it ends, and a year at most. That somebody was asked "
                "stays, as a number."
            ),
            after="happened_at",
            days=A_YEAR,
            then=Then.ANONYMISE,
            clears=("called", "reach_how", "say", "wants_words"),
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "overdose": STAFF,
            "whom": RECOVERY,
            "where": RECOVERY,
            "state": RECOVERY,
            "offered_by": STAFF,
            "called": IDENTITY,
            "language": STAFF,
            "reach_way": IDENTITY,
            "reach_how": IDENTITY,
            "say": IDENTITY,
            "leave_word": IDENTITY,
            "wants": RECOVERY,
            "wants_words": RECOVERY,
            "peer": RECOVERY,
            "passed_on_at": STAFF,
            "no_digest": IDENTITY,
            "agreed_at": RECOVERY,
            "due_at": RECOVERY,
            "late_at": STAFF,
            "every_days": RECOVERY,
            "reached_at": RECOVERY,
            "ended_at": RECOVERY,
            "ended_why": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={
            "called": _("So that whoever calls knows whom to ask for. It need not be your name."),
            "reach_how": _("Only to be in touch about this. It is erased when you say stop."),
            "say": _("So that whoever else answers learns nothing about you."),
            "wants_words": _("So that it is somebody you accept."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "whom"],
                condition=Q(state__in=["card", "open"]),
                name="one_follow_up_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(agreed_at__isnull=False, due_at__isnull=False),
                name="in_touch_only_with_a_yes",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("happened_at")),
                name="follow_up_ends_after_it_began",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_at"], condition=Q(state="open"), name="follow_up_due"
            ),
            models.Index(fields=["organisation", "happened_at"], name="follow_up_counted"),
            models.Index(
                fields=["organisation", "no_digest"],
                condition=~Q(no_digest=""),
                name="follow_up_said_no",
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_nameless(self) -> bool:
        return self.participant_id is None


class Card(models.Model):
    """Six words on a slip of paper: whoever holds them says yes, changes how they are reached,
    or stops it, with no account. They open that one page and nothing of anybody's record."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    follow_up = fields.TenantKey(FollowUp, models.CASCADE, related_name="cards")
    words_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    opens_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    outside_the_wall = "read by its words, to find out which organisation a card is of"
    privacy = Declaration(
        purpose=_("So that you decide later, by yourself, whether somebody is in touch."),
        keep=Keep(_("Until its last day: ninety days."), after="opens_until", days=0),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "follow_up": STAFF,
            "words_digest": IDENTITY,
            "made_at": STAFF,
            "opens_until": STAFF,
            "used_at": RECOVERY,
        },
    )

    def __str__(self) -> str:
        return f"card {self.id}"

    def opens(self, at: datetime) -> bool:
        return at < self.opens_until


class Touch(models.Model):
    """One try to be in touch, and what came of it."""

    class Way(models.TextChoices):
        CALL = "call", _("by telephone")
        MESSAGE = "message", _("by a message")
        VISIT = "visit", _("by going there")
        HERE = "here", _("they came to us")

    class CameOf(models.TextChoices):
        REACHED = "reached", _("we talked")
        LEFT_WORD = "left-word", _("left word")
        NO_ANSWER = "no-answer", _("no answer")
        WRONG = "wrong", _("the way to reach them is wrong")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    follow_up = fields.TenantKey(FollowUp, models.CASCADE, related_name="touches")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way, default=Way.CALL)
    came_of = models.CharField(max_length=10, choices=CameOf)
    minutes = models.PositiveSmallIntegerField(default=10)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that nobody calls twice, and you see who tried."),
        keep=Keep(_("Three years. By itself it names nobody."), after="happened_at", days=3 * 365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "follow_up": STAFF,
            "peer": RECOVERY,
            "way": RECOVERY,
            "came_of": RECOVERY,
            "minutes": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="touch_minutes_in_a_day"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["follow_up", "-happened_at"]),
            models.Index(fields=["organisation", "happened_at"], name="touch_counted"),
        ]

    def __str__(self) -> str:
        return f"touch {self.id}"


class Bridge(models.Model):
    """Something that was offered, and where it led, as they tell it. Nobody has to say why not."""

    class To(models.TextChoices):
        NALOXONE = "naloxone", _("Naloxone to carry, and to show somebody")
        RAPID = "rapid", _("A rapid access clinic")
        OAT = "oat", _("Methadone, buprenorphine or another medicine")
        DETOX = "detox", _("Detox")
        SITE = "site", _("A place to use where somebody is there")
        MEETING = "meeting", _("A group or meeting that welcomes them")
        PEER = "peer", _("A peer who walks with them from now on")
        FAMILY = "family", _("Support for somebody close to them")

    class Said(models.TextChoices):
        WANTS = "wants", _("Yes")
        HAS = "has", _("They have it already")
        LATER = "later", _("Not now")
        NO = "no", _("No")

    class CameOf(models.TextChoices):
        WENT = "went", _("they went, and were received")
        TURNED = "turned", _("they went, and were turned away")
        NOT_YET = "not-yet", _("not yet")
        CHANGED = "changed", _("they changed their mind")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    follow_up = fields.TenantKey(FollowUp, models.CASCADE, related_name="bridges")
    to = models.CharField(max_length=10, choices=To)
    said = models.CharField(max_length=6, choices=Said)
    together = models.BooleanField(default=False)  # somebody goes with them
    came_of = models.CharField(max_length=8, choices=CameOf, blank=True, default="")
    said_at = models.DateTimeField(default=clock.now)
    came_of_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To know what you asked for, and whether you got it."),
        keep=Keep(_("Three years. By itself it names nobody."), after="said_at", days=3 * 365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "follow_up": STAFF,
            "to": RECOVERY,
            "said": RECOVERY,
            "together": RECOVERY,
            "came_of": RECOVERY,
            "said_at": RECOVERY,
            "came_of_at": RECOVERY,
            "recorded_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follow_up", "to"], name="one_bridge_of_a_kind"),
            models.CheckConstraint(
                condition=Q(came_of="") | Q(said="wants"), name="only_what_was_wanted_leads_on"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "said_at"], name="bridge_counted")
        ]

    def __str__(self) -> str:
        return f"{self.to} of {self.follow_up_id}"

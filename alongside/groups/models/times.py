"""Each time that a group meets: who was there is kept by whoever was there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.groups.models.circles import KEEP, Group
from alongside.groups.models.members import ONE_OF_TWO
from alongside.participants.models import Participant


class Session(models.Model):
    """One time that a group met. `heads` counts those who were there, with no name; the note is
    about the group, never about somebody in it. `code` is shown in the room that day."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = fields.TenantKey(Group, models.CASCADE, related_name="sessions")
    on = models.DateField()
    starts_at = models.DateTimeField()
    heads = models.PositiveSmallIntegerField(null=True, blank=True)
    themes = fields.SealedText(blank=True, default="")
    note = fields.SealedText(blank=True, default="")
    next_steps = fields.SealedText(blank=True, default="")
    code = fields.SealedText(blank=True, default="")
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To know how many came to a group and what it was about, and no names."),
        keep=KEEP,
        fields=dict.fromkeys(
            (
                "id", "organisation", "group", "on", "starts_at", "heads", "themes", "note",
                "next_steps", "code", "recorded_at", "version",
            ),
            STAFF,
        ),
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "on"], name="one_session_a_day")
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "on"])]

    def __str__(self) -> str:
        return f"session {self.on}"


class Attendance(models.Model):
    """I was there: said by the person, theirs to take back. `contact` is the time together that
    was written down because they wished it."""

    class Way(models.TextChoices):
        CODE = "code", _("on their own phone")
        DESK = "desk", _("at the desk")
        BROUGHT = "brought", _("brought over from an older list")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    session = fields.TenantKey(Session, models.CASCADE, related_name="attendances")
    who = fields.TenantKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="attendances"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    called = fields.SealedText(blank=True, default="")
    way = models.CharField(max_length=10, choices=Way)
    is_seen = models.BooleanField(default=False)
    wants_contact = models.BooleanField(default=False)
    contact = models.UUIDField(null=True, blank=True)
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To let you keep that you were there. It is yours, and you can take it back."),
        keep=Keep(
            _("Two years after you were there, or until you take it back."),
            after="happened_at",
            days=730,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "session": RECOVERY,
            "who": IDENTITY,
            "person": IDENTITY,
            "called": IDENTITY,
            "way": RECOVERY,
            "is_seen": IDENTITY,
            "wants_contact": RECOVERY,
            "contact": STAFF,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
        },
        why={
            "is_seen": _("Without it, whoever runs the group sees one more, and not who."),
            "wants_contact": _("Then the peer you walk with can write it down as a time together."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OF_TWO, name="attendance_is_of_one_of_two"),
            models.UniqueConstraint(
                fields=["session", "who"],
                condition=Q(who__isnull=False),
                name="one_attendance_each_participant",
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(person__isnull=False),
                name="one_attendance_each_person",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["who", "-happened_at"])]

    def __str__(self) -> str:
        return self.called or str(_("someone without a name"))


def _once(name: str, *columns: str, **when: object) -> models.UniqueConstraint:
    """One that was not given back: by whom stands in the last column."""
    mine = Q(given_back_at=None, **when) & Q(**{f"{columns[-1]}__isnull": False})
    return models.UniqueConstraint(fields=columns, condition=mine, name=name)


class SignUp(models.Model):
    """A place, or the wish for one: in the order of asking. `on` is empty where it is for all of
    it. A place that was given stays, also where fewer are left afterwards."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = fields.TenantKey(Group, models.CASCADE, related_name="sign_ups")
    on = models.DateField(null=True, blank=True)
    who = fields.TenantKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="sign_ups"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    placed_at = models.DateTimeField(null=True, blank=True)
    given_back_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To keep a place for you, in fair order."),
        keep=Keep(_("A year after you asked for it."), after="asked_at", days=365),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "group": RECOVERY,
            "on": RECOVERY,
            "who": IDENTITY,
            "person": IDENTITY,
            "asked_at": RECOVERY,
            "placed_at": RECOVERY,
            "given_back_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OF_TWO, name="sign_up_is_of_one_of_two"),
            _once("one_place_each_participant", "group", "on", "who", on__isnull=False),
            _once("one_place_each_person", "group", "on", "person", on__isnull=False),
            _once("one_place_for_all_each_participant", "group", "who", on=None),
            _once("one_place_for_all_each_person", "group", "person", on=None),
        ]
        indexes: ClassVar = [models.Index(fields=["group", "on", "asked_at"])]

    def __str__(self) -> str:
        return f"sign-up {self.id}"

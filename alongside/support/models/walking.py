"""Walking together: the pairing, contacts, and what was promised."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Programme, Site
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration
from alongside.participants.models import Participant
from alongside.support.models.plans import KEEP, Goal


class Kind(models.TextChoices):
    """The four types of support, in people's words. A time together is one or more of them."""

    EMOTIONAL = "emotional", _("Listened")
    INFORMATIONAL = "informational", _("Shared information")
    INSTRUMENTAL = "instrumental", _("Helped with something")
    AFFILIATIONAL = "affiliational", _("Connected")


_KINDS = ("emotional", "informational", "instrumental", "affiliational")


class Pairing(models.Model):
    """A participant and the peer they chose. Either may end it, without giving reasons."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="pairings")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)
    quiet_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    last_contact_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To know who walks with you."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "peer": RECOVERY,
            "from_at": RECOVERY,
            "until_at": RECOVERY,
            "quiet_after_days": RECOVERY,
            "last_contact_at": RECOVERY,
        },
        why={"quiet_after_days": _("So that we notice your silence only as you wish.")},
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "peer"],
                condition=Q(until_at=None),
                name="one_open_pairing_each",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="pairing_ends_after_it_starts",
            ),
        ]
        # Covers what Team counts of everybody who walks with somebody.
        indexes: ClassVar = [
            models.Index(
                fields=[
                    "organisation",
                    "peer",
                    "until_at",
                    "last_contact_at",
                    "quiet_after_days",
                    "from_at",
                    "participant",
                ],
                name="pairing_counted",
            )
        ]

    def __str__(self) -> str:
        return f"pairing {self.id}"


class Contact(models.Model):
    """One time together. Three taps make one; everything else has a default."""

    class Form(models.TextChoices):
        ONE = "one", _("one to one")
        GROUP = "group", _("in a group")
        NAVIGATION = "navigation", _("finding the way through services")

    class Setting(models.TextChoices):
        STREET = "street", _("on the street")
        CENTRE = "centre", _("at our place")
        SERVICE = "service", _("at a service")
        HOME = "home", _("where they live")
        PHONE = "phone", _("by telephone")
        ONLINE = "online", _("online")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="contacts")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    emotional = models.BooleanField(default=False)
    informational = models.BooleanField(default=False)
    instrumental = models.BooleanField(default=False)
    affiliational = models.BooleanField(default=False)
    form = models.CharField(max_length=12, choices=Form, default=Form.ONE)
    setting = models.CharField(max_length=10, choices=Setting, default=Setting.STREET)
    minutes = models.PositiveSmallIntegerField(default=15)
    goal = fields.TenantKey(Goal, models.PROTECT, null=True, blank=True, related_name="contacts")
    note = fields.SealedText(blank=True, default="")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To remember what we did together, and to count support honestly."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "peer": RECOVERY,
            "programme": STAFF,
            "site": STAFF,
            "emotional": RECOVERY,
            "informational": RECOVERY,
            "instrumental": RECOVERY,
            "affiliational": RECOVERY,
            "form": RECOVERY,
            "setting": RECOVERY,
            "minutes": RECOVERY,
            "goal": RECOVERY,
            "note": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={"note": _("Only if you both want one. You can read it and answer it.")},
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(emotional=True)
                | Q(informational=True)
                | Q(instrumental=True)
                | Q(affiliational=True),
                name="contact_is_of_some_kind",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="contact_minutes_in_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["participant", "-happened_at"]),
            # Cover what Outcomes and Team count, so that they read no row of the table.
            models.Index(
                fields=["organisation", "happened_at", "participant", *_KINDS],
                name="contact_counted",
            ),
            models.Index(
                fields=["organisation", "peer", "-happened_at", *_KINDS],
                name="contact_by_peer",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.id}"

    @property
    def kinds(self) -> list[Kind]:
        return [kind for kind in Kind if getattr(self, kind.value)]


class Appointment(models.Model):
    """Something promised: a meeting or a call, at a time."""

    class What(models.TextChoices):
        MEETING = "meeting", _("meet")
        CALL = "call", _("call")
        ONLINE = "online", _("meet online")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="appointments")
    peer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What, default=What.MEETING)
    at = models.DateTimeField()
    zone = models.CharField(max_length=50, blank=True, default="")  # empty: where we are
    place = fields.SealedText(blank=True, default="")
    kept_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To keep what was promised."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "peer": RECOVERY,
            "what": RECOVERY,
            "at": RECOVERY,
            "zone": STAFF,
            "place": RECOVERY,
            "kept_at": RECOVERY,
            "called_off_at": RECOVERY,
            "recorded_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["peer", "at"],
                condition=Q(kept_at=None, called_off_at=None),
                name="appointment_open",
            )
        ]

    def __str__(self) -> str:
        return f"appointment {self.id}"

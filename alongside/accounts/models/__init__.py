"""People who sign in, the organisations they belong to, and the keys of those who do not."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from alongside.accounts import roles
from alongside.accounts.models.locks import Factor, Session
from alongside.core import clock, fields, keyring
from alongside.core.privacy import IDENTITY, PUBLIC, STAFF, Declaration

__all__ = [
    "Factor",
    "Membership",
    "Organisation",
    "People",
    "Person",
    "Programme",
    "ReturnKey",
    "Session",
    "Site",
    "digest_of",
]


def digest_of(username: str) -> str:
    """How a sign-in name is found: folded, so that case and spaces do not matter."""
    return keyring.digest(" ".join(username.split()).casefold(), use="username")


class People(BaseUserManager["Person"]):
    """Found by the digest of their sign-in name."""


class Person(AbstractBaseUser):
    """One login. What they may do is in their memberships, one per hat."""

    id = fields.identifier()
    username = fields.SealedText()
    username_digest = models.CharField(max_length=64, unique=True)
    name = fields.SealedText(help_text="As they wish to be called.")
    email = fields.SealedText(blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    must_change_passphrase = models.BooleanField(default=True)
    sign_out_count = models.PositiveIntegerField(default=0)
    reset_id = models.UUIDField(null=True, blank=True)  # the form that made the last first one
    reset_by = models.UUIDField(null=True, blank=True)  # who has seen it
    factor_asked_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username_digest"
    EMAIL_FIELD = "email"
    privacy = Declaration(
        purpose=_("To let people sign in and to call them as they wish."),
        keep=_("While they have a role, and a year after."),
        fields={
            "id": STAFF,
            "username": IDENTITY,
            "username_digest": IDENTITY,
            "password": IDENTITY,
            "name": IDENTITY,
            "email": IDENTITY,
            "language": STAFF,
            "must_change_passphrase": STAFF,
            "sign_out_count": STAFF,
            "reset_id": STAFF,
            "reset_by": STAFF,
            "factor_asked_at": STAFF,
            "is_active": STAFF,
            "joined_at": STAFF,
            "last_login": STAFF,
            "version": STAFF,
        },
        why={"email": _("Only if you want messages by e-mail. You can leave it empty.")},
    )

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Sessions die when the passphrase changes or when they sign out everywhere."""
        return salted_hmac(
            "alongside.accounts.Person", f"{self.password}{self.sign_out_count}", algorithm="sha256"
        ).hexdigest()


class Organisation(models.Model):
    """The tenant: whose people and records these are. `hosting` is empty until it is said."""

    class Hosting(models.TextChoices):
        SELF = "self", _("We host it ourselves: nobody else stores for us")
        OTHER = "other", _("Somebody else hosts it for us")

    id = fields.identifier()
    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    language = models.CharField(max_length=5, default="en")
    country = models.CharField(max_length=2, default="US")
    time_zone = models.CharField(max_length=50, default="UTC", validators=[clock.validate_zone])
    takes_requests = models.BooleanField(default=True)
    answers_within_hours = models.PositiveSmallIntegerField(default=48)
    phone = models.CharField(max_length=40, blank=True, default="")
    factor_grace_days = models.PositiveSmallIntegerField(default=14)
    remembers_facts = models.BooleanField(default=False)  # codes by which to notice who was here
    hosting = models.CharField(max_length=5, choices=Hosting, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To say who offers the support."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": PUBLIC,
            "name": PUBLIC,
            "slug": PUBLIC,
            "language": PUBLIC,
            "country": PUBLIC,
            "time_zone": PUBLIC,
            "takes_requests": PUBLIC,
            "answers_within_hours": PUBLIC,
            "phone": PUBLIC,
            "factor_grace_days": STAFF,
            "remembers_facts": PUBLIC,
            "hosting": PUBLIC,
            "version": STAFF,
        },
    )

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=200)
    regime = models.CharField(max_length=20, blank=True, default="")  # empty: nothing leaves
    minors_from = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    outside_the_wall = "names of programmes hold no participant data"
    privacy = Declaration(
        purpose=_("To count work by programme, and to know which law protects those in it."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "name": STAFF,
            "regime": STAFF,
            "minors_from": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="programme_name")
        ]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=50, default="UTC", validators=[clock.validate_zone])
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    outside_the_wall = "places of work hold no participant data"
    privacy = Declaration(
        purpose=_("To say where support is given, and in which time zone."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "name": PUBLIC,
            "time_zone": PUBLIC,
            "latitude": PUBLIC,
            "longitude": PUBLIC,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="site_name")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One hat: a person in a role in an organisation, from then until then."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    site = fields.TenantKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    supervisor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="supervised_memberships"
    )
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    outside_the_wall = "read at sign-in, before the organisation is known"
    privacy = Declaration(
        purpose=_("To know who may do what, and since when."),
        keep=_("Seven years after it ends: it says who could see a record."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "role": STAFF,
            "programme": STAFF,
            "site": STAFF,
            "supervisor": STAFF,
            "from_at": STAFF,
            "until_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=Q(until_at=None),
                name="one_open_membership_per_role",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=models.F("from_at")),
                name="membership_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "role"])]

    def __str__(self) -> str:
        return f"{self.role_name} · {self.organisation}"

    @property
    def role_name(self) -> str:
        return str(roles.ROLES[self.role].name)

    @property
    def role_sentence(self) -> str:
        return str(roles.ROLES[self.role].sentence)

    def is_open(self, at: datetime) -> bool:
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


class ReturnKey(models.Model):
    """Six random words somebody keeps; here only a keyed digest of them.

    Words that somebody else handed over open nothing without a word that the holder typed
    unseen: `own_digest` is of that one. `form_id` is the form that drew the words last.
    """

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    words_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    own_digest = models.CharField(max_length=64, blank=True, default="")
    form_id = models.UUIDField(null=True, blank=True)

    used_before_at: datetime | None = None  # no column: until it was used just now

    outside_the_wall = "read to find out which organisation the holder belongs to"
    privacy = Declaration(
        purpose=_("To let somebody come back without an account."),
        keep=_("Until it is given back or replaced."),
        fields={
            "id": IDENTITY,
            "organisation": STAFF,
            "words_digest": IDENTITY,
            "made_at": STAFF,
            "last_used_at": STAFF,
            "ended_at": STAFF,
            "own_digest": IDENTITY,
            "form_id": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"return key {self.id}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None

    @property
    def is_handed_over(self) -> bool:
        """By somebody who has seen the six words."""
        return bool(self.own_digest)

"""How the directory stays true: what people tell us, what waits to be checked, and who checks."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, PUBLIC, STAFF, Declaration
from alongside.directory.models.listings import Says
from alongside.directory.models.meetings import Meeting
from alongside.directory.models.services import Service
from alongside.directory.models.sources import Source

TRUE = _("To keep the listings true.")


class About(models.Model):
    """A row about one meeting or one service."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def listing(self) -> Meeting | Service | None:
        return self.meeting or self.service


ABOUT = {"meeting": PUBLIC, "service": PUBLIC}
ABOUT_ONE = Q(meeting=None, service__isnull=False) | Q(meeting__isnull=False, service=None)


class Suggestion(About):
    """What somebody told us about a listing, or about one that is missing; nobody knows who.

    `changes` are fields as they should be, `was` as they stood when it was sent. `told` counts
    how often the same was sent. `reach` is an address for thanks, erased with the answer.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", _("a change")
        NEW = "new", _("a new listing")
        CLOSED = "closed", _("a closed door")
        FACTS = "facts", _("how it was there")
        CLAIM = "claim", _("whose it is")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an editor")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("not accepted")

    id = fields.identifier()
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    changes = fields.SealedJSON(default=dict)
    was = fields.SealedJSON(default=dict)
    words = fields.SealedText(blank=True, default="")
    reach = fields.SealedText(blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    told = models.PositiveIntegerField(default=1)
    fold = models.CharField(max_length=64, db_index=True)  # digest of what was said
    happened_on = models.DateField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    sent_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer = fields.SealedText(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=TRUE,
        keep=_("A year after the answer; an address for thanks only until then."),
        fields={
            **ABOUT,
            **dict.fromkeys(
                (
                    "id",
                    "kind",
                    "state",
                    "changes",
                    "was",
                    "words",
                    "language",
                    "told",
                    "fold",
                    "happened_on",
                    "latitude",
                    "longitude",
                    "sent_at",
                    "answered_at",
                    "answered_by",
                    "answer",
                    "version",
                ),
                STAFF,
            ),
            "reach": IDENTITY,
        },
        why={
            "reach": _("Only to thank you and to say what became of it. Then it is erased."),
            "words": _("Write nothing about a person: only about the place."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="new") | ABOUT_ONE, name="suggestion_about_one_listing"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "sent_at"], name="suggestion_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def name(self) -> str:
        """Of the listing it is about, also of one that is not made yet."""
        return self.listing.name if self.listing else str(self.changes.get("name", ""))


class Report(About):
    """A listing is said to be closed, and a clock runs: hidden at once where that is credible,
    chased after three working days, retired after ninety days; a check that it is open ends it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("it is open")
        CLOSED = "closed", _("it is closed")
        RETIRED = "retired", _("nobody answered for ninety days")

    id = fields.identifier()
    reported_at = models.DateTimeField(default=clock.now)
    told = models.PositiveIntegerField(default=1)
    chased_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")

    privacy = Declaration(
        purpose=TRUE,
        keep=_("As long as the listing."),
        fields={
            **ABOUT,
            "id": STAFF,
            "reported_at": PUBLIC,
            "told": STAFF,
            "chased_at": STAFF,
            "ended_at": PUBLIC,
            "outcome": PUBLIC,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ABOUT_ONE, name="report_about_one_listing"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at=None), name="one_clock_per_meeting"
            ),
            models.UniqueConstraint(
                fields=["service"], condition=Q(ended_at=None), name="one_clock_per_service"
            ),
        ]

    def __str__(self) -> str:
        return f"reported at {self.reported_at:%Y-%m-%d}"


class Check(About):
    """Somebody looked: it is there as it says."""

    id = fields.identifier()
    says = models.CharField(max_length=10, choices=Says, default=Says.EDITOR)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To say who last checked a listing, and when."),
        keep=_("As long as the listing."),
        fields={**ABOUT, "id": STAFF, "says": PUBLIC, "by": STAFF, "at": PUBLIC},
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ABOUT_ONE, name="check_of_one_listing")
        ]

    def __str__(self) -> str:
        return f"{self.says} {self.at:%Y-%m-%d}"


class Keeper(About):
    """Whoever the listing belongs to, shown by words that went to its own published address or
    were read out to its own number. Only a digest of the words is here. What they write new is
    shown at once where an editor trusts them (`trusted_at`)."""

    class Way(models.TextChoices):
        MAIL = "mail", _("by e-mail to the listing’s own address")
        PHONE = "phone", _("read out by phone")

    id = fields.identifier()
    way = models.CharField(max_length=6, choices=Way)
    words_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    trusted_at = models.DateTimeField(null=True, blank=True)
    trusted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Declaration(
        purpose=_("To let those who run a place keep its listing true."),
        keep=_("Until it is replaced, or two years after it was last used."),
        fields={
            **ABOUT,
            "id": STAFF,
            "way": STAFF,
            "words_digest": STAFF,
            "made_at": STAFF,
            "used_at": STAFF,
            "ended_at": STAFF,
            "by": STAFF,
            "trusted_at": STAFF,
            "trusted_by": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ABOUT_ONE, name="keeper_of_one_listing")
        ]

    def __str__(self) -> str:
        return f"keeper {self.way}"

    def is_live(self, at: datetime) -> bool:
        return self.ended_at is None or at < self.ended_at


class EditorArea(models.Model):
    """Where somebody may change listings. Coordinators without one of these edit everywhere.

    A country, a region of it, a circle around a point, or all that comes from one source.
    """

    class Kind(models.TextChoices):
        EVERYWHERE = "everywhere", _("everywhere")
        COUNTRY = "country", _("a country")
        REGION = "region", _("a region, such as a state or province")
        TOWN = "town", _("a town and around it")
        SOURCE = "source", _("all that comes from one list")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=160)
    country = models.CharField(max_length=2, blank=True, default="")
    region = models.CharField(max_length=80, blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    km = models.PositiveSmallIntegerField(default=25)
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="+")
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    outside_the_wall = "the nightly clock writes to the editors of all; areas hold nobody’s support"
    privacy = Declaration(
        purpose=_("To know who keeps which listings true."),
        keep=_("Two years after it ends."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": IDENTITY,
            "kind": STAFF,
            "name": STAFF,
            "country": STAFF,
            "region": STAFF,
            "latitude": STAFF,
            "longitude": STAFF,
            "km": STAFF,
            "source": STAFF,
            "from_at": STAFF,
            "until_at": STAFF,
            "given_by": IDENTITY,
        },
    )

    def __str__(self) -> str:
        return self.name


def published_address(row: Meeting | Service) -> str:
    """The listing's own e-mail, as everybody can read it; or none."""
    if isinstance(row, Service):
        return row.email or row.organisation.email
    return str(getattr(row, "email", ""))

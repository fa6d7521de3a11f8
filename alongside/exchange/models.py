"""Tables of people that are brought in, what came of each row, and who took everything out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, STAFF, Declaration, Keep
from alongside.participants.models import Participant

PURPOSE = _("To bring the people you already support, and to undo it where it went wrong.")


class Bringing(models.Model):
    """A file with tables of people: read, shown, applied after a yes, undone whole."""

    class State(models.TextChoices):
        COLUMNS = "columns", _("waits for you to say what its columns are")
        READING = "reading", _("is being read")
        SHOWN = "shown", _("waits for your yes")
        APPLYING = "applying", _("is being brought in")
        APPLIED = "applied", _("came in")
        UNDOING = "undoing", _("is being undone")
        UNDONE = "undone", _("was undone")
        FAILED = "failed", _("could not be read")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = fields.SealedText(blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.COLUMNS)
    tables = fields.SealedJSON(default=list, blank=True)  # name, headings, first rows
    choices = fields.SealedJSON(default=dict, blank=True)  # what was said of the columns
    counts = models.JSONField(default=dict, blank=True)  # kind → what became of its rows → how many
    print = models.CharField(max_length=64, blank=True, default="")  # of what was shown
    trouble = models.CharField(max_length=40, blank=True, default="")  # a slug
    stayed = models.PositiveIntegerField(default=0)  # people whose rows an undoing left
    beat_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    brought_at = models.DateTimeField(default=clock.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=_("While what came in with it is here. The file goes at once, its name in a month."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": STAFF,
            "file_name": IDENTITY,
            "state": STAFF,
            "tables": IDENTITY,
            "choices": STAFF,
            "counts": STAFF,
            "print": STAFF,
            "trouble": STAFF,
            "stayed": STAFF,
            "beat_at": STAFF,
            "tries": STAFF,
            "brought_at": STAFF,
            "applied_at": STAFF,
            "undone_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-brought_at"])]

    def __str__(self) -> str:
        return f"bringing {self.id}"


class BringingPiece(models.Model):
    """A piece of the file, packed and sealed, so that what is applied is what was shown."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    bringing = fields.TenantKey(Bringing, models.CASCADE, related_name="pieces")
    name = fields.SealedText()
    file = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField()
    packed = fields.SealedText()

    privacy = Declaration(
        purpose=_("To bring in exactly what was shown."),
        keep=_("Until it came in or was let go; two days at most."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "bringing": STAFF,
            "name": IDENTITY,
            "file": STAFF,
            "number": STAFF,
            "packed": IDENTITY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bringing", "file", "number"], name="one_bringing_piece_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"piece {self.number}"


class BringingLine(models.Model):
    """What becomes of one row. `says` is why, with the cells that say so."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    bringing = fields.TenantKey(Bringing, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=12)
    table = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField()
    fate = models.CharField(max_length=8)
    says = fields.SealedJSON(null=True, blank=True, default=None)

    privacy = Declaration(
        purpose=_("To say of every row what becomes of it, and why."),
        keep=_("Thirty days."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "bringing": STAFF,
            "kind": STAFF,
            "table": STAFF,
            "row": STAFF,
            "fate": STAFF,
            "says": IDENTITY,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["bringing", "fate", "id"])]

    def __str__(self) -> str:
        return f"line {self.row}"


class Brought(models.Model):
    """A row that came in with a file: which, and under which reference of the place it came from.
    By a keyed digest it is known again; by this it can be undone."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    bringing = fields.TenantKey(Bringing, models.PROTECT, related_name="brought")
    participant = fields.TenantKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="brought"
    )
    what = models.CharField(max_length=12)
    made = models.UUIDField()
    reference = fields.SealedText(blank=True, default="")
    reference_digest = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001
    stays = models.BooleanField(default=False)  # an undoing left it: something was built on it

    only_by_tie = True
    privacy = Declaration(
        purpose=_("To know where something came from, and never to bring it in twice."),
        keep=Keep(_("As long as what came in.")),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "bringing": STAFF,
            "participant": IDENTITY,
            "what": STAFF,
            "made": STAFF,
            "reference": IDENTITY,
            "reference_digest": IDENTITY,
            "stays": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "what", "reference_digest"],
                condition=Q(reference_digest__isnull=False),
                name="one_row_per_reference",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["bringing", "what", "made"]),
            models.Index(fields=["made"]),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.made}"


class Headings(models.Model):
    """What the columns of a kind of table meant the last time, by their headings."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    said = fields.SealedJSON(default=dict, blank=True)

    privacy = Declaration(
        purpose=_("So that nobody has to say twice what a column is."),
        keep=_("While the organisation uses Alongside."),
        fields=dict.fromkeys(("id", "organisation", "kind", "said"), STAFF),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_headings_per_kind")
        ]

    def __str__(self) -> str:
        return f"headings of {self.kind}"


class Taking(models.Model):
    """Somebody asks to take everything out, and somebody else says yes or no."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for the privacy lead")
        ALLOWED = "allowed", _("may be taken until tomorrow")
        REFUSED = "refused", _("was refused")
        TAKEN = "taken", _("was taken")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    why = fields.SealedText()
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To know who took the records of an organisation out, and who said yes to it."),
        keep=Keep(_("Seven years."), after="asked_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "asked_by": STAFF,
            "why": STAFF,
            "state": STAFF,
            "answered_by": STAFF,
            "asked_at": STAFF,
            "answered_at": STAFF,
            "taken_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-asked_at"])]

    def __str__(self) -> str:
        return f"taking {self.id}"


__all__ = ["Bringing", "BringingLine", "BringingPiece", "Brought", "Headings", "Taking"]

"""Two records that may be of one person. Nothing follows from it by itself."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class Likeness(models.Model):
    """A pair, in the order of their ids, with what is exactly the same about them. Once somebody
    said that they are two people, they are not proposed again."""

    class Verdict(models.TextChoices):
        OPEN = "", _("not looked at yet")
        TWO = "two", _("two people")
        ONE = "one", _("one person, put together")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    one = fields.TenantKey(Participant, models.CASCADE, related_name="+")
    other = fields.TenantKey(Participant, models.CASCADE, related_name="+")
    whys = models.JSONField(default=list)
    verdict = models.CharField(max_length=4, choices=Verdict, blank=True, default="")
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that nobody has to tell their story twice because we wrote it down twice."),
        keep=Keep(
            _("While we walk together and seven years after, or until you ask us to erase it.")
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "one": IDENTITY,
            "other": IDENTITY,
            "whys": RECOVERY,
            "verdict": RECOVERY,
            "settled_by": STAFF,
            "found_at": STAFF,
            "settled_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="one_likeness_per_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="likeness_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "verdict", "found_at"])]

    def __str__(self) -> str:
        return f"likeness {self.id}"


class Remembered(models.Model):
    """A code made of a few remembered facts, or the wish to have none. The facts are not kept. It
    helps a worker to find a possible match; it opens nothing."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="remembered")
    facts_digest = models.CharField(max_length=64, blank=True, default="")
    says_no = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To notice that you were here before, where you have lost your words."),
        keep=Keep(
            _("While we walk together and seven years after, or until you say no."),
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "facts_digest": IDENTITY,
            "says_no": RECOVERY,
            "made_at": RECOVERY,
        },
        why={"facts_digest": _("A code that can’t be read backwards by who looks at it.")},
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant"], name="one_remembered_each"),
            models.CheckConstraint(
                condition=Q(says_no=False) | Q(facts_digest=""), name="no_means_no_code"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "facts_digest"])]

    def __str__(self) -> str:
        return f"remembered {self.id}"

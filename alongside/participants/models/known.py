"""What somebody wants known about them, and how they may be found again. All of it optional."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class Portrait(models.Model):
    """In their own words: what helps, what nobody should do. One each. What is strong in somebody
    stands in their plan, once."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="portraits")
    helps = fields.SealedText(blank=True, default="")
    not_to_do = fields.SealedText(blank=True, default="")
    own_words = fields.SealedText(blank=True, default="")
    languages = fields.SealedJSON(default=list, blank=True)
    brings = fields.SealedJSON(default=list, blank=True)
    pronouns = fields.SealedText(blank=True, default="")
    gender = fields.SealedText(blank=True, default="")
    culture = fields.SealedText(blank=True, default="")
    shows = fields.SealedJSON(default=list, blank=True)  # 'pronouns-peer': rules.reader_of
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("So that whoever walks with you knows what helps, and what hurts."),
        keep=Keep(
            _("While we walk together and seven years after, or until you ask us to erase it.")
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "helps": RECOVERY,
            "not_to_do": RECOVERY,
            "own_words": RECOVERY,
            "languages": RECOVERY,
            "brings": RECOVERY,
            "pronouns": RECOVERY,
            "gender": RECOVERY,
            "culture": RECOVERY,
            "shows": RECOVERY,
            "changed_at": RECOVERY,
            "version": STAFF,
        },
        why={
            "not_to_do": _("So that nobody does what would hurt you, or drive you away."),
            "brings": _("Only if you want to say it. Nothing you get here depends on it."),
            "languages": _("So that somebody talks with you in words that are yours."),
            "pronouns": _("So that nobody speaks of you in words that are wrong."),
            "gender": _("Only if you want it known. It goes into no numbers."),
            "culture": _("So that what matters where you come from is not forgotten here."),
            "shows": _("So that only those read it whom you chose."),
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant"], name="one_portrait_each")
        ]

    def __str__(self) -> str:
        return f"portrait {self.id}"


class FindWay(models.Model):
    """One person or place by which somebody may be found again, with what may be said there. It
    is erased on its last day, unless they renew it."""

    class What(models.TextChoices):
        PERSON = "person", _("somebody who knows me")
        PLACE = "place", _("a place where I often am")

    class May(models.TextChoices):
        ASK = "ask", _("You may ask whether I was seen")
        LEAVE = "leave", _("You may leave word for me")
        COME = "come", _("You may come there and look for me")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="find_ways")
    what = models.CharField(max_length=10, choices=What)
    words = fields.SealedText()
    hours = fields.SealedText(blank=True, default="")
    may = models.CharField(max_length=10, choices=May)
    say = fields.SealedText(blank=True, default="")
    said_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField()

    privacy = Declaration(
        purpose=_("To find you again in the way you allow, when you would want to be found."),
        keep=Keep(
            _("Sixty days. Then it is erased, unless you renew it."), after="until_at", days=0
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "what": IDENTITY,
            "words": IDENTITY,
            "hours": IDENTITY,
            "may": RECOVERY,
            "say": IDENTITY,
            "said_at": RECOVERY,
            "until_at": RECOVERY,
        },
        why={"say": _("So that whoever is asked learns nothing about you.")},
    )

    def __str__(self) -> str:
        return f"way to find {self.id}"

"""A community (a Nation, say) as a party: what is said about it, its stewards decide."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models.people import Participant


class Community(models.Model):
    """Figures, exports and studies about it wait until its own stewards say yes."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To let a community decide about what is said of it."),
        keep=_("While the organisation uses Alongside."),
        fields=dict.fromkeys(("id", "organisation", "name", "made_at"), STAFF),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_community_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Steward(models.Model):
    """Somebody the community named to decide for it, in whatever role they are here."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    community = fields.TenantKey(Community, models.PROTECT, related_name="stewards")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To know who decides for a community."),
        keep=Keep(_("Seven years after it ends."), after="until_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "community": STAFF,
            "person": IDENTITY,
            "from_at": STAFF,
            "until_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(until_at=None),
                name="one_open_stewardship",
            )
        ]

    def __str__(self) -> str:
        return f"steward {self.id}"


class Belonging(models.Model):
    """A participant says that they belong to a community. Nobody says it for them."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="belongings")
    community = fields.TenantKey(Community, models.PROTECT, related_name="belongings")
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that numbers about your community are your community’s to give."),
        keep=Keep(_("Until you take it back."), after="until_at", days=0),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "community": RECOVERY,
            "from_at": RECOVERY,
            "until_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "participant"],
                condition=Q(until_at=None),
                name="one_open_belonging",
            )
        ]

    def __str__(self) -> str:
        return f"belonging {self.id}"


class Use(models.Model):
    """Somebody asks to say something about a community, and its stewards answer."""

    class Kind(models.TextChoices):
        FIGURE = "figure", _("numbers on a page")
        EXPORT = "export", _("a file that leaves Alongside")
        STUDY = "study", _("a study")

    class State(models.TextChoices):
        ASKED = "asked", _("waits for the stewards")
        APPROVED = "approved", _("the stewards said yes")
        REFUSED = "refused", _("the stewards said no")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    community = fields.TenantKey(Community, models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=10, choices=Kind)
    what_for = fields.SealedText()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    answer = fields.SealedText(blank=True, default="")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To ask a community before anything is said of it, and to keep its answer."),
        keep=Keep(_("Seven years."), after="asked_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "community": STAFF,
            "kind": STAFF,
            "what_for": STAFF,
            "asked_by": IDENTITY,
            "asked_at": STAFF,
            "state": STAFF,
            "answer": STAFF,
            "answered_by": IDENTITY,
            "answered_at": STAFF,
            "until_on": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "state"])]

    def __str__(self) -> str:
        return f"use {self.id}"


class Shown(models.Model):
    """One time at which something about a community was read or taken out. Its stewards see it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    use = fields.TenantKey(Use, models.PROTECT, related_name="shown")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=80)
    shown_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that a community sees each time something about it was used."),
        keep=Keep(_("Seven years."), after="shown_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "use": STAFF,
            "person": IDENTITY,
            "what": STAFF,
            "shown_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["use", "-shown_at"])]

    def __str__(self) -> str:
        return f"shown {self.id}"

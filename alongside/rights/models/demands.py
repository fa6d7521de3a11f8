"""What others ask of us by law, what went wrong, and who works for us under which agreement."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant


class Demand(models.Model):
    """Somebody demands a record by law: who decided, what was answered, whether they were told."""

    class Kind(models.TextChoices):
        SUBPOENA = "subpoena", _("a subpoena")
        WARRANT = "warrant", _("a search warrant")
        ORDER = "order", _("a court order")
        OTHER = "other", _("something else: a letter, a call, a visit")

    class Answer(models.TextChoices):
        WAITING = "waiting", _("not decided yet")
        REFUSED = "refused", _("refused")
        PARTLY = "partly", _("answered in part")
        ANSWERED = "answered", _("answered")
        NOTHING = "nothing", _("there was nothing to give")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="demands"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    from_whom = fields.SealedText()
    asks_for = fields.SealedText()
    came_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    has_order = models.BooleanField(default=False)
    secret_until = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    reason = fields.SealedText(blank=True, default="")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    categories = models.JSONField(default=list)
    disclosure = models.UUIDField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    only_by_tie = True  # also where nobody is named: who asks, and for what, is no walker’s
    privacy = Declaration(
        purpose=_("To answer a demand by law with the least that it asks, and to tell you of it."),
        keep=Keep(_("Seven years after it was decided."), after="decided_at", ground="demands"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "kind": RECOVERY,
            "from_whom": RECOVERY,
            "asks_for": RECOVERY,
            "came_on": RECOVERY,
            "answer_by": STAFF,
            "has_order": RECOVERY,
            "secret_until": STAFF,
            "answer": RECOVERY,
            "reason": RECOVERY,
            "decided_by": STAFF,
            "decided_at": RECOVERY,
            "categories": RECOVERY,
            "disclosure": STAFF,
            "told_at": STAFF,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={
            "secret_until": _("The person is told unless a court forbids it, and then after that."),
            "has_order": _("Where the law asks for a court’s order, a subpoena alone is refused."),
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "answer", "came_on"])]

    def __str__(self) -> str:
        return f"demand {self.id}"


class Incident(models.Model):
    """Something went wrong with what is kept. Each regime's clocks run from `found_at`."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    what = fields.SealedText()
    happened_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(default=clock.now)
    regime = models.CharField(max_length=20)
    people = models.PositiveIntegerField(default=0)
    is_risky = models.BooleanField(default=True)
    contact = fields.SealedText(blank=True, default="")
    done = models.JSONField(default=dict)  # slug of a step → when it was done
    closed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To mend what went wrong, and to tell everybody who must know in time."),
        keep=Keep(_("Seven years after it is closed."), after="closed_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "what": STAFF,
            "happened_at": STAFF,
            "found_at": STAFF,
            "regime": STAFF,
            "people": STAFF,
            "is_risky": STAFF,
            "contact": STAFF,
            "done": STAFF,
            "closed_at": STAFF,
            "recorded_at": STAFF,
            "version": STAFF,
        },
        why={
            "contact": _("So that whoever is told of it knows whom to ask. It is shown to them."),
            "people": _("How many decides who else must be told."),
        },
    )

    def __str__(self) -> str:
        return f"incident {self.id}"


class Notice(models.Model):
    """Somebody is told of an incident on their own page; outside, by the way they chose, only that
    there is something: no letter or call that could tell it to somebody else."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    incident = fields.TenantKey(Incident, models.PROTECT, related_name="notices")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="notices")
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To tell you that something went wrong with what we keep about you."),
        keep=Keep(_("While we walk together and seven years after.")),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "incident": RECOVERY,
            "participant": IDENTITY,
            "made_at": RECOVERY,
            "read_at": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["incident", "participant"], name="one_notice_each_incident"
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.id}"


class Agreement(models.Model):
    """Whoever sends or stores for us has signed what the regime asks for. Until then that way
    stays closed."""

    class Service(models.TextChoices):
        HOSTING = "hosting", _("where Alongside runs")
        MAIL = "mail", _("e-mail")
        SMS = "sms", _("text messages")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    service = models.CharField(max_length=10, choices=Service)
    with_whom = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)  # slug of rules.AGREEMENTS
    signed_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To use no service for people’s data without the agreement that law asks for."),
        keep=Keep(_("Seven years after it ends."), after="ended_at"),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "service": STAFF,
            "with_whom": STAFF,
            "kind": STAFF,
            "signed_on": STAFF,
            "until_on": STAFF,
            "recorded_by": STAFF,
            "recorded_at": STAFF,
            "ended_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "service"],
                condition=Q(ended_at=None),
                name="one_open_agreement_per_service",
            )
        ]

    def __str__(self) -> str:
        return self.with_whom

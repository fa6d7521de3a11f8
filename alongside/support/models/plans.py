"""The plan is the participant's: what they want, who and what helps, and how it was said before."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.directory.models import Meeting, Service
from alongside.participants.models import Participant

KEEP = Keep(_("While we walk together and seven years after, or until you ask us to erase it."))
PURPOSE = _("To keep what you want, in your words.")


class Dimension(models.TextChoices):
    HEALTH = "health", _("Health")
    HOME = "home", _("Home")
    PURPOSE = "purpose", _("Purpose")
    COMMUNITY = "community", _("Community")


class Plan(models.Model):
    """The participant's own plan; there is one, and it belongs to them. `edition` counts what
    changed anywhere in it, so that a signature says what was signed; `version` is of its own
    three texts."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="plans")
    dreams = fields.SealedText(blank=True, default="")
    strengths = fields.SealedText(blank=True, default="")
    in_the_way = fields.SealedText(blank=True, default="")
    edition = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "dreams": RECOVERY,
            "strengths": RECOVERY,
            "in_the_way": RECOVERY,
            "edition": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant"], name="one_plan_per_participant")
        ]

    def __str__(self) -> str:
        return f"plan {self.id}"


class Goal(models.Model):
    """`by_when` as `rules.rough` reads it; `due_on` is the last day it can mean."""

    class State(models.TextChoices):
        OPEN = "open", _("working on it")
        REACHED = "reached", _("reached")
        SET_ASIDE = "aside", _("set aside")
        LET_GO = "let-go", _("let go of")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="goals")
    plan = fields.TenantKey(Plan, models.PROTECT, related_name="goals")
    dimension = models.CharField(max_length=10, choices=Dimension)
    words = fields.SealedText()
    by_when = models.CharField(max_length=10, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    set_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "plan": RECOVERY,
            "dimension": RECOVERY,
            "words": RECOVERY,
            "by_when": RECOVERY,
            "due_on": STAFF,
            "state": RECOVERY,
            "set_at": RECOVERY,
            "recorded_at": STAFF,
            "closed_at": RECOVERY,
            "version": STAFF,
        },
        why={"by_when": _("So that we can ask you kindly when the day has gone by.")},
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=models.Q(state="open", due_on__isnull=False),
                name="goal_due",
            )
        ]

    def __str__(self) -> str:
        return self.words


class Step(models.Model):
    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="steps")
    goal = fields.TenantKey(Goal, models.PROTECT, related_name="steps")
    words = fields.SealedText()
    by_when = models.CharField(max_length=10, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    let_go_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To take a goal one step at a time."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "goal": RECOVERY,
            "words": RECOVERY,
            "by_when": RECOVERY,
            "due_on": STAFF,
            "position": STAFF,
            "done_at": RECOVERY,
            "let_go_at": RECOVERY,
            "version": STAFF,
        },
        why={"by_when": _("So that we can ask you kindly when the day has gone by.")},
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=models.Q(done_at=None, let_go_at=None, due_on__isnull=False),
                name="step_due",
            )
        ]

    def __str__(self) -> str:
        return self.words


class Help(models.Model):
    """Who or what helps: a person, a peer or a group as they are called, or a listing of the
    directory. With no goal, it belongs to the whole plan."""

    class Kind(models.TextChoices):
        PERSON = "person", _("somebody close to me")
        PEER = "peer", _("a peer")
        GROUP = "group", _("a group or circle")
        LISTING = "listing", _("from the directory")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="helps")
    plan = fields.TenantKey(Plan, models.PROTECT, related_name="helps")
    goal = fields.TenantKey(Goal, models.PROTECT, null=True, blank=True, related_name="helps")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    words = fields.SealedText()
    link = fields.SealedText(blank=True, default="")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    kept_at = models.DateTimeField(default=clock.now)
    let_go_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("To remember who and what helps you."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "plan": RECOVERY,
            "goal": RECOVERY,
            "kind": RECOVERY,
            "words": RECOVERY,
            "link": RECOVERY,
            "service": RECOVERY,
            "meeting": RECOVERY,
            "kept_at": RECOVERY,
            "let_go_at": RECOVERY,
        },
        why={"words": _("First names or nicknames are enough. They are not told.")},
    )

    def __str__(self) -> str:
        return self.words


class Phrase(models.Model):
    """How something in the plan was said before. `part` is which text of it: words of a goal or
    step, or one of the plan's own three. It can't be changed, only erased with the person."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="phrases")
    plan = fields.TenantKey(Plan, models.PROTECT, related_name="phrases")
    goal = fields.TenantKey(Goal, models.PROTECT, null=True, blank=True, related_name="phrases")
    step = fields.TenantKey(Step, models.PROTECT, null=True, blank=True, related_name="phrases")
    part = models.CharField(max_length=10)
    words = fields.SealedText(blank=True, default="")
    by_participant = models.BooleanField(default=False)  # who changed it
    replaced_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("So that you can read how your plan was said before."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "plan": RECOVERY,
            "goal": RECOVERY,
            "step": RECOVERY,
            "part": STAFF,
            "words": RECOVERY,
            "by_participant": RECOVERY,
            "replaced_at": RECOVERY,
        },
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["participant", "-replaced_at"], name="phrase_replaced")
        ]

    def __str__(self) -> str:
        return f"phrase {self.id}"

"""An organisation's own questions: made on a page, asked by those who walk with people, and what
was answered. Nothing here has to be answered by anybody."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person, Programme
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant
from alongside.questions import rules
from alongside.support.models import Contact

KEEP = _("As long as an answer to it is kept.")


class Sheet(models.Model):
    """A few questions that belong together. Nobody is asked any of them until somebody begins;
    ended, they are asked no more, and what was answered stays for its time."""

    class About(models.TextChoices):
        PERSON = "person", _("about somebody")
        CONTACT = "contact", _("about one time together")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = fields.TenantKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    names = models.JSONField(default=dict)  # language: name
    about = models.CharField(max_length=10, choices=About, default=About.PERSON)
    they_answer = models.BooleanField(default=False)  # by themselves, on their own page
    keep_days = models.PositiveSmallIntegerField(default=365)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To know what an organisation asks people, and who made the questions."),
        keep=KEEP,
        fields=dict.fromkeys(
            (
                "id", "organisation", "programme", "names", "about", "they_answer", "keep_days",
                "made_by", "made_at", "begun_at", "ended_at", "version",
            ),
            STAFF,
        ),
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(keep_days__gte=1, keep_days__lte=3 * 365), name="sheet_kept_for_a_time"
            ),
            models.CheckConstraint(
                condition=Q(they_answer=False) | Q(about="person"),
                name="they_answer_about_themselves",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "about", "programme"],
                condition=Q(begun_at__isnull=False, ended_at=None),
                name="sheet_asked",
            )
        ]

    def __str__(self) -> str:
        return rules.said_in(self.names, get_language() or "en")[0]

    @property
    def is_asked(self) -> bool:
        return self.begun_at is not None and self.ended_at is None

    def is_asked_of(self, person: Participant) -> bool:
        """Of its programme, or of none yet: as `policy.asked_of` says it to the database."""
        return not (self.programme_id and person.programme_id) or (
            self.programme_id == person.programme_id
        )

    @property
    def kept_words(self) -> str:
        return str(rules.KEPT.get(self.keep_days, self.keep_days))


class Question(models.Model):
    """A question in one wording. Its words never change: said otherwise it is another one, in the
    place of the first, so that an answer stands beside what was asked."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sheet = fields.TenantKey(Sheet, models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=6, choices=[(slug, words) for slug, words in rules.KINDS.items()]
    )
    words = models.JSONField()  # language: the question
    why = models.JSONField()  # language: the reason
    options = models.JSONField(default=list, blank=True)  # of each: language: words
    is_careful = models.BooleanField(default=False)
    instead_of = fields.TenantKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later"
    )
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Declaration(
        purpose=_("So that everybody reads what was asked, and why, beside each answer."),
        keep=KEEP,
        fields=dict.fromkeys(
            (
                "id", "organisation", "sheet", "order", "kind", "words", "why", "options",
                "is_careful", "instead_of", "made_at", "ended_at",
            ),
            STAFF,
        ),
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instead_of"],
                condition=Q(instead_of__isnull=False),
                name="one_question_in_the_place_of_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("made_at")),
                name="question_ends_after_it_began",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["sheet", "order"], name="question_in_order")]

    def __str__(self) -> str:
        return rules.said_in(self.words, get_language() or "en")[0]

    @property
    def is_listed(self) -> bool:
        return self.kind in rules.LISTED

    @property
    def wording(self) -> rules.Wording:
        return rules.Wording(self.kind, self.words, self.why, self.options, self.is_careful)

    def labels(self) -> list[tuple[str, str]]:
        """What can be chosen, in the language of the page."""
        if self.kind == rules.YES:
            return [(slug, str(words)) for slug, words in rules.YES_NO.items()]
        language = get_language() or "en"
        return [(str(at), rules.said_in(one, language)[0]) for at, one in enumerate(self.options)]


class Answer(models.Model):
    """What somebody answered to one question in one wording, by themselves or through who walks
    with them. The last one counts; those before stay beside it, until it is taken back."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="own_answers")
    question = fields.TenantKey(Question, models.PROTECT, related_name="answers")
    contact = fields.TenantKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="own_answers"
    )
    picked = fields.SealedJSON(default=list, blank=True)
    words = fields.SealedText(blank=True, default="")
    is_declined = models.BooleanField(default=False)  # they would rather not say
    by_self = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    happened_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    until_on = models.DateField()

    privacy = Declaration(
        purpose=_("What the organisation asked you; the reason stands beside each question."),
        keep=Keep(
            _(
                "As long as stood beside the questions when you answered, three years at most; or "
                "until you take it back."
            ),
            after="until_on",
            days=0,
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "question": RECOVERY,
            "contact": RECOVERY,
            "picked": RECOVERY,
            "words": RECOVERY,
            "is_declined": RECOVERY,
            "by_self": RECOVERY,
            "written_by": RECOVERY,
            "happened_at": RECOVERY,
            "recorded_at": STAFF,
            "until_on": RECOVERY,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_declined=False) | Q(words=""), name="declined_holds_no_words"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["participant", "question", "-happened_at"], name="answer_last"),
            models.Index(fields=["question", "happened_at"], name="answer_counted"),
        ]

    def __str__(self) -> str:
        return f"answer {self.id}"

    @property
    def said(self) -> rules.Said:
        return rules.Said(tuple(self.picked), self.words, self.is_declined)

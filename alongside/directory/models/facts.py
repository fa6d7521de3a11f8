"""What decides whether a place is any use, with who says so and when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.core.privacy import PUBLIC, Declaration, Words
from alongside.directory.models.listings import KEEP, PURPOSE, Says
from alongside.directory.models.meetings import Meeting
from alongside.directory.models.services import Service

WHOM: dict[str, Words] = {
    "indigenous": _("Indigenous people"),
    "black": _("Black people"),
    "newcomers": _("people new to the country, and refugees"),
    "lgbtq": _("LGBTQ2S+ people"),
    "women": _("women"),
    "young": _("young people"),
    "older": _("older people"),
    "deaf": _("Deaf people"),
    "sex-work": _("people who do sex work"),
    "prison": _("people who have been in prison or jail"),
}
STAGES: dict[str, Words] = {
    "prevention": _("Prevention"),
    "screening": _("A first talk about what would help"),
    "assessment": _("A full assessment"),
    "brief": _("A short time of help"),
    "rapid": _("Rapid access clinic"),
    "outreach": _("Outreach: they come to people"),
    "recovery": _("Recovery and ongoing care"),
}
SUPPORTS: dict[str, Words] = {
    "home-work-school": _("Housing, work and learning"),
    "social": _("Company and free time"),
    "crisis": _("Help in a crisis"),
    "peer-business": _("A business staffed by peers"),
    "traditional": _("Traditional healing"),
    "information": _("Information to read and take along"),
    "navigation": _("Finding the way to other services"),
    "community": _("Teaching the community, against discrimination"),
    "material": _("Food, clothes, storage, internet, the fare"),
    "advocacy": _("Speaking up for you, or for all"),
    "arts": _("Arts and culture"),
    "learning": _("Learning about recovery"),
    "mentoring": _("Mentoring and counselling"),
}
SETTINGS: dict[str, Words] = {
    "treatment": _("Treatment service"),
    "recovery-centre": _("Recovery community centre, run by people with lived experience"),
    "community": pgettext_lazy("where a service takes place", "In the community"),
    "hospital": _("Hospital"),
    "perinatal": _("Around pregnancy and birth"),
    "primary-care": _("Family doctor or nurse"),
    "health-centre": _("Community health centre"),
    "shelter": _("Shelter or housing"),
    "residence": _("Recovery residence"),
    "justice": _("Prison, jail or court"),
    "school": _("School or college"),
    "faith": _("Faith community"),
    "consumption-site": _("Overdose prevention site"),
    "oat": _("Clinic for methadone or buprenorphine"),
    "street": _("On the street"),
    "online": pgettext_lazy("where a service takes place", "Online"),
    "telephone": pgettext_lazy("where a service takes place", "By telephone"),
}


class Fact(models.Model):
    """One voice about one thing: who says that it is so, or is not, and when.

    Several voices on one thing are several rows, shown beside each other and never averaged:
    `voices` people say the same. `value` is a slug where the kind has several (`VALUES`): for
    whom it is safe, which stage, which support, which setting.
    """

    class Kind(models.TextChoices):
        MEDICATION = "medication", _("People on medication are welcome")
        NO_PAPERS = "no-papers", _("No identity papers needed")
        NO_APPOINTMENT = "no-appointment", _("No appointment needed")
        NO_FEE = "no-fee", _("No fee")
        NO_ABSTINENCE = "no-abstinence", _("You do not have to have stopped using")
        EVENINGS = "evenings", _("Open in the evening or at the weekend")
        CULTURALLY_SAFE = "culturally-safe", _("Culturally safe")
        TRANSIT = "transit", _("On a bus or train line, or easy on foot")
        COMES_TO_YOU = "comes-to-you", _("They come to where you are")
        FARE = "fare", _("They help with the way there")
        WHEELCHAIR = "wheelchair", _("Wheelchair access")
        CHILDREN = "children", _("Children can come")
        PEER_RUN = "peer-run", _("Run by people with lived experience")
        KNOWS = "knows", _("They know what they are doing")
        KIND = "kind", _("They are kind and do not judge")
        NALOXONE = "naloxone", _("Naloxone to take with you")
        SUPPLIES = "supplies", _("New supplies to use more safely")
        STAGE = "stage", _("Where on the way it helps")
        SUPPORT = "support", _("What kind of support")
        SETTING = "setting", _("What kind of place")

    VALUES: ClassVar[dict[str, dict[str, Words]]] = {
        Kind.CULTURALLY_SAFE: WHOM,
        Kind.STAGE: STAGES,
        Kind.SUPPORT: SUPPORTS,
        Kind.SETTING: SETTINGS,
    }

    id = models.BigAutoField(primary_key=True)
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="facts"
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, blank=True, related_name="facts"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    value = models.CharField(max_length=20, blank=True, default="")
    is_so = models.BooleanField(default=True)
    says = models.CharField(max_length=10, choices=Says, default=Says.LISTING)
    said_at = models.DateTimeField(null=True, blank=True)
    voices = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=PURPOSE,
        keep=KEEP,
        fields=dict.fromkeys(
            ("id", "service", "meeting", "kind", "value", "is_so", "says", "said_at", "voices"),
            PUBLIC,
        ),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "kind", "value", "says", "is_so"], name="one_voice_on_a_service"
            ),
            models.UniqueConstraint(
                fields=["meeting", "kind", "value", "says", "is_so"], name="one_voice_on_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(service=None, meeting__isnull=False)
                | Q(service__isnull=False, meeting=None),
                name="fact_about_one_listing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()

    @classmethod
    def read(cls, slug: str) -> tuple[str, str] | None:
        """Kind and value of `no-fee` or `stage/rapid`; None for what we do not know."""
        kind, _slash, value = slug.partition("/")
        values = cls.VALUES.get(kind, {})
        may_stand_alone = kind == cls.Kind.CULTURALLY_SAFE or kind not in cls.VALUES
        known = value in values if value else may_stand_alone
        return (kind, value) if kind in cls.Kind.values and known else None

    @property
    def words(self) -> Words:
        """What is said, without who says it."""
        known = self.VALUES.get(self.kind, {})
        return known.get(self.value, "") if self.value else self.get_kind_display()

"""What can be said of anything done: which kind of support, in which form, where, how long.

One list of words for a time together and for work without a person, so that both are counted
alike. Everything has a default; nothing is asked twice.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The four types of support, in people's words. A time together is one or more of them."""

    EMOTIONAL = "emotional", _("Listened")
    INFORMATIONAL = "informational", _("Shared information")
    INSTRUMENTAL = "instrumental", _("Helped with something")
    AFFILIATIONAL = "affiliational", _("Connected")


KINDS = ("emotional", "informational", "instrumental", "affiliational")


class Form(models.TextChoices):
    ONE = "one", _("one to one")
    GROUP = "group", _("in a group")
    NAVIGATION = "navigation", _("finding the way through services")
    MENTORING = "mentoring", _("mentoring")
    BEFRIENDING = "befriend", _("befriending")
    CO_COUNSELLING = "co-counsel", _("listening to each other by turns")


class Setting(models.TextChoices):
    STREET = "street", _("on the street")
    CENTRE = "centre", _("at our place")
    SERVICE = "service", _("at a service")
    HOME = "home", _("where they live")
    PHONE = "phone", _("by telephone")
    ONLINE = "online", _("online")
    COMMUNITY = "community", _("somewhere in the community")
    SHELTER = "shelter", _("in a shelter")
    RESIDENCE = "residence", _("in a recovery residence")
    TREATMENT = "treatment", _("at a treatment service")
    OAT = "oat", _("at a methadone or buprenorphine clinic")
    DETOX = "detox", _("at a withdrawal service")
    EMERGENCY = "emergency", _("in an emergency room")
    WARD = "ward", _("on a hospital ward")
    PERINATAL = "perinatal", _("at a service for pregnancy and birth")
    PRIMARY = "primary", _("at a doctor’s or a health centre")
    CUSTODY = "custody", _("in prison, jail or court")
    SITE = "ops", _("at an overdose prevention site")
    SCHOOL = "school", _("at a school")
    FAITH = "faith", _("at a place of faith")


class Special(models.TextChoices):
    """The thirteen kinds of peer work that have a name of their own."""

    LIVING = "living", _("a home, school or work")
    SOCIAL = "social", _("time together, sport and play")
    CRISIS = "crisis", _("being there in a crisis")
    BUSINESS = "business", _("a business run by peers")
    HEALING = "healing", _("traditional healing")
    INFORMATION = "information", _("information to take along")
    NAVIGATION = "navigation", _("the way through services")
    EDUCATION = "education", _("teaching a community, against stigma")
    MATERIAL = "material", _("food, clothes, storage, internet, a ride")
    ADVOCACY = "advocacy", _("speaking up")
    ARTS = "arts", _("arts and culture")
    LEARNING = "learning", _("learning about recovery")
    MENTORING = "mentoring", _("mentoring and counselling")


class StageOfCare(models.TextChoices):
    PREVENTION = "prevention", _("before anything begins")
    SCREENING = "screening", _("a first look at what is going on")
    ASSESSMENT = "assessment", _("a full look, with a service")
    BRIEF = "brief", _("one conversation with an aim")
    RAPID = "rapid", _("getting in fast")
    OUTREACH = "outreach", _("reaching out")
    RECOVERY = "recovery", _("living on, and recovery")


class Errand(models.TextChoices):
    """What somebody came for on behalf of others."""

    SUPPLIES = "supplies", _("supplies or naloxone to pass on")
    INFORMATION = "information", _("information to pass on")
    FOOD = "food", _("food or clothes to pass on")
    HELP = "help", _("help for somebody who could not come")
    OTHER = "other", _("something else")


class Facts(models.Model):
    """The columns that a contact and a piece of work have in common."""

    emotional = models.BooleanField(default=False)
    informational = models.BooleanField(default=False)
    instrumental = models.BooleanField(default=False)
    affiliational = models.BooleanField(default=False)
    form = models.CharField(max_length=12, choices=Form, default=Form.ONE)
    special = models.CharField(max_length=12, choices=Special, blank=True, default="")
    setting = models.CharField(max_length=10, choices=Setting, default=Setting.STREET)
    stage = models.CharField(max_length=12, choices=StageOfCare, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(default=15)
    for_others = models.PositiveSmallIntegerField(default=0)  # how many, who were not there
    for_what = models.CharField(max_length=12, choices=Errand, blank=True, default="")
    shift = models.UUIDField(null=True, blank=True)  # what was written down in one save

    class Meta:
        abstract = True

    @property
    def kinds(self) -> list[Kind]:
        return [kind for kind in Kind if getattr(self, kind.value)]

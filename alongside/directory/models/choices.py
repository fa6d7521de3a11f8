"""What the find page lets one choose, by mark (`rules.marks`), in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.core.privacy import Words
from alongside.directory.models.facts import Fact

KINDS = Fact.Kind
WHO: dict[str, Words] = {
    "women": _("Women"),
    "men": _("Men"),
    "youth": _("Young people"),
    "seniors": _("Older people"),
    "indigenous": _("Indigenous people"),
    "colour": _("People of colour"),
    "lgbtq": _("LGBTQ2S+ people"),
    "for-family": _("Family and friends"),
    "newcomers": _("People who are new to meetings"),
    "deaf": _("Deaf people"),
}
HELPS: dict[str, Words] = {
    "wheelchair": _("Wheelchair access"),
    "childcare": _("Children can come"),
}
FACTS: dict[str, Words] = {
    kind.value: kind.label
    for kind in (
        KINDS.NO_PAPERS, KINDS.NO_APPOINTMENT, KINDS.NO_FEE, KINDS.NO_ABSTINENCE, KINDS.EVENINGS,
        KINDS.PEER_RUN, KINDS.NALOXONE, KINDS.SUPPLIES,
    )
}  # fmt: skip
MEDICATION: dict[str, Words] = {"medication": KINDS.MEDICATION.label}
# For whom a line of a list is, where that is said: 'for women'.
FOR: dict[str, Words] = {
    "women": pgettext_lazy("of a meeting or service", "for women"),
    "men": pgettext_lazy("of a meeting or service", "for men"),
    "youth": pgettext_lazy("of a meeting or service", "for young people"),
    "seniors": pgettext_lazy("of a meeting or service", "for older people"),
    "indigenous": pgettext_lazy("of a meeting or service", "for Indigenous people"),
    "colour": pgettext_lazy("of a meeting or service", "for people of colour"),
    "lgbtq": pgettext_lazy("of a meeting or service", "for LGBTQ2S+ people"),
    "for-family": pgettext_lazy("of a meeting or service", "for family and friends"),
    "newcomers": pgettext_lazy("of a meeting or service", "for people who are new to meetings"),
    "deaf": pgettext_lazy("of a meeting or service", "for Deaf people"),
}
TAGS: dict[str, Words] = {**MEDICATION, **FOR, **HELPS, **FACTS}

"""How the words of the law, and ours about sharing, are said to people. Slugs on the left; one
place, so that a page, a print and what is kept of an agreement say the same."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.participants.rules import regimes

CATEGORIES: Mapping[str, Words] = {
    "name": _("the name you go by there"),
    "legal-name": _("your own name"),
    "reach": _("how to reach you"),
    "language": _("your language"),
    "words": _("why, in your words"),
    "together": _("that a peer comes along"),
    "support": _("that you have support here, and since when"),
    "attendance": _("the days when you and your peer met"),
    "goals": _("your open goals, in your words"),
    "check-ins": _("the days of your check-ins"),
    "record": _("your whole record"),
    "counselling-notes": _("notes of counselling"),
}

ASKERS: Mapping[str, Words] = {
    "service": _("a service that could help"),
    "medical": _("a doctor, nurse or clinic"),
    "housing": _("a housing service"),
    "insurer": _("an insurer or whoever pays"),
    "family": _("somebody of your family"),
    "researcher": _("researchers"),
    "auditor": _("somebody who checks our work"),
    "supporter": _("somebody who gives money"),
    "court": _("a court or lawyer"),
    "probation": _("probation or parole"),
    "police": _("the police"),
    "immigration": _("an immigration office"),
    "child-protection": _("child protection"),
    "benefits": _("a benefits office"),
    "employer": _("an employer"),
    "landlord": _("a landlord"),
}

PURPOSES: Mapping[str, Words] = {
    "referral": _("so that a service can help you"),
    "own-request": _("because you want them to know"),
    "treatment": _("for treatment or care"),
    "payment": _("so that somebody pays for it"),
    "operations": _("to run the service"),
    "tpo": _("for treatment, payment and running the service, as one"),
    "showing-up": _("to show that you came"),
    "legal-proceedings": _("for a matter before a court or office"),
    "research": _("for research"),
    "fundraising": _("to raise money"),
    "emergency": _("because a life was in danger"),
    "protection": _("to protect a child"),
    "order": _("because a court ordered it"),
    "audit": _("to check our work"),
}

STATEMENTS: Mapping[str, Words] = {
    "right-to-withdraw": _(
        "You can take this back on any day, with one tap or one sentence. Nobody asks why."
    ),
    "cannot-undo": _(
        "Taking it back stops what is still to come: nothing more leaves Alongside. What they "
        "already hold stays with them."
    ),
    "refusing": _(
        "Saying no changes nothing: you get the same support, and nobody is told that you said no."
    ),
    "redisclosure": _(
        "Whoever gets it might pass it on, and then these rules may not protect it any more."
    ),
    "opt-out": _("This is only to raise money. You can say no to it by itself, now or later."),
}

KINDS: Mapping[str, Words] = {
    "shared": _("Ordinary agreements"),
    "tpo": _("Treatment, payment and running the service, as one"),
    "counselling-notes": _("Notes of counselling"),
    "legal-proceedings": _("Matters before a court or office"),
    "research": _("Research"),
    "fundraising": _("Raising money"),
}

EVENTS: Mapping[str, Words] = {
    "referral-closed": _("when the referral is closed"),
    "support-ends": _("when your support here ends"),
    "study-ends": _("when the study ends"),
    "proceedings-end": _("when the matter before the court or office ends"),
}

EXCEPTIONS: Mapping[str, Words] = {
    "medical-emergency": _("A medical emergency"),
    "child-protection": _("A report to protect a child"),
    "serious-harm": _("Somebody would have been badly hurt"),
    "court-order": _("An order of a court"),
    "audit": _("Somebody checked our work, as the law lets them"),
}

# What each law is called, and in a sentence what it is for.
REGIMES: Mapping[str, tuple[str, Words]] = {
    "us-part2": (
        "42 CFR Part 2",
        _("United States: programmes with federal help for people with substance use disorders."),
    ),
    "us-hipaa": (
        "HIPAA",
        _("United States: health services and those who work for them."),
    ),
    "us-neither": (
        "–",
        _("United States, where neither of those two applies. State law may still bind you."),
    ),
    "uk-gdpr": (
        "UK GDPR",
        _("United Kingdom: with the Data Protection Act and the common-law duty of confidence."),
    ),
    "ca-phipa": ("PHIPA", _("Ontario: health information custodians and their agents.")),
    "ca-phipaa": ("PHIPAA", _("New Brunswick: custodians of personal health information.")),
    "ca-pipa-ab": ("PIPA (AB)", _("Alberta: organisations that are not public bodies.")),
    "ca-pipa-bc": ("PIPA (BC)", _("British Columbia: organisations that are not public bodies.")),
}


def law(slug: str) -> Words:
    """A law as it is called on a page; empty where we do not know it."""
    return REGIMES[slug][1] if slug in REGIMES else ""


_USE = _("Use it for what is written above, and for nothing else.")
_ASK = _("Do not pass it on without asking this person again, unless the law lets you.")
_BACK = _("They may take their agreement back; nothing more is sent from then on.")

# What goes with a disclosure, by law; the law's own statement stands before it.
NOTICES: Mapping[str, tuple[Words, ...]] = {
    "us-part2": (
        _(
            "Federal law protects this record. It may not be used against this person in any "
            "civil, criminal, administrative or legislative proceedings unless they agree to "
            "that by itself, or a court orders it under the same law."
        ),
        _ASK,
        _BACK,
    ),
    "us-hipaa": (_USE, _ASK, _BACK),
    "us-neither": (_USE, _ASK, _BACK),
    "uk-gdpr": (
        _("This is special category data, shared with explicit agreement and in confidence."),
        _USE,
        _ASK,
        _BACK,
    ),
    "ca-phipa": (_("This is personal health information."), _USE, _ASK, _BACK),
    "ca-phipaa": (_("This is personal health information."), _USE, _ASK, _BACK),
    "ca-pipa-ab": (_USE, _ASK, _BACK),
    "ca-pipa-bc": (_USE, _ASK, _BACK),
}

Limit = tuple[Words, Words]
_LIFE: Limit = (
    _("If a life is in danger."),
    _(
        "Yours or somebody else’s, now: your peer gets help, and tells you first if they can. "
        "They write down what was told to whom, and you read it."
    ),
)
_COURT: Limit = (
    _("If a court orders it."),
    _(
        "A judge can order us to hand over what is written down. We give no more than the order "
        "names, and tell you unless we are forbidden to."
    ),
)
_COURT_PART2: Limit = (
    _("If a court orders it."),
    _(
        "A letter from a lawyer or the police is not enough. Federal law asks for a special "
        "order of a judge. We give no more than it names, and tell you unless we are forbidden to."
    ),
)
_CHILD: Limit = (
    _("If a child is being harmed."),
    _(
        "Your peer must tell those who protect children, and does it with you if they can. "
        "Using drugs as a parent is not by itself harm to a child."
    ),
)
_CHILD_GB: Limit = (
    _("If a child or an adult who can’t protect themselves is being harmed."),
    _(
        "Your peer tells those who protect them, as little as they need, and does it with you "
        "if they can. Using drugs as a parent is not by itself harm to a child."
    ),
)
_YOUNG: Limit = (
    _("If you are under age and somebody is hurting you."),
    _("Your peer tells those who protect young people, and asks you first whom you trust."),
)
_ALONE: Limit = (
    _("If the law asks a parent or guardian to sign with you."),
    _(
        "We tell you before you sign anything. Until then they hear nothing from us, and also "
        "not that you come here."
    ),
)


def limits(regime: str, *, young: bool) -> tuple[Limit, ...]:
    """What can't be kept private, by law, place and age. Where no law was chosen, what holds
    anywhere is said."""
    law = regimes.of(regime)
    country = law.country if law else ""
    child = _CHILD_GB if country == "GB" else _CHILD
    court = _COURT_PART2 if regime == "us-part2" else _COURT
    return (_LIFE, child, court) + ((_YOUNG, _ALONE) if young else ())


def said(heard: Sequence[str]) -> str:
    """What is said before somebody signs, in the language at hand: to be shown, and kept."""
    return "\n".join(str(STATEMENTS[slug]) for slug in heard)

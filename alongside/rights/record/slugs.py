"""What slugs in the whole record mean, in words."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.accounts import words
from alongside.core.privacy import Words
from alongside.groups import rules as groups
from alongside.measures.models import WorkShown
from alongside.participants.rules import knowing, sentences

NEAR: Mapping[str, Words] = {  # what two people show each other
    "supported": _("that I have support here, and what I am called"),
    "words": _("the words I write below"),
}
# Slugs in columns that hold a list of them.
SLUGS: Mapping[str, Mapping[str, Words]] = {
    "gives": groups.GIVES,
    "one_gives": NEAR,
    "other_gives": NEAR,
    "groups.Offer.what": groups.GIVES,
    "language": words.LANGUAGES,
    "languages": words.LANGUAGES,
    "brings": knowing.BRINGS,
    "shows": {
        f"{name}-{slug}": format_lazy("{} – {}", label, words)
        for name, label in knowing.OWN.items()
        for slug, words in knowing.READS.items()
    },
    "language_given": words.LANGUAGES,
    "pathways": words.PATHWAYS,
    "experiences": words.EXPERIENCES,
    "times": words.TIMES,
    "reach_way": words.WAYS,
    "never_ways": words.NEVER,
    "shares": sentences.CATEGORIES,
    "categories": sentences.CATEGORIES,
    "recipient_kind": sentences.ASKERS,
    "purpose": sentences.PURPOSES,
    "exception": sentences.EXCEPTIONS,
    "until_event": sentences.EVENTS,
    "measures.WorkShown.asks": dict(WorkShown.Ask.choices),
    "peers.Availability.part": words.PARTS,
    "peers.LivedExperience.experience": words.EXPERIENCES,
    "peers.StepBack.shows": {
        "that": _("that you step back for a while"),
        "until": _("until when"),
        "helps": _("what would help"),
        "words": _("your own words"),
    },
    "participants.Consent.kind": sentences.KINDS,
}

"""What is said of things out there: plain words, lists of what is seen, needed and found."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

SAW: Mapping[str, Words] = {
    "people-sleeping": _("People sleeping outside"),
    "new-place": _("A new place where people stay"),
    "cleared": _("A place was cleared"),
    "needles": _("Used needles lying around"),
    "police": _("Police about"),
    "nobody": _("Nobody there"),
    "overdoses": _("People speak of overdoses"),
    "closed": _("Something people use is closed"),
}
NEEDS: Mapping[str, Words] = {
    "water": _("Water"),
    "food": _("Food"),
    "warm": _("Blankets, warm clothes"),
    "tent": _("A tent, a mat"),
    "shoes": _("Shoes, socks"),
    "hygiene": _("Things to wash with"),
    "wounds": _("Wound care"),
    "nurse": _("A nurse"),
    "naloxone": _("Naloxone"),
    "syringes": _("Syringes"),
    "pipes": _("Pipes"),
    "strips": _("Test strips"),
    "sharps": _("A sharps box"),
    "ride": _("A ride"),
    "bed": _("A bed"),
    "papers": _("Papers, an ID"),
    "charge": _("To charge a phone"),
    "pets": _("For an animal"),
    "talk": _("Somebody to talk to"),
}
MOST_PEOPLE = 2000
PLACE, NOTE = 120, 500
LATE = timedelta(days=31)  # what a phone may bring after so long
CLOCKS = timedelta(minutes=2)  # by which two clocks may differ


def plain(said: str, longest: int) -> str:
    """One line, without signs that nobody sees or that turn the writing round."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())[:longest]


def is_past(at: datetime, *, now: datetime) -> bool:
    """Something that happened: not in the future, and not in another season."""
    return now - LATE <= at <= now + CLOCKS


def in_order(said: Collection[str], of: Mapping[str, Words]) -> list[str]:
    return [slug for slug in of if slug in said]


def needed(said: Mapping[str, int]) -> dict[str, int] | None:
    """How many need what, in our order; None where it is not on our list or no number."""
    if not set(said) <= set(NEEDS) or any(
        isinstance(n, bool) or not isinstance(n, int) or not 0 <= n <= MOST_PEOPLE
        for n in said.values()
    ):
        return None
    return {slug: said[slug] for slug in NEEDS if said.get(slug)}

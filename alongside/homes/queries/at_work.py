"""Today in pictures, for whoever works here: all that is there, each in five words or fewer."""

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alongside.core.privacy import Words
from alongside.homes.queries.day import Day
from alongside.homes.queries.out_there import OutThere
from alongside.homes.queries.pictures import Picture
from alongside.shell import context as frame
from alongside.support import rules
from alongside.support.templatetags import walking as said

# Why somebody needs their peer: a picture, and what to do.
REASONS = {
    "wrote": ("mail", _lazy("Wrote to you")),
    "asked": ("clock", _lazy("Asks for a time")),
    "online": ("video", _lazy("You meet online today")),
    "meeting": ("users", _lazy("You meet today")),
    "call": ("phone", _lazy("Call today")),
    "new": ("heart-handshake", _lazy("Chose you: say hello")),
    "quiet": ("ear", _lazy("Quiet: wished to be missed")),
}
LATE = {"call": ("phone", _lazy("You promised to call"))}
DID_YOU = ("users", _lazy("Did you meet?"))
# What they want done when they are quiet.
MISSED = {
    "word": ("message-circle", _lazy("Quiet: send a word")),
    "ask": ("map-pin", _lazy("Quiet: look for them")),
    "hold": ("heart", _lazy("Quiet: think of them")),
}


def pictures(day: Day) -> list[Picture]:
    """Who needs them now first, then what they do most, then the rest of Today."""
    found = [*_calling(day.out_there), *_needing(day), *_first(), *_gently(day), *_rest(day)]
    return [each for each in found if each.url]


def _calling(there: OutThere) -> list[Picture]:
    at = frame.address
    found = []
    for call in there.calls:
        asked = call.why == "asked"
        words = _("Out there: asks for help") if asked else _("Out there: no answer")
        found.append(Picture("bell", words, at("outreach:shift", shift=call.shift_id)))
    if there.held:
        found.append(Picture("smartphone", _("Phone: answer it here"), at("capture:holds")))
    if there.kits:
        words = _("Somebody asks for naloxone")
        found.append(Picture("syringe", words, at("supplies:kit_requests")))
    if there.shown:
        found.append(
            Picture("leaf", _("A colleague shows you something"), at("measures:shown_to_me"))
        )
    for alert in there.alerts:
        url = at("outreach:alert", alert=alert.row.pk)
        found.append(Picture("triangle-alert", _("Warning: read this"), url, alert.row.sold_as))
    found = [Picture(one.icon, one.words, one.url, one.when, True) for one in found]
    if there.shift:
        due, url = there.shift.shift.due_at, at("outreach:shift", shift=there.shift.shift.pk)
        time = time_format(localtime(due), "TIME_FORMAT") if due else ""
        by_then = _("Say by %(time)s that you are well") % {"time": time} if time else ""
        found.append(Picture("footprints", _("You are out"), url, by_then))
    return found


def _needing(day: Day) -> list[Picture]:
    found = []
    for one in day.needing:
        why = one.reasons[0]
        icon, words = _why(why)
        url = frame.address("support:person", participant=one.participant_id)
        found.append(Picture(icon, str(words), url, _when(why), True, who=one.name))
    return found


def _when(why: rules.Reason) -> str:
    if why.at is None or why.kind == "quiet":
        return ""
    if why.kind in {"call", "meeting", "online"}:  # today
        return time_format(localtime(why.at), "TIME_FORMAT")
    return said.when(why.at)


def _why(why: rules.Reason) -> tuple[str, Words]:
    if why.kind == "late":
        return LATE.get(why.what, DID_YOU)
    if why.kind == "quiet" and why.what in MISSED:
        return MISSED[why.what]
    return REASONS[why.kind]


def _first() -> list[Picture]:
    at = frame.address
    return [
        Picture("plus", _("Log a contact"), at("support:log")),
        Picture("phone", _("Danger to life: call"), at("participants:danger")),
    ]


def _gently(day: Day) -> list[Picture]:
    at = frame.address
    found, grief = [], at("participants:grief")
    for gone in day.mourned:
        found.append(Picture("heart", _("Has died: what helps"), grief, who=str(gone.participant)))
    for person in day.ways_ending:
        url = at("participants:find", participant=person.pk)
        found.append(Picture("map-pin", _("Can they be found?"), url, who=str(person)))
    for one in day.gone_by:
        url = at("support:plan", participant=one.participant_id)
        found.append(Picture("sprout", _("A plan day passed"), url, who=one.name))
    for walk, what in day.planned:
        url = at("support:ahead", participant=walk.participant_id)
        found.append(Picture("calendar", what, url, who=walk.name))
    return found


def _rest(day: Day) -> list[Picture]:
    at, some = frame.address, bool(day.walking)
    return [
        Picture("users", _("People I walk with"), at("support:people") if some else ""),
        Picture("message-circle", _("Messages"), at("threads:messages") if some else ""),
        Picture("calendar", _("When do we meet?"), at("support:appointments") if some else ""),
        Picture("sun", _("My calendar"), at("homes:calendar")),
        Picture(
            "door-open", _("Who is here?"), at("homes:welcome"), needs_you=bool(day.would_talk)
        ),
        Picture("hand-helping", _("Who uses here now?"), at("sites:sites")),
        Picture("footprints", _("Who is out there?"), at("outreach:day")),
        Picture(
            "hand-heart",
            _("After an overdose"),
            at("followups:followups"),
            needs_you=bool(day.after_overdose),
        ),
        Picture("coffee", _("Guided talks"), at("support:talks")),
        Picture("inbox", _("Supplies"), at("supplies:stock")),
        Picture("syringe", _("Naloxone"), at("supplies:naloxone_loop")),
        Picture("layers", _("All of it at once"), at("capture:sheet")),
        Picture("smartphone", _("The field kit"), at("capture:kit")),
        Picture("lock", _("Lost a phone?"), at("capture:phones")),
        Picture("utensils", _("Groups we offer"), at("groups:desk") if some else ""),
        Picture("search", _("Look for somebody"), at("participants:seek") if some else ""),
        Picture("map-pin", _("Find help"), at("directory:find")),
        Picture("user", _("My profile"), at("peers:profile")),
        Picture("leaf", _("How is work for me?"), at("measures:own_work")),
    ]

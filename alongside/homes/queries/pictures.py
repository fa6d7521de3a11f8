"""My support in pictures: everything that is there, each in five words or fewer."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.accounts import actors
from alongside.homes import queries
from alongside.shell import context as frame

WORDS = 5


@dataclass(frozen=True, slots=True)
class Picture:
    """`words` are five at most; `who` is a name above them, `when` a day and a time beneath."""

    icon: str
    words: str
    url: str
    when: str = ""
    needs_you: bool = False
    who: str = ""


def pictures(by: actors.Actor, mine: queries.Mine) -> list[Picture]:
    """What needs them first, then who is with them, then what they can do."""
    found = [*_needing(mine), *_beside(mine), *_doing(mine), *_knowing()]
    return [each for each in found if each.url]


def _needing(mine: queries.Mine) -> list[Picture]:
    at = frame.address
    found = []
    if not mine.person.limits_heard_at:
        found.append(Picture("ear", _("Read this first"), at("participants:limits")))
    if mine.lost:
        found.append(Picture("key", _("Are your words lost?"), at("homes:support")))
    if mine.untold or mine.opened:
        found.append(Picture("eye", _("Somebody saw your record"), at("participants:looks")))
    if mine.askings:
        found.append(Picture("hand", _("Somebody asks about you"), at("participants:consents")))
    for line in mine.asked:
        url = at("referrals:referral", line.referral.pk)
        found.append(Picture("send", _("A referral needs you"), url))
    if mine.offered:
        found.append(Picture("calendar-plus", _("When can you meet?"), at("support:appointments")))
    if mine.unread:
        said = ngettext("%(n)s new message", "%(n)s new messages", mine.unread)
        found.append(Picture("mail", said % {"n": mine.unread}, at("threads:messages")))
    if mine.request and mine.request.state == "proposed":
        found.append(Picture("users", _("Choose your peer"), at("participants:request")))
    return [Picture(one.icon, one.words, one.url, one.when, True) for one in found]


def _beside(mine: queries.Mine) -> list[Picture]:
    found = []
    for one in mine.beside:
        said = _("%(name)s walks with you") % {"name": one.called}
        found.append(Picture("footprints", said, frame.address("support:walking")))
    if promise := mine.promise:
        when = date_format(localtime(promise.at), "DATETIME_FORMAT")
        said = _("%(name)s calls you") if promise.what == "call" else _("You meet %(name)s")
        icon = "phone" if promise.what == "call" else "calendar"
        said = said % {"name": promise.peer.name}
        found.append(Picture(icon, said, frame.address("homes:my_calendar"), when))
    if not mine.beside and not mine.request:
        found.append(Picture("hand-heart", _("Ask for a peer"), frame.address("participants:talk")))
    return found


def _doing(mine: queries.Mine) -> list[Picture]:
    at = frame.address
    return [
        Picture("message-circle", _("How are you?"), at("measures:checkin")),
        Picture("sprout", _("My plan"), at("support:plan")),
        Picture("map", _("My journey"), at("support:journey")),
        Picture("hourglass", _("Days I count"), at("support:counts"), _days(mine)),
        Picture("compass", _("Where am I now?"), at("participants:status")),
        Picture("calendar", _("What is on?"), at("homes:my_calendar")),
        Picture("coffee", _("Groups"), at("groups:groups")),
        Picture("mail", _("Write a message"), at("threads:messages") if mine.beside else ""),
        Picture("clock", _("Ask for a time"), at("support:appointments") if mine.beside else ""),
        Picture("send", _("My referrals"), at("referrals:referrals")),
        Picture("map-pin", _("Find help"), at("directory:find")),
    ]


def _days(mine: queries.Mine) -> str:
    if not mine.counted:
        return ""
    days = mine.counted[0].days
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _knowing() -> list[Picture]:
    at = frame.address
    return [
        Picture("eye", _("Who looked?"), at("participants:looks")),
        Picture("shield-check", _("What I agreed to"), at("participants:consents")),
        Picture("file-text", _("What is kept?"), at("rights:record")),
        Picture("lock", _("Who is kept out?"), at("participants:walls")),
        Picture("phone", _("How to reach me"), at("participants:reach")),
        Picture("search", _("How to find me"), at("participants:find")),
        Picture("heart", _("Good to know of me"), at("participants:about")),
        Picture("user", _("My name here"), at("participants:called")),
        Picture("quote", _("Who am I?"), at("participants:who")),
    ]

"""What was added, changed or is gone, as an Atom feed (RFC 4287)."""

import re
from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from alongside.core.privacy import Words
from alongside.directory import models
from alongside.directory.queries.feeds import News
from alongside.directory.templatetags import directory as said

NO_SIGN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Fields whose change somebody who goes there wants to know; the rest is 'other facts'.
FIELDS: dict[str, str] = {
    "weekday": "time", "start_minute": "time", "end_minute": "time", "rrule": "time",
    "starts_on": "time", "until_on": "time", "dates": "time", "address": "place",
    "street": "place", "town": "place", "latitude": "place", "longitude": "place",
    "location_name": "place", "location_notes": "place", "attendance": "how",
    "conference_url": "how", "conference_phone": "how", "name": "name", "schedules": "time",
}  # fmt: skip


def _named() -> dict[str, Words]:
    return {
        "time": _("the time"),
        "place": _("the place"),
        "how": _("how to take part"),
        "name": _("the name"),
        "other": _("other facts"),
    }


def feed(news: Iterable[News], *, at: str, address: str, now: datetime) -> str:
    """`at` is the address of our own site, `address` that of the feed."""
    entries = list(news)
    title = _("Meetings and services: what changed")
    updated = max((each.at for each in entries), default=now)
    return "".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
            f"<id>{escape(address)}</id><title>{escape(title)}</title>",
            f'<link rel="self" href={quoteattr(address)}/>',
            f"<link href={quoteattr(at + '/')}/>",
            f"<author><name>Alongside</name></author><updated>{updated.isoformat()}</updated>",
            *(_entry(each, at) for each in entries),
            "</feed>\n",
        )
    )


def _entry(each: News, at: str) -> str:
    kind = "meeting" if isinstance(each.listing, models.Meeting) else "service"
    page = f"{at}{said.address(each.listing.pk, f'directory:{kind}')}"
    return (
        f"<entry><id>urn:alongside:{escape(each.id)}</id><title>{escape(_title(each))}</title>"
        f"<link href={quoteattr(page)}/><updated>{each.at.isoformat()}</updated>"
        f"<category term={quoteattr(each.fate)}/>"
        f'<summary type="text">{escape(_clean(_summary(each)))}</summary></entry>'
    )


def _clean(text: str) -> str:
    """Without the signs that XML 1.0 has no place for, however they are written."""
    return NO_SIGN.sub("", text)


def _title(each: News) -> str:
    titles = {
        "added": _("New: %(name)s"),
        "changed": _("Changed: %(name)s"),
        "gone": _("No longer listed: %(name)s"),
    }
    return _clean(titles[each.fate] % {"name": each.listing.name})


def _where(listing: models.Meeting | models.Service) -> str:
    if isinstance(listing, models.Service):
        parts = [listing.organisation_name, listing.address]
    else:
        parts = [said.day_and_hours(listing), listing.town]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _summary(each: News) -> str:
    if each.fate == "gone":
        return _("Its own list stopped naming it. Please do not set out for it.")
    when = _where(each.listing)
    if each.fate == "added":
        return when
    names = _named()
    kinds = dict.fromkeys(FIELDS.get(field, "other") for field in each.fields)
    changed = ", ".join(str(names[kind]) for kind in kinds)
    what = _("What changed: %(what)s.") % {"what": changed}
    return " ".join(filter(None, (f"{when}." if when else "", what))) if changed else when

"""How it is said why somebody needs their peer, and what was promised.

In Python, not in a part of a template: these are drawn once for every person on a page, and
a part costs several times as much.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from alongside.shell import context as frame
from alongside.shell.templatetags import shell as tags
from alongside.support import models, queries, rules

register = template.Library()

# What they want done when they are quiet, as it is said to their peer.
HOW_MISSED = {
    "word": _lazy("They want a short word, and no question."),
    "ask": _lazy("Look where they said they may be found."),
    "hold": _lazy("They want you to think of them, and do nothing."),
}

PROMISED = {
    "call": _lazy("A call on %(day)s, %(at)s"),
    "online": _lazy("Meeting online on %(day)s, %(at)s"),
}
MEETING = _lazy("Meeting on %(day)s, %(at)s")
LAST = _lazy("Last together on %(day)s")


@register.simple_tag
def reason(why: rules.Reason) -> str:
    if why.at is None:
        return ""
    if why.kind == "late":
        said = (
            _("You promised to call on %(day)s, %(at)s. Not kept yet.")
            if why.what == models.Appointment.What.CALL
            else _("You were to meet on %(day)s, %(at)s. Did you?")
        )
        return said % {"day": tags.weekday(why.at), "at": _time(why.at)}
    if why.kind == "wrote":
        return _("Wrote to you on %(day)s, %(at)s") % {
            "day": tags.weekday(why.at),
            "at": _time(why.at),
        }
    if why.kind == "asked":
        return _("Asks you for a time")
    if why.kind == "online":
        return _("You meet online today at %(at)s") % {"at": _time(why.at)}
    if why.kind == "meeting":
        return _("You meet today at %(at)s") % {"at": _time(why.at)}
    if why.kind == "call":
        return _("You promised to call today at %(at)s") % {"at": _time(why.at)}
    if why.kind == "new":
        return _("Chose you on %(day)s. You have not met yet.") % {"day": _day(why.at)}
    quiet = ngettext(
        "Quiet for one day, and wished to be missed",
        "Quiet for %(n)s days, and wished to be missed",
        why.days,
    ) % {"n": why.days}
    how = HOW_MISSED.get(why.what)
    return f"{quiet}. {how}" if how else quiet


@register.filter
def when(at: datetime) -> str:
    """A day and a time, in the zone at hand."""
    return _("%(day)s, %(at)s") % {"day": tags.weekday(at), "at": _time(at)}


@register.simple_tag
def promised(promise: models.Appointment) -> str:
    said = str(PROMISED.get(promise.what, MEETING))
    return said % {"day": tags.weekday(promise.at), "at": _time(promise.at)}


@register.simple_tag
def people_rows(people: Iterable[queries.Walking]) -> SafeString:
    """Everybody whom a peer walks with: what was promised next, or when they met last."""
    rows = _Rows()
    return format_html_join("\n", "{}", ((rows.row(each),) for each in people))


class _Rows:
    """Rows of one page. A hundred of them have few days, hours and sentences between them: each
    is put into words once."""

    ROW = (
        '<li class="row person"><span class="row-text">'
        '<a class="row-title person-open" href="{}">{}</a>\n'
        '<span class="row-note">{}</span></span>{}</li>'
    )
    LOG = (
        '\n<a class="button button-second" href="{}">{}<span class="visually-hidden"> {}</span></a>'
    )

    def __init__(self) -> None:
        self.log, self.with_whom = _("Log"), _("a contact with %(name)s")
        self.last, self.not_met = str(LAST), _("Not met yet")
        self.unsaid = _("Has not said yes to writing things down")
        self.promised = {what: str(said) for what, said in PROMISED.items()}
        self.meeting = str(MEETING)
        self.days: dict[date, str] = {}
        self.short: dict[date, str] = {}
        self.times: dict[tuple[int, int], str] = {}

    def row(self, one: queries.Walking) -> SafeString:
        opens = frame.row_address("support:person", participant=one.participant_id)
        return format_html(self.ROW, opens, one.name, self._note(one), self._button(one))

    def _note(self, one: queries.Walking) -> str:
        if promise := one.next_promise:
            said = self.promised.get(promise.what, self.meeting)
            return said % self._when(promise.at)
        if one.last_contact_at:
            at = timezone.localtime(one.last_contact_at)
            if at.date() not in self.short:
                self.short[at.date()] = _day(at)
            return self.last % {"day": self.short[at.date()]}
        return self.not_met if one.recorded else self.unsaid

    def _when(self, moment: datetime) -> dict[str, str]:
        at = timezone.localtime(moment)
        day, minute = at.date(), (at.hour, at.minute)
        if day not in self.days:
            self.days[day] = tags.weekday(at)
        if minute not in self.times:
            self.times[minute] = _time(at)
        return {"day": self.days[day], "at": self.times[minute]}

    def _button(self, one: queries.Walking) -> str:
        if not one.recorded:
            return ""
        address = frame.row_address("support:log", participant=one.participant_id)
        return format_html(self.LOG, address, self.log, self.with_whom % {"name": one.name})


@register.simple_tag
def log_button(person: object, name: str) -> SafeString:
    """The button beside somebody's name; `person` is their id."""
    return format_html(
        '<a class="button" href="{}">{}<span class="visually-hidden"> {}</span></a>',
        frame.row_address("support:log", participant=person),
        _("Log"),
        _("a contact with %(name)s") % {"name": name},
    )


def _day(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "MONTH_DAY_FORMAT")


def _time(at: datetime) -> str:
    return formats.time_format(timezone.localtime(at), "TIME_FORMAT")

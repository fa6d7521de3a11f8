"""How it is said why somebody needs their peer, and what was promised.

In Python, not in a part of a template: these are drawn once for every person on a page, and
a part costs several times as much.
"""

from datetime import datetime

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from alongside.shell import context as frame
from alongside.shell.templatetags import shell as tags
from alongside.support import models, rules

register = template.Library()

# What they want done when they are quiet, as it is said to their peer.
HOW_MISSED = {
    "word": _lazy("They want a short word, and no question."),
    "ask": _lazy("Look where they said they may be found."),
    "hold": _lazy("They want you to think of them, and do nothing."),
}


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
    said = {
        "call": _("A call on %(day)s, %(at)s"),
        "online": _("Meeting online on %(day)s, %(at)s"),
    }.get(promise.what, _("Meeting on %(day)s, %(at)s"))
    return said % {"day": tags.weekday(promise.at), "at": _time(promise.at)}


@register.simple_tag
def last_together(at: datetime) -> str:
    return _("Last together on %(day)s") % {"day": _day(at)}


@register.simple_tag
def log_button(person: object, name: str, kind: str = "") -> SafeString:
    """The button beside somebody's name; `person` is their id, `kind` a look of the button."""
    return format_html(
        '<a class="button{}" href="{}">{}<span class="visually-hidden"> {}</span></a>',
        f" button-{kind}" if kind else "",
        frame.row_address("support:log", participant=person),
        _("Log"),
        _("a contact with %(name)s") % {"name": name},
    )


def _day(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "MONTH_DAY_FORMAT")


def _time(at: datetime) -> str:
    return formats.time_format(timezone.localtime(at), "TIME_FORMAT")

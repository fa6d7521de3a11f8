"""How it is said when a human reads, and why something did not go out."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext_lazy as _

from alongside.accounts import words as vocabulary
from alongside.core.privacy import Words
from alongside.participants.rules import reaching
from alongside.threads import models, rules

register = template.Library()

NOT_SENT: dict[str, Words] = {
    reaching.DIED: _("we send nothing any more"),
    reaching.AWAY: _("you are taking a pause, or have moved on"),
    reaching.WITHDRAWN: _("you do not agree to being supported now"),
    reaching.NEVER: _("you said never to reach you this way"),
    reaching.QUIET: _("it would have come in your quiet hours"),
    rules.STOPPED: _("you said stop"),
    rules.NO_LINE: _("you chose another way meanwhile"),
    rules.NO_AGREEMENT: _("what the law asks for is not signed here"),
    rules.NOT_SET_UP: _("this way is not set up here"),
    rules.OVER: _("there was nothing left to tell"),
    rules.FULL: _("the number or address did not take it"),
    "not-known": _("nobody can say whether it arrived"),
}


@register.filter
def reason_not(notice: models.Outgoing) -> Words:
    return NOT_SENT.get(notice.why, "") if notice.state != notice.State.QUEUED else ""


@register.filter
def days(chosen: Sequence[int]) -> str:
    return vocabulary.stretches(chosen)

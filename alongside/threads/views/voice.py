"""A telephone that rings here: somebody presses the digits of a ZIP code, hears the nearest three,
and is put through to somebody to talk with. Nothing of it is kept.

For gateways that telephone as Twilio does. What is pressed comes back to the same address, whose
query says the language and how far the call is; all of it is signed.
"""

from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import actors
from alongside.core import door
from alongside.directory.queries import texts
from alongside.threads import actions
from alongside.threads.views import hooks

VOICES = {"en": "en-US", "es": "es-US", "fr": "fr-CA"}
CHOICES = {"1": "en", "2": "es", "3": "fr"}
LONG = 5  # digits of a ZIP code
PUT_THROUGH, AGAIN = "1", "2"
# Gateways spell why nobody is named: anonymous, restricted, blocked, unknown, unavailable.
WITHHELD = {"", "anonymous", "266696687", "7378742833", "2562533", "8656696", "86282452253"}


@door.public
@require_POST
def telephone(request: HttpRequest) -> HttpResponse:
    """One step of a call."""
    fields = hooks.signed_form(request, request.get_full_path())
    if isinstance(fields, HttpResponse):
        return fields
    pressed, told = fields.get("Digits", ""), request.GET.get("told", "")
    language = request.GET.get("in", "")
    language = CHOICES.get("" if told else pressed, language if language in VOICES else "en")
    with translation.override(language):
        if told and pressed == PUT_THROUGH and (number := texts.to_talk_with()):
            return _said(f"<Dial>{escape(number)}</Dial>")
        digits = told if told and pressed == AGAIN else pressed
        if not (len(digits) == LONG and digits.isascii() and digits.isdigit()):
            return _said(_gather(_ask(), LONG, language) if not told else "<Hangup/>")
        by = actors.system("a telephone rang")
        lines = actions.ask_by_phone(by=by, number=_whose(fields)[:40], digits=digits)
        return _said(_read_out(lines, digits, language))


def _whose(fields: dict[str, str]) -> str:
    """By what their questions are counted: all who withhold their number are not one caller."""
    number = fields.get("From", "")
    is_withheld = number.casefold().removeprefix("+").removeprefix("1") in WITHHELD
    return fields.get("CallSid", "") if is_withheld else number


def _ask() -> list[str]:
    words = _("We help you find support near you. Press the five digits of your ZIP code.")
    return [words, "Para español, marque 2 y la almohadilla. Pour le français, faites le 3, dièse."]


def _read_out(lines: list[str], digits: str, language: str) -> str:
    if not lines:
        return _spoken([_("We can’t tell you now. Call again later.")], language) + "<Hangup/>"
    choice = _("Press 1 to be put through to somebody to talk with. Press 2 to hear it again.")
    return _gather([*lines, choice], 1, language, told=digits)


def _gather(words: list[str], digits: int, language: str, told: str = "") -> str:
    """Words, and digits waited for while they are read and a little longer."""
    back = f"{reverse('voice-hook')}?in={language}" + (f"&told={told}" if told else "")
    waits = f'numDigits="{digits}" timeout="10" action={quoteattr(back)} method="POST"'
    return f"<Gather {waits}>{_spoken(words, language)}</Gather><Hangup/>"


def _spoken(words: list[str], language: str) -> str:
    voice = VOICES[language]
    said = (f'<Say language="{voice}">{escape(each)}</Say>' for each in words)
    return '<Pause length="1"/>'.join(said)


def _said(inside: str) -> HttpResponse:
    whole = f'<?xml version="1.0" encoding="UTF-8"?><Response>{inside}</Response>'
    return HttpResponse(whole, content_type="text/xml")

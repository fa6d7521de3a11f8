"""A form that was kept, and comes again with other words in it.

Every form that writes carries an `id`, so that sending it twice is once: the action gives back
what was kept the first time. Whoever went back, changed a word and sent it again would never hear
that the second was not kept. So the browser carries, for the last few forms that were kept, a
keyed digest of the id and one of what was in it: nothing that says what, when or about whom, and
nothing more to write down on our side. What comes from a phone or a program asks nothing here.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from alongside.core import errors, ids, keyring

NAME = f"{settings.COOKIE_PREFIX}forms-kept"  # of the cookie
MOST = 8
LONG = 16  # of each digest: told apart among eight, and no way back
BESIDE = {"csrfmiddlewaretoken", "draft", "id"}  # not what somebody said


class Twice(errors.Problem):
    """It was kept already, and said something else then."""

    status = 409


@dataclass(frozen=True, slots=True)
class Form:
    """A form that can be kept once."""

    request: HttpRequest
    form: BaseForm
    id: str  # as a digest
    said: str  # as a digest

    @classmethod
    def of(cls, request: HttpRequest, form: BaseForm) -> "Form | None":
        """None where nobody is in, and for changes to something that is there: an edit carries
        its version, or the address names what it is about."""
        rule = getattr(request, "rule", None)
        found = form.cleaned_data.get("id")
        if rule is None or rule.public or "version" in form.fields:
            return None
        if not isinstance(found, uuid.UUID) or str(found) in request.path:
            return None
        return cls(request, form, _digest(str(found)), _digest_of_form(request))

    def said_otherwise(self) -> errors.Problem | None:
        """What is true, where it was kept with other words. Sent again after this it is one
        more, under an id of its own."""
        for id, said in _held(self.request):
            if id == self.id and said != self.said:
                data: Any = self.request.POST.copy()
                data[self.form.add_prefix("id")] = str(ids.new())
                self.form.data = data
                return _problem()
        return None

    def remember(self) -> None:
        vars(self.request)[NAME] = self


def carried(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: the browser carries on what was just kept."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        just: Form | None = vars(request).get(NAME)
        held = _held(request)
        if just is not None and just.id not in dict(held):
            kept = [*held, (just.id, just.said)][-MOST:]
            response.set_cookie(
                NAME,
                ".".join(id + said for id, said in kept),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return answered


def _held(request: HttpRequest) -> list[tuple[str, str]]:
    each = request.COOKIES.get(NAME, "").split(".")
    return [(one[:LONG], one[LONG:]) for one in each if len(one) == 2 * LONG][-MOST:]


def _digest_of_form(request: HttpRequest) -> str:
    said = sorted((name, each) for name, each in request.POST.lists() if name not in BESIDE)
    sent: Any = request.FILES
    files = sorted((name, file.name, file.size) for name, file in sent.items())
    return _digest(repr((said, files)))


def _digest(text: str) -> str:
    return keyring.digest(text, use="form-kept")[:LONG]


def _problem() -> Twice:
    return Twice(
        _("You sent this page before. It was kept as it was then."),
        kept=_("What you changed since then is not kept yet."),
        todo=_(
            "To change what was kept, open it and change it there. To keep this as one more, "
            "send it again."
        ),
    )

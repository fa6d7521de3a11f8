"""A form that was kept, and comes again with other words in it.

Every form that writes carries an `id`, so that sending it twice is once: the action gives back
what was kept the first time. Whoever went back, changed a word and sent it again would never hear
that the second was not kept. So the session remembers of its last forms what was in them, as a
keyed digest, and when. What comes from a phone or a program has no session, and asks nothing here.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alongside.core import clock, errors, ids, keyring

KEPT = "forms-kept"  # in a session: of each form its id, what was in it, and when it was kept
MOST = 20
BESIDE = {"csrfmiddlewaretoken", "draft", "id"}  # not what somebody said


class Twice(errors.Problem):
    """It was kept already, and said something else then."""

    status = 409


@dataclass(frozen=True, slots=True)
class Form:
    """A form that can be kept once."""

    request: HttpRequest
    form: BaseForm
    id: str
    said: str

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
        return cls(request, form, str(found), _digest(request))

    def said_otherwise(self) -> errors.Problem | None:
        """What is true, where it was kept with other words. Sent again after this it is one
        more, under an id of its own."""
        for id, said, at in self.request.session.get(KEPT, ()):
            if id == self.id and said != self.said:
                data: Any = self.request.POST.copy()
                data[self.form.add_prefix("id")] = str(ids.new())
                self.form.data = data
                return _problem(datetime.fromisoformat(at))
        return None

    def remember(self) -> None:
        held = self.request.session.get(KEPT, [])
        if not any(id == self.id for id, _said, _at in held):
            now = clock.now().isoformat()
            self.request.session[KEPT] = [*held, [self.id, self.said, now]][-MOST:]


def _digest(request: HttpRequest) -> str:
    said = sorted((name, each) for name, each in request.POST.lists() if name not in BESIDE)
    sent: Any = request.FILES
    files = sorted((name, file.name, file.size) for name, file in sent.items())
    return keyring.digest(repr((said, files)), use="form-kept")[:24]


def _problem(at: datetime) -> Twice:
    when = time_format(localtime(at), "TIME_FORMAT")
    return Twice(
        _("You sent this page before (%(time)s), and it was kept as it was then.") % {"time": when},
        kept=_("What you changed since then is not kept yet."),
        todo=_(
            "To change what was kept, open it and change it there. To keep this as one more, "
            "send it again."
        ),
    )

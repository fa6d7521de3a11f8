"""To which programme does somebody belong?"""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions, forms
from alongside.participants.queries import agreeing
from alongside.shell import context as frame

PAGE = "programme"  # as looks name it


@access.needs(P.WISH_TELL)
@never_cache
def programme(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """For whoever walks with them."""
    back = frame.address("support:person", participant=participant)
    return _page(request, participant, P.WISH_TELL, actions.set_programme, back)


@access.needs(P.PARTICIPANT_WELCOME)
@never_cache
def sort_into(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """For a coordinator, beside what somebody asks for."""
    back = frame.address("homes:requests")
    return _page(request, pk, P.PARTICIPANT_WELCOME, actions.sort_into, back)


def _page(
    request: access.Request,
    participant: uuid.UUID,
    permission: P,
    act: Callable[..., None],
    back: str,
) -> HttpResponse:
    person = actions.look(by=request.by, participant=participant, permission=permission, page=PAGE)
    form = forms.Programme(
        request.POST or None,
        programmes=agreeing.programme_choices(request.by),
        initial={"programme": person.programme_id or "", "version": person.version},
    )
    tried = door.tried(
        request, form, lambda: act(by=request.by, participant=person.pk, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Written down. They read that you did."))
        return redirect(back or "accounts:home")
    context = {"person": person, "form": form, "back": back}
    return render(request, "participants/programme.html", context, status=tried.status)

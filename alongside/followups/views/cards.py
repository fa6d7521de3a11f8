"""Whoever holds a card, with no account and no cookie; and a participant's own page."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, scope
from alongside.followups import actions, forms, queries
from alongside.participants import queries as people


@door.public
@never_cache
@sensitive_post_parameters()
def card(request: HttpRequest) -> HttpResponse:
    """What do you want? First the words; then, in the same address, what is said with them."""
    if "opened" in request.POST:
        return _held(request)
    form = forms.Words(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.open_card(
            by=actors.system("the words of a card"),
            words=form.cleaned_data["words"],
            address=door.address(request),
        ),
    )
    if tried.is_done:
        held = tried.result
        return _show(request, held.pk, held.organisation_id, queries.opened(held))
    return render(request, "followups/card.html", {"form": form}, status=tried.status)


def _held(request: HttpRequest) -> HttpResponse:
    known = queries.still_opened(request.POST["opened"])
    if known is None:
        raise errors.Gone(
            _("Half an hour has gone by, so this page was closed."),
            kept=_("Nothing was changed."),
            todo=_("Type the words on your card once more."),
        )
    card, organisation = known
    by = actors.system("the words of a card", organisation_id=organisation)
    if request.POST.get("stop"):
        with scope.within(organisation):
            actions.stop_with_card(by=by, card=card)
        return render(request, "followups/stopped.html")
    form = forms.OnCard(request.POST)

    def change() -> None:
        with scope.within(organisation):
            actions.change_with_card(by=by, card=card, yes=form.yes())

    tried = door.tried(request, form, change)
    opened = request.POST["opened"]
    if tried.is_done:
        return _show(request, card, organisation, opened, said=True)
    return _show(request, card, organisation, opened, form=form, status=tried.status)


def _show(
    request: HttpRequest,
    card: uuid.UUID,
    organisation: uuid.UUID,
    token: str,
    *,
    form: Any = None,
    said: bool = False,
    status: int = 200,
) -> HttpResponse:
    by = actors.system("the words of a card", organisation_id=organisation)
    with scope.within(organisation):
        one = queries.on_card(by, card)
        language = one.row.language
        blank = forms.OnCard(initial={"opened": token, "language": language})
        context = {"one": one, "form": form or blank, "token": token, "said": said}
        return render(request, "followups/held_card.html", context, status=status)


@access.needs(P.SUPPORT_READ)
def own_followups(request: access.Request) -> HttpResponse:
    """Who is in touch with me after an overdose?"""
    person = people.own(request.by)
    context = {"rows": queries.own(request.by, person)}
    return render(request, "followups/own_followups.html", context)


@access.needs(P.CONSENT_WITHDRAW)
@require_POST
def stop(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    actions.stop(by=request.by, followup=followup)
    messages.success(request, _("Nobody is in touch about this any more."))
    return redirect("followups:own_followups")

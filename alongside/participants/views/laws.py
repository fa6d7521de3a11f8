"""Which law protects the people of each programme: an administrator's page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors
from alongside.participants import actions
from alongside.participants.forms import agreeing as shapes
from alongside.participants.queries import agreeing


@access.needs(P.ORGANISATION_EDIT)
def laws(request: access.Request) -> HttpResponse:
    """Until one is chosen, nothing about anybody leaves."""
    sent = shapes.Law(request.POST or None)
    tried = door.tried(
        request,
        sent,
        lambda: actions.choose_regime(by=request.by, **sent.cleaned_data),
        at_the_door=errors.Missing,  # no programme on this page would show it
    )
    if tried.is_done:
        return redirect("participants:laws")
    rows = [(under, _form(under, sent)) for under in agreeing.programmes(request.by)]
    return render(request, "participants/laws.html", {"rows": rows}, status=tried.status)


def _form(under: agreeing.Under, sent: shapes.Law) -> shapes.Law:
    """One form a programme; the one that was sent keeps what was typed."""
    row = under.programme
    if sent.data.get("programme") == str(row.pk):
        return sent
    start = {
        "programme": row.pk,
        "version": row.version,
        "regime": row.regime,
        "minors_from": row.minors_from,
    }
    return shapes.Law(initial=start, auto_id=f"{row.pk}_%s")

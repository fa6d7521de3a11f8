"""Where one is signed in, and staying so."""

import uuid

from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from alongside.accounts import access, actions, queries, sessions
from alongside.accounts.access import Permission as P


@access.needs(P.ACCOUNT_KEEP)
def signed_in(request: access.Request) -> HttpResponse:
    """Every browser that is let in as oneself, this one first."""
    here = sessions.handle_of(request)
    return render(request, "accounts/signed_in.html", {"stays": queries.stays(request.by, here)})


@access.needs(P.ACCOUNT_KEEP)
@require_POST
def end_session(request: access.Request, session: uuid.UUID) -> HttpResponse:
    here = session == sessions.handle_of(request)
    actions.end_session(by=request.by, session=session)
    if here:
        auth.logout(request)
        return redirect("accounts:sign_in")
    return redirect("accounts:signed_in")


@access.needs(P.ACCOUNT_KEEP)
@require_POST
def end_other_sessions(request: access.Request) -> HttpResponse:
    actions.end_other_sessions(by=request.by, but=sessions.handle_of(request))
    return redirect("accounts:signed_in")


@access.needs(P.ACCOUNT_KEEP)
@require_POST
def stay(request: access.Request) -> HttpResponse:
    """Somebody is still there, and does not want to lose what they type. Answers with the
    seconds that are left."""
    sessions.note(request)
    left = sessions.seconds_left(request, request.by)
    return HttpResponse(str(left), content_type="text/plain")

"""Somebody has shown who they are: a session begins."""

from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from alongside.accounts import actions, models, queries, sessions
from alongside.accounts.views import typed
from alongside.core import clock, ids, scope

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF = "half_in"  # the passphrase was right; the second lock is still shut


def come_in(
    request: HttpRequest, person: Any, hat: models.Membership, onward: str, *, kept: str = ""
) -> HttpResponse:
    """For somebody who knows their passphrase: signed in, or asked for their second lock. `kept`
    is what they typed before, sealed."""
    if not queries.factors_of(person.pk):
        begin_session(request, person, hat)
        typed.take_up(request, kept)
        return redirect(onward)
    request.session.flush()
    request.session[HALF] = {
        "person": str(person.pk),
        "at": int(clock.now().timestamp()),
        "next": onward,
        "hat": str(hat.pk),
        "waiting": str(ids.new()),
        "kept": kept,
    }
    return redirect("accounts:second")


def begin_session(request: HttpRequest, person: Any, hat: models.Membership) -> None:
    """A new session that holds nothing of the one before."""
    request.session.flush()
    before = person.last_login  # Django moves it on
    auth.login(request, person, backend=BACKEND)
    sessions.was_here(request, before)
    request.session[queries.HAT] = str(hat.pk)
    sessions.begin(request)
    by = queries.actor_as(hat)
    with scope.within(by.organisation_id):
        actions.sign_in(by=by)


def begin_key_session(request: HttpRequest, key: models.ReturnKey) -> None:
    """It ends with the browser: the phone may be somebody else's."""
    request.session.update(queries.session_of(key))
    sessions.was_here(request, key.used_before_at)
    sessions.begin(request)
    request.session.set_expiry(0)

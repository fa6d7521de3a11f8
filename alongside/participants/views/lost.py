"""Who has lost their words? Said by a peer, confirmed by somebody else, stopped by their holder."""

import uuid

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors, ids
from alongside.participants import actions, forms, queries
from alongside.participants.queries import lost


@access.needs(P.KEY_LOST_SAY)
def say_key_lost(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """The peer who walks with them has seen them, and says so."""
    person = actions.look(
        by=request.by, participant=participant, permission=P.KEY_LOST_SAY, page="lost-words"
    )
    problem = None
    if request.method == "POST":
        made = ids.parse(request.POST.get("id", "")) or ids.new()
        try:
            actions.say_key_lost(by=request.by, id=made, participant=participant)
            return redirect("participants:say_key_lost", participant)
        except errors.Problem as found:
            problem = found
    page = {
        "person": person,
        "waiting": lost.of(request.by, participant),
        "form_id": ids.new(),
        "problem": problem,
    }
    status = problem.status if problem else 200
    return render(request, "participants/say_key_lost.html", page, status=status)


@access.needs(P.KEY_LOST_CONFIRM)
def lost_keys(request: access.Request) -> HttpResponse:
    """Everybody who waits for new words."""
    return render(request, "participants/lost_keys.html", {"waiting": lost.waiting(request.by)})


@access.needs(P.KEY_LOST_CONFIRM)
@access.step_up
@require_POST
def confirm_key_lost(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.confirm_key_lost(by=request.by, lost_key=pk)
    return redirect("participants:lost_keys")


@access.needs(P.RETURN_KEY_MAKE)
@require_POST
def stop_lost_key(request: access.Request) -> HttpResponse:
    actions.stop_lost_key(by=request.by)
    return redirect("accounts:home")


@access.needs(P.PARTICIPANT_WELCOME)
@access.step_up
@never_cache
@sensitive_post_parameters()
def replace_lost_key(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """They type a word of their own, unseen; then the slip with six more, shown once."""
    found = queries.at_the_door(request.by, pk, now=clock.now())
    here = get_language() or "en"
    words_in = found.language if found.language in dict(settings.LANGUAGES) else here
    form = forms.OwnWord(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.replace_lost_key(
            by=request.by,
            id=form.cleaned_data["id"],
            participant=pk,
            own_word=form.cleaned_data["own_word"],
            language=words_in,
        ),
        at_the_door=errors.Gone,
    )
    if tried.is_done:
        words = tried.result
        if words:
            slip = {"words": words.split(), "words_in": words_in}
            return render(request, "participants/words_handed.html", slip)
        return redirect("participants:lost_keys")
    page = {"form": form, "words_in": words_in}
    return render(request, "participants/replace_lost_key.html", page, status=tried.status)

"""Who stands at the door? A coordinator welcomes somebody, and hands them six words."""

import uuid

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors
from alongside.participants import actions, forms, queries


@access.needs(P.PARTICIPANT_WELCOME)
def welcome(request: access.Request) -> HttpResponse:
    """The form, filled in together; then the screen is turned to them."""
    form = forms.Welcome(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.welcome(
            by=request.by,
            id=form.cleaned_data["id"],
            alias=form.cleaned_data["alias"],
            language=form.cleaned_data["language"],
            reach=form.reach(),
            asks=form.cleaned_data["asks"],
        ),
    )
    if tried.is_done:
        return redirect("participants:hand_words", pk=form.cleaned_data["id"])
    return render(request, "participants/welcome.html", {"form": form}, status=tried.status)


@access.needs(P.PARTICIPANT_WELCOME)
@never_cache
@sensitive_post_parameters()
def hand_words(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """They type a word of their own, unseen; then the slip with six more, which is shown in
    this answer only."""
    found = queries.at_the_door(request.by, pk, now=clock.now())
    here = get_language() or "en"
    words_in = found.language if found.language in dict(settings.LANGUAGES) else here
    form, status = forms.OwnWord(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            words = actions.hand_words(
                by=request.by,
                id=said["id"],
                participant=pk,
                own_word=said["own_word"],
                language=words_in,
            )
        except errors.Gone:
            found = queries.at_the_door(request.by, pk, now=clock.now())
            status = errors.Gone.status
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            if words:
                slip = {"words": words.split(), "words_in": words_in}
                return render(request, "participants/words_handed.html", slip)
            return redirect("participants:hand_words", pk=pk)
    elif request.method == "POST":
        status = 422
    page = {"form": form, "door": found, "words_in": words_in}
    return render(request, "participants/hand_words.html", page, status=status)

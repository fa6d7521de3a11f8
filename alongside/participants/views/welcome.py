"""Who stands at the door? A coordinator welcomes somebody, and hands them six words."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants import actions, forms


@access.needs(P.PARTICIPANT_WELCOME)
@never_cache
@sensitive_post_parameters()
def welcome(request: access.Request) -> HttpResponse:
    """The form; then the six words to hand over, which are shown in this answer only."""
    form = forms.Welcome(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        spoken = said["language"]
        words_in = spoken if spoken in dict(settings.LANGUAGES) else get_language() or "en"
        try:
            welcomed = actions.welcome(
                by=request.by,
                id=said["id"],
                alias=said["alias"],
                language=spoken,
                reach=form.reach(),
                asks=said["asks"],
                key_language=words_in,
            )
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            context = {
                "welcomed": welcomed,
                "words": welcomed.words.split(),
                "words_in": words_in,
                "asks": said["asks"],
            }
            return render(request, "participants/welcomed.html", context)
    elif request.method == "POST":
        status = 422
    return render(request, "participants/welcome.html", {"form": form}, status=status)

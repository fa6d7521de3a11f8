"""Talk with a peer: somebody unknown asks. No account, no cookie, no trace of who they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import actors
from alongside.core import door, scope
from alongside.participants import actions, forms, queries


@door.public
@never_cache
@sensitive_post_parameters()
def talk(request: HttpRequest) -> HttpResponse:
    """The form; then the six words, which are shown in this answer only."""
    organisations = queries.answering()
    form = forms.Talk(request.POST or None, organisations=organisations)
    tried = door.tried(request, form, lambda: _ask(request, form))
    if tried.is_done:
        asked = tried.result
        organisation = next(o for o in organisations if o.pk == form.organisation_id())
        context = {
            "organisation": organisation,
            "asked": asked,
            "words": asked.words.split(),
            "way": form.reach().way,
        }
        return render(request, "participants/asked.html", context)
    context = {"form": form, "organisations": organisations}
    return render(request, "participants/talk.html", context, status=tried.status)


def _ask(request: HttpRequest, form: forms.Talk) -> actions.Begun:
    organisation_id = form.organisation_id()
    with scope.within(organisation_id):
        return actions.ask(
            by=actors.system("public request", organisation_id=organisation_id),
            id=form.cleaned_data["id"],
            wish=form.wish(),
            reach=form.reach(),
            alias=form.cleaned_data["alias"],
            key_language=translation.get_language() or "en",
            address=door.address(request),
        )

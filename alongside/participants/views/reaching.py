"""How may we reach you, and how never?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions, queries
from alongside.participants.forms import reaching


@access.needs(P.REQUEST_ASK)
def reach(request: access.Request) -> HttpResponse:
    me = queries.own(request.by)
    same = ("reach_way", "reach_how", "never_ways", "quiet_from", "quiet_until", "safe_words")
    start = {name: getattr(me, name) for name in (*same, "version")} | {"never": me.reach_never}
    form = reaching.Reach(request.POST or None, initial=start, of=me)
    tried = door.tried(
        request,
        form,
        lambda: actions.change_reach(
            by=request.by,
            reach=form.reach(),
            quiet_from=form.cleaned_data["quiet_from"],
            quiet_until=form.cleaned_data["quiet_until"],
            safe_words=form.cleaned_data["safe_words"],
            version=form.cleaned_data["version"],
        ),
    )
    if tried.is_done:
        messages.success(request, _("Kept. Whoever walks with you reads it from now on."))
        return redirect("participants:reach")
    return render(request, "participants/reach.html", {"form": form}, status=tried.status)

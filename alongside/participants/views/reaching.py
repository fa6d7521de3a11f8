"""How may we reach you, and how never?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants import actions, queries
from alongside.participants.forms import reaching


@access.needs(P.REQUEST_ASK)
def reach(request: access.Request) -> HttpResponse:
    me = queries.own(request.by)
    same = ("reach_way", "reach_how", "never_ways", "quiet_from", "quiet_until", "safe_words")
    start = {name: getattr(me, name) for name in (*same, "version")} | {"never": me.reach_never}
    form, status = reaching.Reach(request.POST or None, initial=start), 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_reach(
                by=request.by,
                reach=form.reach(),
                quiet_from=said["quiet_from"],
                quiet_until=said["quiet_until"],
                safe_words=said["safe_words"],
                version=said["version"],
            )
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            messages.success(request, _("Kept. Whoever walks with you reads it from now on."))
            return redirect("participants:reach")
    elif request.method == "POST":
        status = 422
    return render(request, "participants/reach.html", {"form": form}, status=status)

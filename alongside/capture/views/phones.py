"""Which phones are ready for the field? And cutting one off that was lost."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.capture import actions, queries
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
def phones(request: access.Request) -> HttpResponse:
    found = queries.phones(request.by)
    context = {"found": found, "waiting": queries.how_many_wait(request.by)}
    return places.page(request, "capture/phones.html", context)


@require_POST
@access.needs(P.FIELD_WORK)
def cut_off(request: access.Request, device: uuid.UUID) -> HttpResponse:
    actions.cut_off(by=request.by, device=device)
    messages.success(request, _("Cut off. It empties itself when it next has signal."))
    return redirect("capture:phones")

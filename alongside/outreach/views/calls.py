"""Somebody does not answer, or needs help: who calls them?"""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import ids
from alongside.outreach import actions, queries


@access.needs(P.FIELD_WORK)
@require_POST
def ask_for_help(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    """One tap: whoever can come is called."""
    wanted = ids.parse(request.POST.get("id", "")) or ids.new()
    actions.ask_for_help(by=request.by, id=wanted, shift=shift)
    messages.success(request, _("Your colleagues are called. If a life is in danger, call first."))
    return redirect("outreach:shift", shift=shift)


@access.needs(P.FIELD_WORK)
@require_POST
def take_call(request: access.Request, call: uuid.UUID) -> HttpResponse:
    row = queries.call(request.by, call)
    actions.take_call(by=request.by, call=call)
    return redirect("outreach:shift", shift=row.shift_id)


@access.needs(P.FIELD_WORK)
@require_POST
def answer_call(request: access.Request, call: uuid.UUID) -> HttpResponse:
    row = queries.call(request.by, call)
    actions.answer_call(by=request.by, call=call, outcome=request.POST.get("outcome", ""))
    messages.success(request, _("Written down. Everybody sees that it is over."))
    return redirect("outreach:shift", shift=row.shift_id)

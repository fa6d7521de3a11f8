"""For editors: on which days does a meeting differ?"""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.directory import models
from alongside.directory.actions import dates as actions
from alongside.directory.forms import dates as forms
from alongside.directory.queries import timetables
from alongside.directory.queries import truth as queries


@access.needs(P.DIRECTORY_EDIT)
def dates(request: access.Request, listing: uuid.UUID) -> HttpResponse:
    row = queries.editable(request.by, "meetings", listing)
    assert isinstance(row, models.Meeting)
    form = forms.Differs(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.keep_date(by=request.by, meeting=listing, said=form.said())
    )
    if tried.is_done:
        return redirect("directory:dates", listing=listing)
    context = {"row": row, "form": form, "dates": timetables.coming(row, now=clock.now())}
    return render(request, "directory/dates.html", context, status=tried.status)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def drop_date(request: access.Request, listing: uuid.UUID, date: int) -> HttpResponse:
    actions.drop_date(by=request.by, meeting=listing, date=date)
    return redirect("directory:dates", listing=listing)

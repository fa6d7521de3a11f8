"""What was brought to be checked, and what is in it?"""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.outreach import actions, forms
from alongside.outreach.queries import samples as queries
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
def samples(request: access.Request) -> HttpResponse:
    """What was brought to be checked?"""
    return places.page(request, "outreach/samples.html", {"samples": queries.lately(request.by)})


@access.needs(P.FIELD_WORK)
def take_sample(request: access.Request) -> HttpResponse:
    """What should be checked? A number is made for a slip."""
    form = forms.TakeSample(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.take_sample(
            by=request.by, site=places.site_of(request), **form.cleaned_data
        ),
    )
    if tried.is_done:
        return redirect("outreach:sample", sample=tried.result.pk)
    return places.page(request, "outreach/take_sample.html", {"form": form}, status=tried.status)


@access.needs(P.FIELD_WORK)
def sample(request: access.Request, sample: uuid.UUID) -> HttpResponse:
    """What is in it? With its number, for the slip."""
    return _page(request, sample, forms.AddResult())


@access.needs(P.FIELD_WORK)
@require_POST
def add_result(request: access.Request, sample: uuid.UUID) -> HttpResponse:
    form = forms.AddResult(request.POST)
    tried = door.tried(
        request, form, lambda: actions.add_result(by=request.by, sample=sample, **form.said)
    )
    if tried.is_done:
        messages.success(request, _("Whoever holds the number can read it now."))
        return redirect("outreach:sample", sample=sample)
    return _page(request, sample, form, tried.status)


@access.needs(P.FIELD_WORK)
@require_POST
def take_back_result(request: access.Request, result: uuid.UUID) -> HttpResponse:
    row = actions.take_back_result(by=request.by, result=result)
    messages.success(request, _("Taken back. Nobody reads it any more."))
    return redirect("outreach:sample", sample=row.sample_id)


def _page(
    request: access.Request, sample: uuid.UUID, form: forms.AddResult, status: int = 200
) -> HttpResponse:
    address = request.build_absolute_uri(reverse("outreach:drug_checking"))
    context = {"one": queries.one(request.by, sample), "form": form, "address": address}
    return places.page(request, "outreach/sample.html", context, status=status)

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
from alongside.core import errors
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
    form, status = forms.TakeSample(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.take_sample(
                    by=request.by, site=places.site_of(request), **form.cleaned_data
                )
                return redirect("outreach:sample", sample=row.pk)
            except errors.Problem as problem:
                status = errors.onto(form, problem)
    return places.page(request, "outreach/take_sample.html", {"form": form}, status=status)


@access.needs(P.FIELD_WORK)
def sample(request: access.Request, sample: uuid.UUID) -> HttpResponse:
    """What is in it? With its number, for the slip."""
    return _page(request, sample, forms.AddResult())


@access.needs(P.FIELD_WORK)
@require_POST
def add_result(request: access.Request, sample: uuid.UUID) -> HttpResponse:
    form, status = forms.AddResult(request.POST), 422
    if form.is_valid():
        try:
            actions.add_result(by=request.by, sample=sample, **form.said)
            messages.success(request, _("Whoever holds the number can read it now."))
            return redirect("outreach:sample", sample=sample)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    return _page(request, sample, form, status)


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

"""What is going round, and who has checked it?"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.outreach import actions, forms
from alongside.outreach.queries import alerts as queries
from alongside.outreach.queries import samples
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
def alerts(request: access.Request) -> HttpResponse:
    """What is going round?"""
    now = clock.now()
    context = {
        "live": queries.for_field(request.by, now=now),
        "over": queries.over(request.by, now=now),
        "may_check": queries.may_check(request.by),
    }
    return places.page(request, "outreach/alerts.html", context)


@access.needs(P.FIELD_WORK)
def draft_alert(request: access.Request) -> HttpResponse:
    """What should colleagues know? From a sample, what was found is filled in."""
    form = forms.DraftAlert(request.POST or None, initial=_from_sample(request))
    tried = door.tried(
        request,
        form,
        lambda: actions.draft_alert(
            by=request.by,
            id=form.cleaned_data["id"],
            said=queries.said(place=form.cleaned_data["place"], **form.said),
        ),
    )
    if tried.is_done:
        messages.success(request, _("Your colleagues see it now, as not checked yet."))
        return redirect("outreach:alert", alert=tried.result.pk)
    return places.page(request, "outreach/draft_alert.html", {"form": form}, status=tried.status)


@access.needs(P.FIELD_WORK)
def change_alert(request: access.Request, alert: uuid.UUID) -> HttpResponse:
    """Said better, while only colleagues read it."""
    one = queries.one(request.by, alert, now=clock.now())
    form = forms.DraftAlert(request.POST or None, initial=queries.as_typed(one.row))
    tried = door.tried(
        request,
        form,
        lambda: actions.change_alert(
            by=request.by,
            alert=alert,
            version=form.cleaned_data["version"] or 0,
            said=queries.said(place=form.cleaned_data["place"], **form.said),
        ),
    )
    if tried.is_done:
        return redirect("outreach:alert", alert=alert)
    context = {"form": form, "one": one}
    return places.page(request, "outreach/draft_alert.html", context, status=tried.status)


@access.needs(P.FIELD_WORK)
def alert(request: access.Request, alert: uuid.UUID) -> HttpResponse:
    """Is it so, and who has checked it?"""
    return _page(request, alert)


@access.needs(P.FIELD_KEEP)
@require_POST
def publish_alert(request: access.Request, alert: uuid.UUID) -> HttpResponse:
    form = forms.PublishAlert(request.POST)
    if not form.is_valid():
        return _page(request, alert, status=422)
    actions.publish_alert(by=request.by, alert=alert, **form.cleaned_data)
    messages.success(request, _("Everybody who looks for help near there reads it now."))
    return redirect("outreach:alert", alert=alert)


@access.needs(P.FIELD_KEEP)
@require_POST
def renew_alert(request: access.Request, alert: uuid.UUID) -> HttpResponse:
    form = forms.RenewAlert(request.POST)
    tried = door.tried(
        request, form, lambda: actions.renew_alert(by=request.by, alert=alert, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("It is shown longer."))
        return redirect("outreach:alert", alert=alert)
    return _page(request, alert, renew_form=form, status=tried.status)


@access.needs(P.FIELD_WORK)
@require_POST
def end_alert(request: access.Request, alert: uuid.UUID) -> HttpResponse:
    actions.end_alert(by=request.by, alert=alert, ended=request.POST.get("ended", ""))
    messages.success(request, _("It is ended."))
    return redirect("outreach:alerts")


def _page(
    request: access.Request,
    alert: uuid.UUID,
    *,
    renew_form: forms.RenewAlert | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    one = queries.one(request.by, alert, now=now)
    context = {
        "one": one,
        "is_live": one.row.is_live(now),
        "may_check": queries.may_check(request.by),
        "may_end": queries.may_check(request.by) or one.row.written_by_id == request.by.person_id,
        "renew_form": renew_form or forms.RenewAlert(initial={"version": one.row.version}),
    }
    return places.page(request, "outreach/alert.html", context, status=status)


def _from_sample(request: access.Request) -> dict[str, Any]:
    wanted = ids.parse(request.GET.get("sample", ""))
    return queries.from_sample(samples.one(request.by, wanted)) if wanted else {}

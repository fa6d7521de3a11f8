"""What anybody may read: what is going round, and what is in what one brought. Nobody is known
here, and nothing of what is asked is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.accounts.actions import guesses
from alongside.core import clock, door, errors
from alongside.outreach import forms
from alongside.outreach.queries import alerts as going_round
from alongside.outreach.queries import samples

TRIES = 20  # wrong numbers of one network in five minutes


def too_many() -> errors.TooMany:
    return errors.TooMany(
        _("Many wrong words were tried, so we are slow for a moment."),
        kept=_("Nothing was changed."),
        todo=_("Wait five minutes, then try again."),
    )


@door.public
def alerts(request: HttpRequest) -> HttpResponse:
    """What is going round?"""
    context = {"alerts": going_round.public(now=clock.now())}
    return render(request, "outreach/public_alerts.html", context)


@door.public
@never_cache
def drug_checking(request: HttpRequest) -> HttpResponse:
    """What is in what I brought? By number alone; it is sent so that no log has it."""
    form, one, status = forms.LookUp(request.POST or None), None, 200
    if request.method == "POST" and form.is_valid():
        slow = guesses.of_network("sample", door.address(request), TRIES)
        if slow.is_full:
            status = errors.onto(form, too_many())
        elif (one := samples.numbered(form.cleaned_data["number"])) is None:
            slow.count()
            form.add_error(
                "number", _("There is no such number. Look at each letter and digit again.")
            )
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "one": one, "lately": samples.found_lately(now=clock.now())}
    return render(request, "outreach/drug_checking.html", context, status=status)

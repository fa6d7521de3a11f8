"""How shall pages look? As usual, larger, or in pictures; until one leaves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.homes import queries
from alongside.homes.queries import pictures
from alongside.shell import context as frame
from alongside.support.views import places


@access.needs(P.ACCOUNT_KEEP)
def reading(request: access.Request) -> HttpResponse:
    if request.method == "POST":
        wanted = request.POST.get("reading", "")
        request.session[frame.READING] = wanted if wanted in frame.READINGS else ""
        messages.success(request, _("Pages look like this until you leave."))
        return redirect("accounts:home")
    return render(request, "homes/reading.html", {"chosen": request.session.get(frame.READING, "")})


@access.needs(P.SUPPORT_READ)
def in_pictures(request: access.Request) -> HttpResponse:
    """Just tell me: everything on My support, with pictures and five words."""
    mine = queries.mine(request.by)
    zone = mine.person.organisation.time_zone
    with places.clock_of(zone):
        shown = pictures.pictures(request.by, mine)
    return places.page(request, "homes/in_pictures.html", {"pictures": shown}, zone=zone)

"""A list for paper, and the same to read. It is made while one waits, and neither it nor the
search is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.core import clock, door
from alongside.directory import forms as finding
from alongside.directory import queries
from alongside.directory.forms.kept import kept
from alongside.directory.queries import printed, sharing
from alongside.exchange import paper
from alongside.exchange.forms import printing as forms
from alongside.exchange.paper.listing import About
from alongside.shell import context as frame


@door.public
def print(request: HttpRequest) -> HttpResponse:
    """What should it look like? With what was searched kept in the form."""
    return _form(request)


def _form(request: HttpRequest) -> HttpResponse:
    typed = kept(request.GET, without={"page"})
    found = queries.find(finding.Find(typed).asked(), now=clock.now())
    country = found.spot.country if found.spot else ""
    letter = "letter" if country in forms.LETTER else "a4"
    form = forms.Print(initial={"paper": letter})
    context = {"form": form, "typed": typed, "found": found}
    context |= frame.called_there(country)
    return render(request, "exchange/print.html", context)


@door.public
def printed_list(request: HttpRequest) -> HttpResponse:
    """The PDF; back to the form where nobody said where."""
    chosen = forms.Print(request.GET).chosen()
    made = _made(request, whole_week=chosen.pop("days") == "week")
    if made is None:
        return _form(request)
    found, about = made
    language = translation.get_language() or "en"
    pdf = paper.draw(found, about, language=language, **chosen)
    name = _("support-near-you")
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )


@door.public
def as_page(request: HttpRequest) -> HttpResponse:
    """The same list to read, hear, or print as the browser does."""
    chosen = forms.Print(request.GET).chosen()
    whole_week, by = chosen["days"] == "week", chosen["by"]
    made = _made(request, whole_week=whole_week)
    if made is None:
        return _form(request)
    found, about = made
    context: dict[str, Any] = {
        "found": found,
        "about": about,
        "whole_week": whole_week,
        "meetings": printed.meetings_by(by, found.meetings),
        "services": printed.services_by(by, found.services),
        **frame.called_there(found.spot.country if found.spot else ""),
    }
    return render(request, "exchange/as_page.html", context)


def _made(request: HttpRequest, *, whole_week: bool) -> tuple[printed.Printed, About] | None:
    """What was found and what a list says of itself; none where nobody said where."""
    typed, now = kept(request.GET, without={"page"}), clock.now()
    asked = finding.Find(typed).asked()
    found = printed.printed(asked, whole_week=whole_week, now=now)
    if found.spot is None:
        return None
    passed = sharing.a_search(asked, typed, now=now)
    about = About(
        title=passed.heading,
        link=request.build_absolute_uri(passed.path),
        made_at=found.spot.now(now),
        zone=found.spot.time_zone.rpartition("/")[2].replace("_", " "),
        help_lines=frame.help_lines(found.spot.country),
    )
    return found, about

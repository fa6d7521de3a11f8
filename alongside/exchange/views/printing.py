"""A list for paper. It is made while one waits, and neither it nor the search is kept."""

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
    context["help_lines"] = frame.help_lines(country)
    return render(request, "exchange/print.html", context)


@door.public
def printed_list(request: HttpRequest) -> HttpResponse:
    """The PDF; back to the form where nobody said where."""
    typed, chosen = kept(request.GET, without={"page"}), forms.Print(request.GET).chosen()
    asked, now = finding.Find(typed).asked(), clock.now()
    found = printed.printed(asked, whole_week=chosen.pop("days") == "week", now=now)
    if found.spot is None:
        return _form(request)
    passed = sharing.a_search(asked, typed, now=now)
    about = About(
        title=passed.heading,
        link=request.build_absolute_uri(passed.path),
        made_at=found.spot.now(now),
        zone=found.spot.time_zone.rpartition("/")[2].replace("_", " "),
        help_lines=frame.help_lines(found.spot.country),
    )
    language = translation.get_language() or "en"
    pdf = paper.draw(found, about, language=language, **chosen)
    name = _("support-near-you")
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )

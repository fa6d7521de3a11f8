"""Pages that belong to nobody: errors, signs of life and the component page."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from alongside.core import door, errors
from alongside.shell import context as frame
from alongside.shell import forms

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@door.public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing is looked up."""
    return HttpResponse("ok\n", content_type="text/plain")


@door.public
def leaving(request: HttpRequest) -> HttpResponse:
    """What the quick way out hides, and what it can't."""
    return render(request, "shell/leaving.html")


@door.public
def help_lines(request: HttpRequest) -> HttpResponse:
    """Whose the numbers to call in danger are, and when somebody last rang them."""
    asked = frame.country_asked(request.GET.get("country", ""))
    context = {
        "lines": frame.known_lines(asked),
        "country": asked or frame.home(),
        "countries": frame.countries(),
        **frame.called_there(asked),
    }
    return render(request, "shell/help_lines.html", context)


@door.public
def components(request: HttpRequest) -> HttpResponse:
    """Every part of the design system, alive, with the words to write for it."""
    form = forms.Example({"what": "listened", "welcome": ["evening"], "people": "0", "near": "25"})
    return render(request, "shell/components.html", {"form": form})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shell/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Without the frame: what broke may be what the frame asks. Whom to call it says anyway."""
    context = frame.whom_to_call()
    return HttpResponse(render_to_string("shell/broken.html", context), status=500)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Far too much, or nothing a browser sends."""
    if isinstance(exception, TOO_MUCH):
        return _too_much(request)
    problem = errors.Problem(
        _("Something in this form can’t be right."),
        kept=_("Nothing was changed."),
        todo=_("Look at each line again."),
    )
    return render(request, "shell/problem.html", {"problem": problem}, status=400)


def _too_much(request: HttpRequest) -> HttpResponse:
    problem = errors.Problem(
        _("This is more than can be sent at once."),
        kept=_("Nothing was changed."),
        todo=_("Go back, and make the text shorter or choose a smaller file."),
    )
    return render(request, "shell/problem.html", {"problem": problem}, status=413)

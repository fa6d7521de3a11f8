"""The tablet by the door. It knows where it stands, and nobody: every check-in is a form of its
own, and when it is sent nothing of it is left here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import access, actors, sessions
from alongside.accounts.access import Permission as P
from alongside.core import door, errors
from alongside.welcome import actions, forms, queries

BEARER = actors.kiosk(None, organisation_id=None)
EMPTIES, HOME = 120, 20  # seconds until a page that somebody left goes back to the first


@door.public_with_session
@never_cache
def open_kiosk(request: HttpRequest) -> HttpResponse:
    """A code from the desk makes this screen a tablet; whoever was signed in here is not."""
    form = forms.Code(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.open_kiosk(
            by=BEARER, code=form.cleaned_data["code"], address=door.address(request)
        ),
    )
    if tried.is_done:
        found = tried.result
        request.session.flush()
        held = {"kiosk": str(found.pk), "org": str(found.organisation_id)}
        request.session[sessions.KIOSK] = held
        sessions.begin(request)
        request.session.set_expiry(0)
        return redirect("welcome:kiosk")
    return render(request, "welcome/open_kiosk.html", {"form": form}, status=tried.status)


def _draw(
    request: access.Request, template: str, status: int = 200, empties: int = 0, **context: Any
) -> HttpResponse:
    """`empties` is after how many seconds the page goes back to the first, without any script."""
    context |= {"tablet": queries.tablet(request.by), "empties": empties}
    answer = render(request, template, context, status=status)
    if empties:
        answer.headers["Refresh"] = f"{empties}; url={reverse('welcome:kiosk')}"
    return answer


@access.needs(P.DESK_KEEP, holder=actors.Kind.KIOSK)
def kiosk(request: access.Request) -> HttpResponse:
    """How would you like to come in?"""
    return _draw(request, "welcome/kiosk/start.html", form=forms.Looking())


@access.needs(P.DESK_KEEP, holder=actors.Kind.KIOSK)
def looking(request: access.Request) -> HttpResponse:
    """Just looking: one tap, nothing asked."""
    form = forms.Looking(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("welcome:kiosk")
    actions.check_in(by=request.by, id=form.cleaned_data["id"])
    return redirect("welcome:checked_in")


@access.needs(P.DESK_KEEP, holder=actors.Kind.KIOSK)
def any_name(request: access.Request) -> HttpResponse:
    """What may we call you today? Any name."""
    return _check_in(request, "welcome/kiosk/any_name.html")


@access.needs(P.DESK_KEEP, holder=actors.Kind.KIOSK)
def no_name(request: access.Request) -> HttpResponse:
    """No name; a word to call if they like."""
    return _check_in(request, "welcome/kiosk/no_name.html")


def _check_in(request: access.Request, template: str) -> HttpResponse:
    form, status = forms.Here(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            actions.check_in(by=request.by, **form.cleaned_data)
            return _done(form.cleaned_data["wish"])
    return _draw(request, template, status, EMPTIES, form=form)


@access.needs(P.DESK_KEEP, holder=actors.Kind.KIOSK)
@sensitive_post_parameters("words")
def words(request: access.Request) -> HttpResponse:
    """Which six words are yours? No session begins by them here."""
    form = forms.HereWithWords(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.check_in_with_words(
            by=request.by, address=door.address(request), **form.cleaned_data
        ),
        at_the_door=errors.Gone,
    )
    if tried.is_done:
        return _done(form.cleaned_data["wish"], known=True)
    return _draw(request, "welcome/kiosk/words.html", tried.status, EMPTIES, form=form)


def _done(wish: str, *, known: bool = False) -> HttpResponse:
    said = {"now": "now", "today": "today", "another": "asked" if known else "another"}.get(wish)
    path = reverse("welcome:checked_in")
    return redirect(f"{path}?talk={said}" if said else path)


@access.needs(P.DESK_KEEP, holder=actors.Kind.KIOSK)
def checked_in(request: access.Request) -> HttpResponse:
    """Welcome. Nothing of whoever came is on it."""
    return _draw(request, "welcome/kiosk/done.html", empties=HOME, talk=request.GET.get("talk", ""))

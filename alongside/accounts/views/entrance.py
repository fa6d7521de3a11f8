"""Coming in and going out: sign-in, return key, sign-out."""

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.accounts import (
    access,
    actions,
    actors,
    forms,
    middleware,
    queries,
    roles,
    sessions,
)
from alongside.accounts.access import Permission as P
from alongside.accounts.views import coming, typed
from alongside.core import clock, door, errors
from alongside.shell import context as frame


@door.public_with_session
@never_cache
@sensitive_post_parameters("passphrase")
def sign_in(request: HttpRequest) -> HttpResponse:
    """A name and a passphrase. Whether the name exists is not told."""
    is_asked = "username" not in request.POST  # also from a page whose session ended
    form = forms.SignIn(None if is_asked else request.POST)
    onward, kept = own_path(request), typed.along(request)
    if is_asked and request.user.is_authenticated:
        typed.take_up(request, kept)
        return redirect(onward or "accounts:home")
    status = 200
    if form.is_bound and form.is_valid():
        person = queries.person_signing_in(request, **form.cleaned_data)
        if person is not None:
            return _let_in(request, person, onward, kept)
        status = errors.onto(form, _NOT_KNOWN)
    page = {"form": form, "next": onward, "kept": kept}
    return render(request, "accounts/sign_in.html", page, status=status)


_NOT_KNOWN = errors.Problem(
    _("This name and passphrase do not open anything."),
    todo=_("Look at capitals and spaces, and try again."),
)


def _let_in(request: HttpRequest, person: Any, onward: str, kept: str) -> HttpResponse:
    hat = queries.first_hat(person.pk)
    if hat is None:
        raise errors.Gone(
            _("You have no role here at the moment, so there is nothing to open."),
            kept=_("Your account is still there."),
            todo=_("Ask the person who invited you."),
        )
    onward = onward or frame.address("accounts:home")
    answer = coming.come_in(request, person, hat, onward, kept=kept)
    sessions.know_browser(request, answer, person.username_digest)
    return answer


def own_path(request: HttpRequest) -> str:
    """Where to go on to: a path of this site, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if here and wanted.startswith("/") else ""


def locked_out(request: HttpRequest, *_details: Any) -> HttpResponse:
    """Too many wrong passphrases for one name, whether anybody has that name or not."""
    return middleware.problem_page(
        request,
        errors.TooMany(
            _("There were too many tries with this name. Wait 15 minutes."),
            kept=_("Nothing was changed, and nobody was let in."),
            todo=_(
                "Then try again. If you no longer know your passphrase, ask the person who "
                "invited you for a new one."
            ),
        ),
    )


@door.public_with_session
@never_cache
def return_key(request: HttpRequest) -> HttpResponse:
    """Six words open what their holder told us, without any account. A participant who is in
    already and comes from a public page goes on to their own."""
    by = queries.actor_of(request)
    if request.method == "GET" and by is not None and by.is_participant:
        return redirect(home_of("participant"))
    form = forms.ReturnKey(request.POST if "words" in request.POST else None)
    kept = typed.along(request)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            key = actions.use_return_key(
                by=actors.system("return key entered"),
                words=form.cleaned_data["words"],
                address=door.address(request),
            )
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            request.session.flush()
            coming.begin_key_session(request, key)
            typed.take_up(request, kept)
            return redirect(home_of("participant"))
    page = {"form": form, "kept": kept}
    return render(request, "accounts/return_key.html", page, status=status)


@door.public_with_session
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """For everybody, also for those who have lost their last role."""
    auth.logout(request)
    return redirect(frame.address("directory:find") or "accounts:sign_in")


@door.public_with_session
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """The quick way out: signed out, what this browser kept of ours wiped, another website in the
    place of ours. Another website can't make anybody leave. A phone that was made ready for the
    field keeps its kit, which is locked: what waits in it is nowhere else yet."""
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return redirect("shell:leaving")
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        request.session.flush()
    answer = redirect(settings.QUICK_EXIT_URL)
    # Not "cookies": that would be those of the whole domain, and ours is gone already.
    has_kit = {"field", "__Host-field"} & request.COOKIES.keys()  # said by the kit itself
    answer.headers["Clear-Site-Data"] = '"cache"' if has_kit else '"cache", "storage"'
    return answer


@access.needs(P.ACCOUNT_KEEP)
@require_POST
def sign_out_everywhere(request: access.Request) -> HttpResponse:
    actions.sign_out_everywhere(by=request.by)
    auth.logout(request)
    return redirect("accounts:signed_out")


@door.public
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/signed_out.html")


@access.needs(P.ACCOUNT_KEEP)
def home(request: access.Request) -> HttpResponse:
    if queries.is_factor_coming(request):
        due = formats.date_format(queries.factor_due_at(request) or clock.now(), "DATE_FORMAT")
        messages.warning(
            request,
            _("From %(day)s your role needs a second lock. It is under your account.")
            % {"day": due},
        )
    return redirect(home_of(request.by.role))


def home_of(role: str) -> str:
    """The page a role lands on; one's account, until that page is built."""
    return frame.address(roles.ROLES[role].home) or frame.address("accounts:account")

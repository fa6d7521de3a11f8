"""The front door: every request is asked who it is and whether the view lets them in.

A view that does not say who may enter does not open. Refusals are written down after the
work of the view has been rolled back.
"""

from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import ImproperlyConfigured
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.middleware.csrf import CsrfViewMiddleware, rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, queries, roles, rules, sessions
from alongside.accounts.views import again, chosen, typed
from alongside.audit import actions as audit
from alongside.core import door, errors, scope
from alongside.core.privacy import Words

THIRD_PARTY = ("django.contrib.staticfiles", "django.views.static")


class CsrfOrSameSite(CsrfViewMiddleware):
    """Public forms set no cookie, so they can't carry a token: they are refused when the
    browser says they come from another site. All other forms carry Django's token."""

    def process_request(self, request: HttpRequest) -> None:
        """Nothing yet: reading the token reads the session, which public pages must not."""

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> Any:
        rule = door.rule_of(callback)
        if rule is not None and rule.first is not None and (answer := rule.first(request)):
            return answer
        if rule is not None and rule.api:
            return None  # its lock asks for the token where it reads a session; many read none
        if rule is None or not rule.public or rule.session:
            super().process_request(request)
            refused = super().process_view(request, callback, callback_args, callback_kwargs)
            return no_token(request) if refused and rule and rule.data else refused
        safe = rule.anywhere or request.method in {"GET", "HEAD", "OPTIONS", "TRACE"}
        if safe or _same_site(request):
            return None
        return problem_page(
            request,
            errors.Problem(
                _("This form was sent from another website, so we did not take it."),
                todo=_("Open our page and send it from there."),
            ),
            status=403,
        )


def _same_site(request: HttpRequest) -> bool:
    """Sec-Fetch-Site where the browser sends it, else Origin; a bare tool sends neither."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


class FrontDoor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with scope.within(None), timezone.override(None):
            response = self.get_response(request)
        if response.status_code == HttpResponseNotAllowed.status_code:
            response = no_page(request, response)
        rule = getattr(request, "rule", None)
        asks = rule is not None and (rule.permission is not None or rule.session)
        known = getattr(request, "by", None) is not None  # by a path of the API, too
        if known and rule is not None and rule.permission is not None:
            typed.arrived(request, response)
        if asks or known or request.method == "POST":  # 'back' shows nothing after signing out
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: access.Request, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        rule = door.rule_of(view)
        if rule is None:
            if getattr(view, "__module__", "").startswith(THIRD_PARTY):
                return None
            raise ImproperlyConfigured(f"{view} does not say who may enter (@needs or @public)")
        request.rule = rule
        if rule.public or rule.api:
            return None
        if rule.data:
            return self._of_data(request, rule)
        by = queries.actor_of(request, holder=rule.holder)
        if by is None:
            return self._ask_to_sign_in(request, rule)
        life = sessions.life(request, by)
        if sessions.is_over(life, by):
            return self._ended(request, rule)
        let_in(request, by)
        request.seconds_left = sessions.seconds_left(request, by)
        chosen.take_up(request, by)
        if other := self._comes_first(request, rule):
            return other
        assert rule.permission is not None
        if not access.can(by, access.Permission(rule.permission)):
            whose = access.record_named(by, kwargs.get("participant"))
            refused = access.Refused(access.Permission(rule.permission), participant_id=whose)
            return self.process_exception(request, refused)
        return again.between(request, view, asleep=life == rules.ASLEEP)

    def _comes_first(self, request: access.Request, rule: door.Rule) -> HttpResponseBase | None:
        """What must be done before any other page, and then what was typed before it."""
        first = queries.must_do_first(request)
        if first and rule.permission is not None:
            match = request.resolver_match
            along = queries.ALONG.get(first, set())
            if match is None or match.view_name not in {first, "accounts:sign_out", *along}:
                return typed.first(request, first)
        elif rule.holder is None and typed.waits(request):
            return redirect("accounts:typed")
        return None

    def _of_data(self, request: access.Request, rule: door.Rule) -> HttpResponseBase | None:
        """A program of ours asks: where somebody must sign in first, it is told where."""
        by = queries.actor_of(request)
        if by is None or sessions.life(request, by) != rules.LIVE:
            return signed_out()
        let_in(request, by)
        request.seconds_left = sessions.seconds_left(request, by)
        if first := queries.must_do_first(request):
            return signed_out(first)
        permission = access.Permission(str(rule.permission))
        if not access.can(by, permission):
            return self.process_exception(request, access.Refused(permission))
        return None

    def _ended(self, request: HttpRequest, rule: door.Rule) -> HttpResponseBase:
        """Nobody was here for long. What was typed meanwhile is given back."""
        whose = sessions.whose(request)
        request.session.flush()
        rotate_token(request)
        if request.method == "POST":
            return typed.ended(request, whose)
        return self._ask_to_sign_in(request, rule)

    def _ask_to_sign_in(self, request: HttpRequest, rule: door.Rule) -> HttpResponseBase:
        if rule.holder in _NEEDED:
            happened, todo = _NEEDED[rule.holder]
            return problem_page(request, errors.Gone(happened, todo=todo))
        if typed.given_back(request):
            return typed.ended(request)
        query = urlencode({"next": request.path})
        return redirect(f"{reverse('accounts:sign_in')}?{query}")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        rule = getattr(request, "rule", None)
        if rule is not None and rule.data:
            return problem_data(request, error)
        if isinstance(error, access.Refused):
            return refused_page(request, error)
        if isinstance(error, access.StepUp):
            return again.ask(cast(access.Request, request))
        if isinstance(error, errors.Problem):
            return problem_page(request, error)
        return None


# What somebody reads who comes without what opens a page for one kind of actor.
_NEEDED: dict[str | None, tuple[Words, Words]] = {
    actors.Kind.PARTNER_LINK: (
        _("This page needs the link that was sent to your service."),
        _("Open the link again, or ask the peer worker who sent it for a new one."),
    ),
    actors.Kind.KIOSK: (
        _("This screen is not a check-in tablet, or not any more."),
        _("Somebody at the desk can make a new code for it."),
    ),
}


def signed_out(page: str = "accounts:sign_in") -> HttpResponse:
    return JsonResponse({"sign_in": reverse(page)}, status=401)


def no_token(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in, or the token is from before they signed in again."""
    if not request.user.is_authenticated:
        return signed_out()
    return JsonResponse({"token": "old"}, status=403)


def problem_data(request: HttpRequest, error: Exception) -> HttpResponse | None:
    if isinstance(error, access.Refused):
        write_refusal(request, error)
        return JsonResponse({"happened": str(error.sentence)}, status=403)
    if isinstance(error, errors.Problem):
        said = {name: str(getattr(error, name)) for name in ("happened", "kept", "todo")}
        return JsonResponse(said, status=error.status)
    return None


def no_page(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Somebody opened the address of a button (another language, a reload): they get words,
    where the answer would be an empty page."""
    if getattr(answer, "content", b""):
        return answer
    page = render(request, "shell/not_found.html", status=answer.status_code)
    page.headers["Allow"] = answer.headers["Allow"]
    return page


def let_in(request: Any, by: actors.Actor) -> None:
    """From here on the request is this actor's, in their organisation and by its clock."""
    request.by = by
    if zone := queries.zone_of(request):
        timezone.activate(zone)
    walker_id = by.person_id if roles.reaches_by_ties(by.role) else None
    scope.enter(by.organisation_id, walker_id=walker_id, reader_id=by.person_id)


def write_refusal(request: HttpRequest, refused: access.Refused) -> None:
    """For the participant to read, where it was about one; after the rollback."""
    by = getattr(request, "by", None)
    if by is not None:
        audit.record(
            by=by,
            verb=str(refused.permission),
            participant_id=refused.participant_id,
            outcome="refused",
            facts={"unseen": 1} if isinstance(refused, access.Unseen) else None,
        )


def refused_page(request: HttpRequest, refused: access.Refused) -> HttpResponse:
    """Not allowed: 403. Out of reach: exactly what somebody reads who asked for nobody."""
    write_refusal(request, refused)
    unseen = isinstance(refused, access.Unseen)
    return render(
        request,
        "shell/unseen.html" if unseen else "shell/refused.html",
        {
            "sentence": refused.sentence,
            "hats": queries.hats_with(request, refused.permission),
            "typed": typed.given_back(request),
        },
        status=errors.Missing.status if unseen else 403,
    )


def problem_page(
    request: HttpRequest, problem: errors.Problem, *, status: int | None = None
) -> HttpResponse:
    return render(
        request,
        "shell/problem.html",
        {"problem": problem, "typed": typed.given_back(request)},
        status=status or problem.status,
    )

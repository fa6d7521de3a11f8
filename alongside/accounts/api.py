"""The API's lock: every operation says who may call it, and what says nothing is refused.

A signed-in browser calls with its session and, to write, its form token (X-CSRFToken). The
same actors, permissions and actions as behind the pages.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from alongside.accounts import access, middleware, queries, rules, sessions
from alongside.core import door, errors
from alongside.core.privacy import Words


class Problem(Schema):
    """The one shape of every error: what happened, what was kept, what to do."""

    happened: str
    kept: str = ""
    todo: str = ""


ERRORS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 409, 410, 422, 429), Problem)


class Refuse(AuthBase):
    """The default: an operation that does not say who may call it does not answer."""

    openapi_type = "apiKey"

    def __call__(self, request: HttpRequest) -> Any:
        raise HttpError(403, "This operation does not say who may call it.")


class Public(AuthBase):
    """Anybody, unknown; no session is read."""

    openapi_type = "http"

    def __call__(self, request: HttpRequest) -> Any:
        return True


class Needs(AuthBase):
    """Callers with this permission, in the hat their session wears."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __init__(self, permission: access.Permission) -> None:
        self.permission = permission
        super().__init__()

    def __call__(self, request: HttpRequest) -> Any:
        by = queries.actor_of(request)
        if by is None or queries.must_do_first(request):
            return None
        if sessions.life(request, by) != rules.LIVE:
            return None
        if request.method not in {"GET", "HEAD"} and check_csrf(request) is not None:
            raise HttpError(403, "The form token is missing or old.")
        middleware.let_in(request, by)
        access.require(by, self.permission)
        return by


public = Public()


def needs(permission: access.Permission) -> Needs:
    return Needs(permission)


def guarded(api: NinjaAPI) -> Any:
    """The API's paths, each marked for the front door, its errors in the one shape."""
    urls: Any = api.urls  # made anew at each reading
    for pattern in urls[0]:
        pattern.callback.rule = door.Rule(api=True)
    told: dict[type[Exception], Callable[[HttpRequest, Any], Answer]] = {
        errors.Problem: _of_problem,
        access.Refused: _of_refusal,
        HttpError: _of_http,
        AuthenticationError: _of_stranger,
        ValidationError: _of_shape,
    }
    for kind, tell in told.items():
        api.exception_handler(kind)(_answer(api, tell))
    return urls


Answer = tuple[int, dict[str, str]]


def _answer(
    api: NinjaAPI, told: Callable[[HttpRequest, Any], Answer]
) -> Callable[[HttpRequest, Exception], Any]:
    def handle(request: HttpRequest, error: Exception) -> Any:
        status, body = told(request, error)
        return api.create_response(request, body, status=status)

    return handle


def _of_problem(request: HttpRequest, problem: errors.Problem) -> Answer:
    return problem.status, _said(problem.happened, kept=problem.kept, todo=problem.todo)


def _of_http(request: HttpRequest, error: HttpError) -> Answer:
    if error.status_code == 400:
        return 400, _said(
            _("What was sent is not JSON that we can read."), kept=_("Nothing was changed.")
        )
    return error.status_code, _said(str(error))


def _of_stranger(request: HttpRequest, error: AuthenticationError) -> Answer:
    return 401, _said(_("We do not know who you are."), todo=_("Sign in first."))


def _of_shape(request: HttpRequest, error: ValidationError) -> Answer:
    """Which fields are wrong, never what was in them."""
    fields = ", ".join(".".join(str(part) for part in each["loc"][1:]) for each in error.errors)
    return 422, _said(
        _("This can’t be read: %(fields)s.") % {"fields": fields}, kept=_("Nothing was changed.")
    )


def _said(happened: Words, *, kept: Words = "", todo: Words = "") -> dict[str, str]:
    return {"happened": str(happened), "kept": str(kept), "todo": str(todo)}


def _of_refusal(request: HttpRequest, refused: access.Refused) -> Answer:
    middleware.write_refusal(request, refused)
    if isinstance(refused, access.Unseen):
        return _of_problem(request, refused)
    return 403, _said(refused.sentence)

"""The API's lock: every operation says who may call it, and what says nothing is refused.

A signed-in browser calls with its session and, to write, its form token (X-CSRFToken). The
same actors, permissions and actions as behind the pages.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from alongside.accounts import access, queries, roles
from alongside.audit import actions as audit
from alongside.core import door, errors, scope


class Problem(Schema):
    """The one shape of every error: what happened, what was kept, what to do."""

    happened: str
    kept: str = ""
    todo: str = ""


ERRORS: dict[int, type[Problem]] = dict.fromkeys((401, 403, 404, 409, 410, 422, 429), Problem)


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
    openapi_name = "alongside"

    def __init__(self, permission: access.Permission) -> None:
        self.permission = permission
        super().__init__()

    def __call__(self, request: HttpRequest) -> Any:
        by = queries.actor_of(request)
        if by is None or queries.must_change_passphrase(request):
            return None
        if request.method not in {"GET", "HEAD"} and check_csrf(request) is not None:
            raise HttpError(403, "The form token is missing or old.")
        request.by = by  # type: ignore[attr-defined]
        walker_id = by.person_id if roles.reaches_by_ties(by.role) else None
        scope.enter(by.organisation_id, walker_id=walker_id)
        access.require(by, self.permission)
        return by


public = Public()


def needs(permission: access.Permission) -> Needs:
    return Needs(permission)


def guarded(api: NinjaAPI) -> Any:
    """The API's paths, each marked for the front door, its errors in the one shape."""
    for pattern in api.urls[0]:
        door.says(door.Rule(api=True))(pattern.callback)
    api.exception_handler(errors.Problem)(_answer(api, _of_problem))
    api.exception_handler(access.Refused)(_answer(api, _of_refusal))
    return api.urls


Answer = tuple[int, dict[str, str]]


def _answer(
    api: NinjaAPI, told: Callable[[HttpRequest, Any], Answer]
) -> Callable[[HttpRequest, Exception], Any]:
    def handle(request: HttpRequest, error: Exception) -> Any:
        status, body = told(request, error)
        return api.create_response(request, body, status=status)

    return handle


def _of_problem(request: HttpRequest, problem: errors.Problem) -> Answer:
    texts = ("happened", "kept", "todo")
    return problem.status, {text: str(getattr(problem, text)) for text in texts}


def _of_refusal(request: HttpRequest, refused: access.Refused) -> Answer:
    by = getattr(request, "by", None)
    if by is not None:
        audit.record(
            by=by,
            verb=str(refused.permission),
            participant_id=refused.participant_id,
            outcome="refused",
        )
    return 403, {"happened": str(refused.sentence), "kept": "", "todo": ""}

"""What a door says about who may enter. Below all apps, so that every view can say it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class Rule:
    """`permission` is a slug of `accounts.access.Permission`. `public` doors know nobody;
    `session` lets one begin or end a session (sign-in). `holder` asks for one kind of actor.
    Of an `api` path each operation says for itself who may call it. `anywhere` only answers
    questions, so that pages of other websites may send it one."""

    permission: str | None = None
    public: bool = False
    session: bool = False
    holder: str | None = None
    api: bool = False
    anywhere: bool = False
    data: bool = False
    first: Callable[[HttpRequest], HttpResponse | None] | None = None


View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anybody, unknown: no session is read, no cookie set. Forms need no token but must come
    from our own pages (Sec-Fetch-Site, Origin) and carry a UUID against doubles."""
    return says(Rule(public=True))(view)


def public_with_session(view: View) -> View:
    """Anybody, but the page may begin or end a session: sign-in and the return key."""
    return says(Rule(public=True, session=True))(view)


def public_anywhere(view: View) -> View:
    """Anybody, unknown, also from pages of other websites and whatever the method: it changes
    nothing. A question is sent as POST to keep it out of addresses and logs."""
    return says(Rule(public=True, anywhere=True))(view)


def says(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.rule = rule  # type: ignore[attr-defined]
        return view

    return mark


def address(request: HttpRequest) -> str:
    """The network address a request came from: to be counted under a digest, never kept."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def rule_of(view: Any) -> Rule | None:
    return getattr(view, "rule", None)

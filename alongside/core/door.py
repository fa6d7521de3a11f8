"""What a door says about who may enter, and how it hands on what was typed into a form. Below
all apps, so that every view can say it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from alongside.core import errors, once


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


Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Tried(Generic[Result]):
    """What became of a form. Where it is done the view goes on; else it draws the form again
    with `status`, and the form says why."""

    status: int
    problem: errors.Problem | None = None
    is_done: bool = False
    given: Result | None = None

    @property
    def result(self) -> Result:
        """What the action gave back. Read it only where it is done."""
        return cast(Result, self.given)

    @property
    def is_stale(self) -> bool:
        """Somebody else changed it meanwhile; the page may show what it says now."""
        return isinstance(self.problem, errors.Stale)


def tried(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[], Result],
    *,
    at_the_door: type[errors.Problem] | tuple[type[errors.Problem], ...] = (),
) -> Tried[Result]:
    """Do what was typed, where something was sent and the form is whole.

    A problem is put onto the form, with everything typed still in it, but for the kinds that
    this view leaves `at_the_door`, to be answered by a page of their own. So is a form that was
    kept a while ago and comes again with other words: what was kept is not what it says now.
    """
    if request.method != "POST":
        return Tried(200)
    if not form.is_valid():
        return Tried(422)
    kept = once.Form.of(request, form)
    if kept is not None and (problem := kept.said_otherwise()):
        return Tried(errors.onto(form, problem), problem)
    try:
        given = act()
    except at_the_door:
        raise
    except errors.Problem as problem:
        return Tried(errors.onto(form, problem), problem)
    if kept is not None:
        kept.remember()
    return Tried(200, is_done=True, given=given)

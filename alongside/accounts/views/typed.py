"""What somebody typed when something else had to come first: signing in again, a passphrase of
their own, a second lock. It is carried along, and they send it themselves when that is done.

Where somebody is in, it waits in their session. Where nobody is, it stands sealed in the page that
asks who is there, and is gone with that page.
"""

import json
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from alongside.accounts import access, actors, queries, sessions
from alongside.accounts.access import Permission as P
from alongside.accounts.views import chosen
from alongside.core import clock, door, ids, keyring

HELD = "typed"  # in a session: of each form where it goes, its fields, whether a file was with it
COLUMN = "typed-form"
MOST = 200_000  # signs; of a longer form only the sentences are given back
MOST_FORMS = 5
A_DAY = 24 * 60 * 60

ANSWERS = "sure-"  # what the question "is it still you?" was answered with
SECRET = {
    "csrfmiddlewaretoken", "current", "new", "again", "known-passphrase", "passphrase", "own_word",
    "six_words", "code", "credential", chosen.FIELD,
}  # fmt: skip


@access.needs(P.ACCOUNT_KEEP)
def typed(request: access.Request) -> HttpResponse:
    """Do you want to send it now? Nothing else is done with it."""
    held = _theirs(request)
    if not held:
        return redirect("accounts:home")
    if request.method == "POST":
        _drop(request, held[0])
        return redirect("accounts:home")
    token = held[0].get("chosen", "")
    page = held[0] | {
        "typed": sentences(held[0]["fields"]),
        "chosen": token if chosen.waits(request.by, token) else "",
    }
    return render(request, "accounts/typed.html", page)


def fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What an interrupted form carries on, but for secrets: those are typed again."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in SECRET and not name.startswith(ANSWERS)
        for value in values
        if isinstance(value, str)
    ]


def sentences(said: list[Any]) -> list[str]:
    """What of it a person wrote, and can read."""
    texts = [str(text).strip() for _name, text in said]
    return [text for text in texts if " " in text and ids.parse(text) is None]


def given_back(request: HttpRequest) -> list[str]:
    """The sentences of a form that was not taken; nothing that another website sent."""
    return sentences(fields(request)) if _is_ours(request) else []


# --- somebody is in, and must do something first -----------------------------------------------


def first(request: HttpRequest, page: str) -> HttpResponse:
    """On to that page. What was typed waits, and its browser does not take it for arrived."""
    if request.method == "POST" and _hold(request):
        messages.info(request, _("What you typed is kept. You can send it when this is done."))
    return redirect(page)


def waits(request: access.Request) -> bool:
    """Whether somebody opens a page while something that they typed waits to be sent."""
    match = request.resolver_match
    is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
    is_asked = request.method == "GET" and is_page and bool(_theirs(request))
    return is_asked and match is not None and match.view_name != "accounts:typed"


def _theirs(request: access.Request) -> list[dict[str, Any]]:
    """What waits in this session. Where somebody else came in from the page of a session that had
    ended, what was typed there is not shown again: it was another's, or goes where they may not."""
    held: list[dict[str, Any]] = request.session.get(HELD, [])
    theirs = [form for form in held if _may_be_theirs(request.by, form)]
    if theirs != held:
        request.session[HELD] = theirs
    return theirs


def _may_be_theirs(by: actors.Actor, form: dict[str, Any]) -> bool:
    rule = door.rule_of(resolve(urlsplit(form["path"]).path).func)
    permission = rule.permission if rule else None
    entered = permission is None or access.can(by, access.Permission(permission))
    return entered and form.get("whose", str(by.id)) == str(by.id)


def arrived(request: HttpRequest, answer: HttpResponseBase) -> None:
    """It was sent, and its own page has answered: with what became of it, or the form again."""
    if request.method != "POST" or answer.status_code >= 500 or hasattr(request, "detour"):
        return
    path = request.get_full_path()
    for form in request.session.get(HELD, []):
        if form["path"] == path:
            _drop(request, form)
            return


def _hold(request: HttpRequest) -> bool:
    form, by = _form(request), queries.actor_of(request)
    request.detour = True  # type: ignore[attr-defined]
    if form is not None:
        _keep(request, form | {"chosen": chosen.set_aside(request, by) if by else ""})
    return form is not None


def _keep(request: HttpRequest, form: dict[str, Any]) -> None:
    """Sent twice, it is one, with the file that was chosen last."""
    held = request.session.get(HELD, [])
    others = [each for each in held if each | {"chosen": ""} != form | {"chosen": ""}]
    request.session[HELD] = [*others, form][-MOST_FORMS:]


def _drop(request: HttpRequest, form: dict[str, Any]) -> None:
    request.session[HELD] = [other for other in request.session[HELD] if other is not form]


def _form(request: HttpRequest) -> dict[str, Any] | None:
    """Where it goes, and what stands in it; none where there is nothing, or far too much, or where
    it is no form of somebody who signs in."""
    match = request.resolver_match
    rule = door.rule_of(match.func) if match else None
    if rule is None or rule.holder is not None:
        return None
    said = [list(each) for each in fields(request)]
    if not said or sum(len(name) + len(value) for name, value in said) > MOST:
        return None
    return {"path": request.get_full_path(), "fields": said, "files": bool(request.FILES)}


# --- nobody is in any more -----------------------------------------------------------------------


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page from before somebody signed out, or in again. Whoever is in goes on at once."""
    if _is_ours(request) and _is_in(request) and _hold(request):
        return redirect("accounts:typed")
    return ended(request)


def _is_in(request: HttpRequest) -> bool:
    by = queries.actor_of(request)
    return by is not None and not sessions.is_over(sessions.life(request, by), by)


def ended(request: HttpRequest, whose: uuid.UUID | None = None) -> HttpResponse:
    """The session ended while a form stood open. What was typed in it is given back, and goes
    along when they sign in from this page: they, where it is known whose session it was."""
    whose = whose or sessions.whose(request)
    form = _form(request) if _is_ours(request) else None
    ways = {"sign_in": reverse("accounts:sign_in"), "return_key": reverse("accounts:return_key")}
    onward = {"next": _page(request)}
    context = ways | onward | {"typed": given_back(request), "query": urlencode(onward)}
    if form is not None:
        sealed = form | {"at": int(clock.now().timestamp())}
        if whose:
            sealed["whose"] = str(whose)
        context["kept"] = keyring.seal(json.dumps(sealed), column=COLUMN)
    return render(request, "accounts/ended.html", context, status=403)


def along(request: HttpRequest) -> str:
    """What the page that asks who is there carries on, still sealed."""
    kept: str = request.POST.get("kept", "")
    return kept if _opened(kept) else ""


def take_up(request: HttpRequest, kept: str) -> None:
    """Somebody is in again: it waits in their session until they send it."""
    form = _opened(kept)
    if form is not None:
        _keep(request, form)


def _opened(kept: str) -> dict[str, Any] | None:
    if not kept or len(kept) > 4 * MOST:
        return None
    try:
        form: dict[str, Any] = json.loads(keyring.unseal(kept, column=COLUMN))
    except (keyring.WrongKey, ValueError):
        return None
    age = clock.now().timestamp() - form.pop("at")
    return form if 0 <= age <= A_DAY else None


def _is_ours(request: HttpRequest) -> bool:
    """A form of a page for somebody who is in, sent from that page; no tablet by the door, where
    somebody else reads next."""
    match = request.resolver_match
    rule = door.rule_of(match.func) if match else None
    if rule is None or rule.public or rule.holder == actors.Kind.KIOSK:
        return False
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _page(request: HttpRequest) -> str:
    """The page on which the form stood, as a path of ours."""
    came = urlsplit(request.headers.get("Referer", ""))
    return came.path if came.netloc == request.get_host() else request.path

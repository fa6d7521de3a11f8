"""What the program on a phone asks: to be made ready, for today's pack, and to hand over what was
captured. In JSON, and with the phone's own secret beside the session."""

import json
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import BaseModel, ValidationError

from alongside.accounts import access, actors, sessions
from alongside.accounts.access import Permission as P
from alongside.capture import actions, queries, rules, schemas
from alongside.capture.queries import packs, things
from alongside.core import clock, errors, outbox, scope
from alongside.support.views import places

Shape = TypeVar("Shape", bound=BaseModel)
HEADER = "X-Field-Device"


def cut_off_first(request: HttpRequest) -> HttpResponse | None:
    """Before anybody is asked who they are: a phone that was cut off empties itself."""
    secret = request.headers.get(HEADER, "")
    phone = queries.cut_off_phone(secret) if secret else None
    if phone is None:
        return None
    with scope.within(phone.organisation_id):
        by = actors.system("a phone that was cut off asks", organisation_id=phone.organisation_id)
        actions.tell_to_empty(by=by, device=phone.pk)
    return JsonResponse({"wipe": True}, status=410)


def marked(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """That a kit is here, so that leaving quickly does not empty it. The kit says so itself;
    some browsers forget within a week what a script has written."""
    secure = request.is_secure()
    name, days = ("__Host-field" if secure else "field"), 180
    answer.set_cookie(name, "1", max_age=days * 86_400, secure=secure, samesite="Lax")
    return answer


@require_POST
@access.needs_for_data(P.FIELD_WORK, first=cut_off_first)
def devices(request: access.Request) -> HttpResponse:
    """This phone is ready: its secret, said once."""
    said = _said(request, schemas.NewDevice)
    secret = actions.register(
        by=request.by,
        id=said.id,
        name=said.name,
        public_key=said.public_key,
        session=sessions.handle_of(request),
    )
    ready = {
        "device": str(said.id),
        "token": secret,
        "server_key": outbox.server_key(request.by.tenant),
        "pack": reverse("capture:pack"),
        "outbox": reverse("capture:outbox"),
        "pack_version": "",
        "seal_after_hours": rules.SEAL_AFTER_HOURS,
        "server_now": clock.now().isoformat(),
    }
    return marked(request, JsonResponse(ready, status=201))


@require_POST
@access.needs_for_data(P.FIELD_WORK, first=cut_off_first)
def take(request: access.Request) -> HttpResponse:
    """What was captured: of each, whether it is written down, was before, or is held."""
    said = _said(request, schemas.Outbox)
    if len(said.captures) > rules.MOST_CAPTURES:
        raise errors.Problem(_("These are too many at once: fifty at most."), kept=kept())
    results = actions.replay(
        by=request.by,
        secret=request.headers.get(HEADER, ""),
        captures=said.captures,
        phone_now=said.phone_now,
        session=sessions.handle_of(request),
    )
    told = [
        {"id": one.id, "outcome": one.outcome, "card": _card(one.hold) if one.hold else None}
        for one in results
    ]
    return marked(request, JsonResponse({"results": told, "server_now": clock.now().isoformat()}))


def _card(hold: Any) -> dict[str, Any]:
    def said() -> dict[str, str]:
        title, text = queries.card(hold)
        return {"title": title, "text": text, "url": reverse("capture:hold", args=[hold.pk])}

    return things.in_every_language(said)


@require_GET
@access.needs_for_data(P.FIELD_WORK, first=cut_off_first)
def pack(request: access.Request) -> HttpResponse:
    """What a phone needs to work without signal today. Names are initials, or a word."""
    phone = queries.phone(request.by, secret=request.headers.get(HEADER, ""))
    zone, site = places.zone_of(request), places.site_of(request)
    found = packs.pack(request.by, phone, zone=zone, site=site)
    version = packs.version_of(found, session=sessions.handle_of(request))
    etag = f'"{version}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    else:
        now = clock.now().isoformat()
        fresh = {"csrf": get_token(request), "server_now": now, "pack_version": version}
        answer = JsonResponse({**found, **fresh})
    answer["ETag"] = etag
    return marked(request, answer)


def kept() -> str:
    return _("What was captured is still on the phone.")


def _said(request: HttpRequest, shape: type[Shape]) -> Shape:
    """What was sent, in that shape. Problem (413, 422) where it is too much, or something else."""
    if int(request.headers.get("Content-Length") or 0) > rules.MOST_BYTES:
        raise TooMuch(_("This is too much at once."), kept=kept())
    try:
        return shape.model_validate(json.loads(request.body))
    except (ValueError, RecursionError, ValidationError) as error:
        unread = _("What was sent is not JSON that we can read.")
        raise errors.Problem(unread, kept=kept()) from error


class TooMuch(errors.Problem):
    status = 413

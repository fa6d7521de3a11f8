"""The kit that a phone opens without signal: a shell with no data in it, so that a browser may keep
it, and the version that goes with it. What is about anybody comes in the pack, and is sealed there.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.accounts import rules as keys
from alongside.core import door
from alongside.followups import models as followups
from alongside.followups import rules as followed
from alongside.outreach import rules as outreach
from alongside.shell import context as frame
from alongside.sites import models as sites
from alongside.supplies.rules import naloxone
from alongside.support import models as support
from alongside.support.queries import talks
from alongside.support.rules import talks as guided

# Scripts that name each other: they keep their names, and are checked by what is in them.
SCRIPTS = (
    "drafts", "forms", "frame", "kit", "newer", "offer", "safety", "screens", "seal", "sheet",
    "talks", "vault", "watch",
)  # fmt: skip
# What the page and the worker share, in order.
SHARED = ("store", "clock", "outbox")
FILES = (
    "shell/shell.css",
    "shell/favicon.svg",
    "shell/stroke.svg",
    "shell/tick.svg",
    "shell/vendor/lucide.svg",
    "shell/vendor/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "support/talk.css",
    "capture/kit.css",
    "capture/app.js",
    *(f"capture/{name}.js" for name in SHARED),
)
ICONS = ("capture/kit-192.png", "capture/kit-512.png")
TAPS: Mapping[str, str] = {
    "found": "eye",
    "not-breathing": "triangle-alert",
    "breathing": "check",
    "stimulation": "hand",
    "rescue-breathing": "heart",
    "oxygen": "leaf",
    "naloxone": "syringe",
    "ambulance": "phone",
    "no-ambulance": "x",
    "awake": "sun",
    "handed-over": "users",
    "died": "circle",
}


@require_safe
@door.public
def kit(request: HttpRequest) -> HttpResponse:
    answer = render(request, "capture/kit.html", _words())
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
@door.public
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of this language's kit: its version, and what belongs to it."""
    said = json.dumps(_version(get_language() or settings.LANGUAGE_CODE))
    parts = [static(f"capture/{name}.js") for name in (*SHARED, "worker")]
    text = f"self.KIT = {said};\nimportScripts({', '.join(map(json.dumps, parts))});\n"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
@door.public
def manifest(request: HttpRequest) -> HttpResponse:
    here = reverse("capture:kit")
    pictures = [
        {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"}
        for name, size in zip(ICONS, (192, 512), strict=True)
    ]
    said = {
        "id": here,
        "name": _("Alongside field kit"),
        "short_name": _("Field kit"),
        "description": _("Write down what happens out there, without signal."),
        "lang": get_language(),
        "start_url": here,
        "scope": here,
        "display": "standalone",
        "background_color": "#fbf8f3",
        "theme_color": "#0c5a5d",
        "icons": pictures,
        "shortcuts": [{"name": _("Overdose"), "url": f"{here}#overdose"}],
    }
    answer = JsonResponse(said, content_type="application/manifest+json")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _words() -> dict[str, Any]:
    """The answers on the kit's pages, each from the floor that understands it."""
    language = get_language() or settings.LANGUAGE_CODE
    steps = [
        {"value": what.value, "label": what.label, "icon": TAPS[what], "first": what == "found"}
        for what in sites.Tap.What
    ]
    return {
        "kinds": support.Kind.choices,
        "settings": support.Setting.choices,
        "steps": steps,
        "why_not": sites.Tap.Why.choices,
        "wheres": sites.Overdose.Where.choices,
        "turned_out": sites.Finish.Turned.choices,
        "outcomes": sites.Finish.Outcome.choices,
        "modes": sites.Use.Mode.choices,
        "substances": sites.Substance.choices,
        "assisted": sites.Use.Assisted.choices,
        "routes": list(naloxone.ROUTES.items()),
        "taught": list(naloxone.TAUGHT.items()),
        "yes_no": list(naloxone.YES_NO.items()),
        "ambulance": list(naloxone.AMBULANCE.items()),
        "ended": list(naloxone.OUTCOMES.items()),
        "saw": list(outreach.SAW.items()),
        "needs": list(outreach.NEEDS.items()),
        "reached": followups.Touch.CameOf.choices,
        "tried": followups.Touch.Way.choices,
        "every": list(followed.EVERY.items()),
        "asked_where": followups.FollowUp.Where.choices,
        "whom": followups.FollowUp.Whom.choices,
        "guides": talks.guides(language),
        "scale": guided.SCALE,
        "six_words": " ".join(keys.wordlist(language)),
        "come_back": f"{settings.PUBLIC_ADDRESS}{reverse('followups:card')}",
        "languages": settings.LANGUAGES,
        **frame.whom_to_call(),
    }


@cache
def _version(language: str) -> dict[str, Any]:
    """Everything of the kit, by address: with a digest where the address itself tells none."""
    shells = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            shells[reverse("capture:kit")] = render_to_string("capture/kit.html", _words())
    scripts = {_plain(name): _digest(name) for name in SCRIPTS}
    files = {static(name): "" for name in FILES} | scripts
    whole = json.dumps([shells, files, [_digest(name) for name in ("app", *SHARED, "worker")]])
    return {
        "version": hashlib.sha256(whole.encode()).hexdigest()[:16],
        "language": language,
        "static": settings.STATIC_URL,
        "shells": list(shells),
        "files": files,
    }


def _plain(name: str) -> str:
    """Where a script finds the others: beside itself, by their plain names."""
    return f"{settings.STATIC_URL}capture/{name}.js"


def _digest(name: str) -> str:
    found = finders.find(f"capture/{name}.js")
    raw = Path(str(found)).read_bytes()
    return f"sha256-{base64.b64encode(hashlib.sha256(raw).digest()).decode()}"

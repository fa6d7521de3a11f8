"""A file that somebody chose when something else had to come first. It waits sealed for some
minutes, one choice for each person, and goes along with the form that it was chosen in: nobody
but they take it up. Where nobody is in, nothing is kept."""

import base64
import json
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from alongside.accounts import actors
from alongside.core import ids, keyring

FIELD = "chosen-files"  # names, in the form that goes along, what waits
MINUTES = 15
MOST = 16_000_000  # bytes of all files of one form
COLUMN = "chosen-files"


def set_aside(request: HttpRequest, by: actors.Actor) -> str:
    """What the form carries along; nothing where no file was with it, or too much."""
    chosen = [(name, each) for name, many in request.FILES.lists() for each in many]
    if not chosen or sum(each.size or 0 for _name, each in chosen) > MOST:
        return ""
    token, files = str(ids.new()), []
    for name, each in chosen:
        each.seek(0)  # a view may have read it before it asked
        content = base64.b64encode(each.read()).decode()
        files.append([name, each.name, each.content_type, content])
    held = keyring.seal(json.dumps({"token": token, "files": files}), column=COLUMN)
    cache.set(_key(by), held, MINUTES * 60)
    return token


def take_up(request: HttpRequest, by: actors.Actor) -> None:
    """The form came back without its files: here they are, once."""
    token = request.POST.get(FIELD, "")
    if not token or request.FILES or not (held := _held(by, token)):
        return
    cache.delete(_key(by))
    files: MultiValueDict[str, Any] = MultiValueDict()
    for name, called, kind, content in held["files"]:
        raw = base64.b64decode(content)
        files.appendlist(name, SimpleUploadedFile(called, raw, content_type=kind))
    request._files = files  # type: ignore[attr-defined]


def waits(by: actors.Actor, token: str) -> bool:
    return _held(by, token) is not None


def _held(by: actors.Actor, token: str) -> dict[str, Any] | None:
    sealed = cache.get(_key(by)) if token else None
    if not sealed:
        return None
    try:
        held: dict[str, Any] = json.loads(keyring.unseal(sealed, column=COLUMN))
    except (keyring.WrongKey, ValueError):
        return None
    return held if held["token"] == token else None


def _key(by: actors.Actor) -> str:
    return f"chosen:{keyring.digest(str(by.id), use='chosen-files')[:40]}"

"""What a session holds, where it is kept, and how long it lives.

A session is asleep when nobody has touched it for a while: its owner proves again who they are
and goes on where they were. It is over after some hours, whatever happens in between.
"""

import secrets
import uuid
from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends import db
from django.http import HttpRequest, HttpResponse

from alongside.accounts import access, actors, models, rules
from alongside.accounts.policy import locks
from alongside.core import clock, ids, kept, keyring

# What a session may hold. A key is held with the moment its words were made: new words end
# the sessions that the old ones opened. LOCK is about the session itself.
HAT, KEY, KEY_MADE, LINK = "hat", "return_key", "return_key_made", "partner_link"
KIOSK = "kiosk"
BEFORE = "here_before"  # when its owner came in last, until now
LOCK = access.LOCK


class SessionStore(db.SessionStore):
    """Django's, in a table of ours: sealed, found by a digest of its key, listed by its owner."""

    @classmethod
    def get_model_class(cls) -> Any:
        return models.Session

    def _get_session_from_db(self) -> models.Session | None:
        try:
            digest = kept.Text(_digest(self.session_key or ""))
            found = locks.sessions_with(digest, clock.now())
        except keyring.WrongKey:
            found = []
        if not found:
            self._session_key = None
        return found[0] if found else None

    def exists(self, session_key: str | None = None) -> bool:
        return bool(super().exists(_digest(session_key or "")))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(_digest(key))

    def create_model_instance(self, data: dict[str, Any]) -> models.Session:
        held: dict[str, Any] = data.get(LOCK) or {}
        row: Any = super().create_model_instance(data)
        row.session_key = _digest(row.session_key)
        row.person_id = ids.parse(data.get(auth.SESSION_KEY, ""))
        row.return_key_id = None if row.person_id else ids.parse(data.get(KEY, ""))
        row.handle = ids.parse(held.get("handle", "")) or ids.new()
        row.device = held.get("device", "")
        row.began_at, row.seen_at = _moment(held, "began"), _moment(held, "seen")
        return cast(models.Session, row)


def _digest(key: str) -> str:
    return keyring.digest(key, use="session")[:40]


def _moment(held: dict[str, Any], name: str) -> datetime | None:
    return datetime.fromtimestamp(held[name], UTC) if name in held else None


def fresh(*, device: str = "", sure: bool = False) -> dict[str, Any]:
    """What a session that begins now holds about itself."""
    now = int(clock.now().timestamp())
    times = {"began": now, "seen": now, "worn": now} | ({"sure": now} if sure else {})
    return {"handle": str(ids.new()), "device": device, **times}


def was_here(request: HttpRequest, at: datetime | None) -> None:
    """Noted where somebody comes in: it tells who comes back from who is new."""
    if at is not None:
        request.session[BEFORE] = at.isoformat()


def here_before(request: HttpRequest) -> datetime | None:
    said = request.session.get(BEFORE)
    return datetime.fromisoformat(said) if said else None


def begin(request: HttpRequest, *, sure: bool = True) -> None:
    """For somebody who has shown just now who they are."""
    device = rules.device(request.headers.get("User-Agent", ""))
    request.session[LOCK] = fresh(device=device, sure=sure)


def whose(request: HttpRequest) -> uuid.UUID | None:
    """Who was signed in with this cookie: the person or the return key, where that is known."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return locks.whose(_digest(key)) if key else None


def handle_of(request: HttpRequest) -> uuid.UUID | None:
    return ids.parse((request.session.get(LOCK) or {}).get("handle", ""))


def life(request: HttpRequest, by: actors.Actor) -> str:
    """`live`, `asleep` or `over`; and notes, once a minute, that it was used."""
    held: dict[str, Any] | None = request.session.get(LOCK)
    if held is None:
        begin(request, sure=False)
        return rules.LIVE
    now = int(clock.now().timestamp())
    since = {name: held[name] for name in ("began", "worn", "seen")}
    found = rules.life(limits_of(by), now=now, **since)
    if found == rules.LIVE and now - held["seen"] >= rules.NOTED_SECONDS:
        note(request)
    return found


def is_over(found: str, by: actors.Actor) -> bool:
    """Whether its owner must come in anew. Only a person is asked again for what opens theirs."""
    return found == rules.OVER or (found == rules.ASLEEP and by.kind is not actors.Kind.PERSON)


def limits_of(by: actors.Actor) -> rules.Limits:
    idle, whole = settings.IDLE_MINUTES, settings.SESSION_HOURS
    return rules.Limits(
        idle=60 * rules.of_role(idle, by.role),
        worn=3600 * rules.of_role(whole, by.role),
        whole=3600 * max(whole.values()),
    )


def seconds_left(request: HttpRequest, by: actors.Actor) -> int:
    """Until it falls asleep or ends, if nobody touches it."""
    held: dict[str, int] = request.session[LOCK]
    limits = limits_of(by)
    now = int(clock.now().timestamp())
    ends = min(held["worn"] + limits.worn, held["began"] + limits.whole)
    return max(0, min(now + limits.idle, ends) - now)


def note(request: HttpRequest, **more: Any) -> None:
    """It was used now. `more` is what else is known of it from now on."""
    now = int(clock.now().timestamp())
    request.session[LOCK] = {**request.session[LOCK], "seen": now, **more}


def wear(request: HttpRequest) -> None:
    """Another role is worn from now on: some may be worn for a short while only."""
    note(request, worn=int(clock.now().timestamp()))


def be_sure(request: HttpRequest) -> None:
    """Its owner has shown again who they are."""
    note(request, sure=int(clock.now().timestamp()))


# --- a browser in which somebody came in before -----------------------------------------------

KNOWN = f"{settings.COOKIE_PREFIX}known"
KEPT_DAYS, MOST_KNOWN = 180, 5


def known_browser(request: HttpRequest, name: str) -> str:
    """The sign of this browser, if the name (its digest) came in with it before; else nothing.
    Wrong tries there are counted for themselves: whoever guesses elsewhere keeps nobody out."""
    sign, *names = request.COOKIES.get(KNOWN, "").split(".")
    return sign if sign and _known_as(sign, name) in names else ""


def guessed_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What wrong passphrases are counted under: the name's digest, and a known browser's sign."""
    name = str((credentials or request.POST).get(settings.AXES_USERNAME_FORM_FIELD) or "")
    return f"{name} {known_browser(request, name)}".rstrip()


def know_browser(request: HttpRequest, answer: HttpResponse, name: str) -> None:
    """Somebody came in with it. It keeps no name, and of the last few only."""
    sign, *names = request.COOKIES.get(KNOWN, "").split(".")
    sign = sign or secrets.token_urlsafe(16)
    new = _known_as(sign, name)
    kept = [new, *(each for each in names if each != new)][:MOST_KNOWN]
    answer.set_cookie(
        KNOWN,
        ".".join([sign, *kept]),
        max_age=KEPT_DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_as(sign: str, name: str) -> str:
    return keyring.digest(f"{sign} {name}", use="known-browser")[:32]

"""How a referral moves, what may be shared, and how a link's secret is written.

Plain values only; `now` is passed in.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from alongside.participants.rules import leaving

PURPOSE, KIND = "referral", "service"  # as `participants.rules.regimes` knows them
IDENTIFYING = ("reach",)  # never under an alias: it goes on the slip
SHAREABLE = ("name", "reach", "language", "words", "together")
PARTNER_ANSWERS = ("received", "seen", "cant-help")
WAITING = "waiting"

# What is sent and not yet ended: the partner's link may open it.
OPEN = ("sent", "received", "seen", "cant-help")
ENDED = ("closed", "stopped")
BEFORE = ("draft", "ready")

_MOVES: Mapping[str, Mapping[str, str]] = {
    "draft": {"agree": "ready", "stop": "stopped"},
    "ready": {"send": "sent", "stop": "stopped"},
    **{
        state: {
            "send": state,  # a new link; the old one dies
            "received": "received",
            "seen": "seen",
            "cant-help": "cant-help",
            "close": "closed",
            "wait": state,
            "stop": "stopped",
        }
        for state in OPEN
    },
}


def recipient(service_name: str) -> leaving.Recipient:
    return leaving.Recipient(service_name, KIND)


def move(state: str, verb: str) -> str | None:
    """The state after it, or None where that can't be done from here."""
    return _MOVES.get(state, {}).get(verb)


def now(state: str, *, consent_live: bool) -> str:
    """Where it stands. A consent taken back stops it from that second, whatever was written."""
    if state in (*BEFORE[1:], *OPEN) and not consent_live:
        return "stopped"
    return state


def may_show(state: str, *, consent_live: bool, link_live: bool) -> bool:
    """Whether the partner may be shown anything: all three must hold, on every request."""
    return link_live and now(state, consent_live=consent_live) in OPEN


def link_lives(*, ended_at: datetime | None, expires_at: datetime, at: datetime) -> bool:
    return ended_at is None and at < expires_at


def days(since: datetime | None, *, at: datetime) -> int:
    """Whole days of waiting, never below zero."""
    return max(0, (at - since) // timedelta(days=1)) if since else 0


# --- the secret: 28 signs of 5 bits, in sevens of four, to be read out over a telephone -------

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u
SIGNS = 28
PIN = 6  # digits, said aloud and never written beside the link
_SAID = str.maketrans({"o": "0", "i": "1", "l": "1", "u": "v"})


def written(signs: str) -> str:
    """In groups of four."""
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def heard(text: str) -> str:
    """What was typed or heard, as it is looked up: case, dashes and look-alikes do not matter."""
    return "".join(sign for sign in text.casefold() if sign.isalnum()).translate(_SAID)


# --- how useful and kind, in words ---------------------------------------------------------

YES = 3


def counted(people: int, floor: int) -> int:
    """How many ratings are counted: the first so many, in steps of `floor`, so that nobody can
    tell from two readings what one more person said. None below the floor."""
    return people - people % floor if floor > 0 else 0


def share(answers: Sequence[int]) -> str:
    """`most`, `half` or `few` said yes. There is no word for all or none, which would tell what
    each one said."""
    yes = sum(answer == YES for answer in answers) / (len(answers) or 1)
    return "most" if yes >= 0.6 else "half" if yes >= 0.4 else "few"

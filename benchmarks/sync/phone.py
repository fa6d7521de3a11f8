"""A phone, as far as the server sees one: it seals captures and hands them over, over a line that
breaks. Tests use it, too."""

import json
import random
import secrets
import select
import socket
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from alongside.core import outbox

CUTS = ("before", "body", "answer")
MOST = 10  # in one sending: a phone with little signal sends little
SECONDS = 30
PAUSE = 0.05  # where the server is gone


def public_key() -> dict[str, str]:
    return outbox.jwk(ec.generate_private_key(outbox.CURVE).public_key())


def sealed(capture: dict[str, Any], server_key: dict[str, str]) -> dict[str, Any]:
    """As the phone's own program does it (static/capture/seal.js)."""
    pk = uuid.UUID(capture["id"])
    once = ec.generate_private_key(outbox.CURVE)
    shared = once.exchange(ec.ECDH(), outbox.public_key(server_key))
    iv = secrets.token_bytes(12)
    clear = json.dumps(capture).encode()
    shut = AESGCM(outbox.message_key(shared, pk)).encrypt(iv, clear, str(pk).encode())
    return {
        "id": capture["id"],
        "seq": capture["seq"],
        "kid": server_key["kid"],
        "epk": outbox.jwk(once.public_key()),
        "iv": outbox.packed(iv),
        "sealed": outbox.packed(shut),
    }


def _running() -> threading.Event:
    up = threading.Event()
    up.set()
    return up


@dataclass
class Phone:
    """`cookie` is that of whoever is signed in; `waiting` what was captured, sealed, by its id."""

    number: int
    host: str
    port: int
    cookie: str
    token: str = ""
    csrf: str = ""
    waiting: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)
    cuts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CUTS, 0))
    outcomes: dict[str, int] = field(default_factory=dict)
    cards: list[Any] = field(default_factory=list)
    refused: int = 0
    lines: list[tuple[float, float]] = field(default_factory=list)  # opened, closed
    requests: int = 0
    up: threading.Event = field(default_factory=_running)  # is there a server?

    def connected(self, downs: Sequence[tuple[float, float]] = ()) -> float:
        """Seconds for which a line was open while there was a server at its other end."""
        return sum(
            end - begun - sum(max(0.0, min(end, up) - max(begun, down)) for down, up in downs)
            for begun, end in self.lines
        )

    def bring(self, cuts: int) -> None:
        """Everything, in any order and some of it twice, over a line that breaks so often."""
        chance = random.Random(self.number)
        planned = [CUTS[(self.number + n) % len(CUTS)] for n in range(cuts)]
        chance.shuffle(planned)
        while self.waiting or planned:
            cut = planned[-1] if planned and chance.random() < 0.8 else ""
            came = self._once(chance, cut)
            if not self.up.is_set():  # no cut of the line: nobody was at its other end
                time.sleep(PAUSE)
            elif came and cut:
                self.cuts[planned.pop()] += 1

    def _once(self, chance: random.Random, cut: str) -> bool:
        """One sending; whether it came as far as it was to come."""
        some = list(self.waiting.values())
        batch = chance.sample(some, min(len(some), chance.randint(1, MOST)))
        if self.sent and (not batch or chance.random() < 0.3):
            batch.append(chance.choice(self.sent))
        try:
            with self.line() as line:
                found = None if cut == "before" else self._send(line, batch, cut)
        except OSError:  # the server is gone for a moment
            self.refused += 1
            time.sleep(PAUSE)
            return False
        if found is not None:
            self._settle(found, batch)
        return True

    def _send(self, line: socket.socket, batch: list[Any], cut: str) -> dict[str, Any] | None:
        now = datetime.now(UTC).isoformat()
        body = json.dumps({"phone_now": now, "captures": batch}).encode()
        head = (
            f"POST /en/field/outbox/ HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Cookie: {self.cookie}\r\nX-Field-Device: {self.token}\r\nX-CSRFToken: {self.csrf}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n"
        ).encode()
        self.requests += 1
        if cut == "body":
            line.sendall(head + body[: len(body) // 2])
            return None
        line.sendall(head + body)
        if cut == "answer":  # it is written down, and the phone never hears of it
            select.select([line], [], [], SECONDS)
            self.sent += batch
            return None
        return _answer(line)

    def _settle(self, found: dict[str, Any], batch: list[Any]) -> None:
        for result in found["results"]:
            kind = result["outcome"]
            self.outcomes[kind] = self.outcomes.get(kind, 0) + 1
            if result["card"]:
                self.cards.append(result["card"])
            if (done := self.waiting.pop(result["id"], None)) is not None:
                self.sent.append(done)

    @contextmanager
    def line(self) -> Iterator[socket.socket]:
        """A connection, and from when until when it was open."""
        begun = time.perf_counter()
        try:
            with socket.create_connection((self.host, self.port), SECONDS) as line:
                yield line
        finally:
            self.lines.append((begun, time.perf_counter()))


def _answer(line: socket.socket) -> dict[str, Any]:
    """The answer's JSON. OSError where the line breaks, or it is none."""
    raw = b""
    while piece := line.recv(65_536):
        raw += piece
    head, _, body = raw.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head[:200].decode(errors="replace") + body[:300].decode())
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    if len(body) < length:
        raise ConnectionError("the answer broke off")
    found: dict[str, Any] = json.loads(body)
    return found

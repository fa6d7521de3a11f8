"""Proving history: every link by the one before it, every chain by its seals, every seal by its
signature."""

import base64
import hmac
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from alongside.audit import models, policy, rules
from alongside.core import keyring, scope

CHECKPOINT = str(models.Seal.Kind.CHECKPOINT)


@dataclass
class Proof:
    """What the seals say, by chain, and what was counted on the way."""

    sealed: dict[str, dict[int, str]] = field(default_factory=dict)
    starts: dict[str, tuple[int, str]] = field(default_factory=dict)
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    links: int = 0
    seals: int = 0
    anchors: int = 0
    checked_at: str = ""  # when the last checkpoint was made


def verify(proof: Proof | None = None, *, anchors: Path | None = None) -> Iterator[str]:
    """The first broken or missing link of every chain and seal, in words; nothing if whole.
    `anchors` is a folder of statements from elsewhere, which the seals must agree with."""
    proof = proof or Proof()
    yield from _verify_seals(proof)
    if anchors is not None:
        yield from _verify_anchors(anchors, proof)
    for pk, length, mac in policy.chains().values_list("pk", "length", "mac").iterator():
        proof.heads[pk.hex] = (length, mac)
    for chain in sorted(set(proof.sealed) - set(proof.heads)):
        yield f"chain {_name(chain)}: sealed, but its head is missing"
    if connection.vendor == "postgresql":
        for organisation_id in (None, *policy.organisations()):
            with scope.within(organisation_id):
                yield from faults(policy.links(organisation_id), proof)
                yield from _without_subject(organisation_id, proof)
    else:
        yield from faults(policy.links(None, everywhere=True), proof)
        yield from _without_subject(None, proof)
    for chain, (length, _mac) in proof.heads.items():
        start = proof.starts.get(chain, (0, ""))[0]
        if chain not in proof.seen and max([length, *proof.sealed.get(chain, {})]) > start:
            yield f"chain {_name(chain)}: link {start + 1} is missing"


def _without_subject(organisation_id: uuid.UUID | None, proof: Proof) -> Iterator[str]:
    """Who a chain is about may have been destroyed; that it is about somebody may not."""
    heads = policy.chains().filter(subject=None, length__gt=0)
    if connection.vendor == "postgresql":
        heads = heads.filter(organisation_id=organisation_id)
    for pk in heads.values_list("pk", flat=True):
        yield f"chain {pk}: whose it is was taken out"


# --- seals -----------------------------------------------------------------------------


def _verify_seals(proof: Proof) -> Iterator[str]:
    rows = list(policy.seals().order_by("sealed_at", "pk"))
    before = ""
    for row in rows:
        fault = _fault_of(row, before, proof)
        before = row.mac
        if fault:
            yield f"seal {row.file}: {fault}"
    known = {row.file for row in rows}
    for path in sorted(settings.SEALS.glob("*.seal")) + sorted(settings.SEALS.glob("*.checkpoint")):
        if path.name not in known:
            yield f"seal {path.name}: the file is there, its row is missing"


def _fault_of(row: models.Seal, before: str, proof: Proof) -> str:
    try:
        text = (settings.SEALS / row.file).read_text(encoding="utf-8")
        header, heads, mac, signature = rules.read_seal(text)
    except (OSError, ValueError):
        return "the file is missing, or is not a seal"
    signed = rules.signed_part(text)
    body = signed[: signed.rindex(mac.encode())]
    right = row.mac == mac == keyring.mac(body, key=settings.AUDIT_KEY)
    if not right or header["seal"] != str(row.pk) or header["kind"] != row.kind:
        return "the file or its row was changed"
    if not any(keyring.is_signed(signed, signature, by=key) for key in signers()):
        return "its signature is not ours"
    proof.seals += 1
    for chain, length, head_mac in heads:
        proof.sealed.setdefault(chain, {})[length] = head_mac
        if header["kind"] == CHECKPOINT:
            proof.starts[chain] = max((length, head_mac), proof.starts.get(chain, (0, "")))
            proof.checked_at = str(header.get("at", ""))
    return "" if header["before"] == before else "the seal before it is missing"


def signers() -> list[str]:
    """Public keys whose signatures count: ours, and those that the operator had before."""
    return [keyring.public_key(), *settings.FORMER_SIGNERS]


def _verify_anchors(folder: Path, proof: Proof) -> Iterator[str]:
    paths = sorted(folder.glob("*.anchor"))
    if not paths:
        yield f"anchors: {folder} holds none"
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
            signature = base64.b64encode(path.with_name(f"{path.name}.sig").read_bytes()).decode()
        except (OSError, ValueError):
            yield f"anchor {path.name}: it or its signature can't be read"
            continue
        said = dict(line.split(" ", 1) for line in text.splitlines() if " " in line)
        if not any(keyring.is_signed(text.encode(), signature, by=key) for key in signers()):
            yield f"anchor {path.name}: its signature is not ours"
        elif not _agrees(said):
            yield f"anchor {path.name}: the seal it names was taken out or written anew"
        else:
            proof.anchors += 1


def _agrees(said: dict[str, str]) -> bool:
    try:
        text = (settings.SEALS / Path(said["file"]).name).read_text(encoding="utf-8")
    except (OSError, KeyError, ValueError):
        return False
    return rules.digest(text) == said.get("sha256")


# --- links -----------------------------------------------------------------------------


def faults(links: Iterable[policy.Link], proof: Proof) -> Iterator[str]:
    """The first fault of each chain. Links come chain by chain, in order. One loop and no
    objects, as there may be many millions."""
    mac_of = _coder()
    chain, wanted, before, known = "", 0, "", {}
    fault, since, count = "", 0, 0
    for here, position, clear, payload, mac in links:
        count += 1
        if here != chain:
            if chain:
                yield from _ended(chain, fault or _at_the_end(proof, chain, wanted, before))
            chain, fault, known = here, "", proof.sealed.get(here, {})
            proof.seen.add(here)
            since, before = proof.starts.get(here, (0, ""))
            wanted = since
        if fault:
            continue
        wanted += 1
        if position != wanted:
            fault = _out_of_place(position, wanted)
        elif mac_of(before, clear, payload) != mac:
            fault = f"link {position} was changed"
        elif known and known.get(position, mac) != mac:
            fault = f"link {position} was rewritten after it was sealed"
        before = mac
    if chain:
        yield from _ended(chain, fault or _at_the_end(proof, chain, wanted, before))
    proof.links += count


def _out_of_place(position: int, wanted: int) -> str:
    if position < wanted:
        return f"link {position} stands twice, or was to be taken out"
    return f"link {wanted} is missing"


def _ended(chain: str, fault: str) -> Iterator[str]:
    if fault:
        yield f"chain {_name(chain)}: {fault}"


def _at_the_end(proof: Proof, chain: str, position: int, mac: str) -> str:
    head = proof.heads.get(chain)
    if head is None:
        return "its head is missing"
    if position < max([head[0], *proof.sealed.get(chain, {})]):
        return f"link {position + 1} is missing"
    if (position, mac) == head:
        return ""
    now = policy.chains().filter(pk=uuid.UUID(chain)).values_list("length", "mac").first()
    if now and (now == (position, mac) or now[0] > position > head[0]):
        return ""  # history went on while it was read
    return "its head was changed"


def _coder() -> Callable[[str, str, bytes], str]:
    """`keyring.mac(rules.message(…))` of columns that the database has put together."""
    key, first = settings.AUDIT_KEY.encode(), rules.FIRST

    def mac_of(before: str, clear: str, payload: bytes) -> str:
        start = f"{before or first}\n{len(payload)}\n{clear}\n".encode()
        return hmac.digest(key, start + payload, "sha256").hex()

    return mac_of


def _name(chain: str) -> str:
    try:
        return str(uuid.UUID(chain))
    except ValueError:  # a seal that was scribbled on
        return chain

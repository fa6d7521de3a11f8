"""Proving history: every link by the one before it, every chain by its seals, every seal by its
signature."""

import base64
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from alongside.audit import models, policy, rules
from alongside.core import keyring, scope

NO_LINK = (0, "")
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
        start = proof.starts.get(chain, NO_LINK)[0]
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
            proof.starts[chain] = max((length, head_mac), proof.starts.get(chain, NO_LINK))
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

InOrder = Callable[[str], Iterable[policy.Link]]


def faults(
    links: Iterable[policy.Link], proof: Proof, *, of: InOrder | None = None
) -> Iterator[str]:
    """The first fault of each chain. All links are read once, as they lie; a chain that is not
    plainly whole in that order is read again (`of`) in its own, which says what is wrong."""
    of = of or (lambda chain: policy.links(None, of=uuid.UUID(chain)))
    for chain in sorted(_suspects(links, proof)):
        if fault := first_fault(of(chain), chain, proof):
            yield f"chain {_name(chain)}: {fault}"


def _suspects(links: Iterable[policy.Link], proof: Proof) -> set[str]:
    """One loop over what may be many millions: as little as can be is done to each."""
    code, first = keyring.coder(settings.AUDIT_KEY), rules.FIRST
    sealed, starts, count = proof.sealed, proof.starts, 0
    ends: dict[str, tuple[int, str]] = {}
    suspects = set()
    for id_, chain, position, of, verb, outcome, happened, recorded, payload, mac in links:
        count += 1
        last = ends.get(chain) or starts.get(chain, NO_LINK)
        said = (
            f"{last[1] or first}\n{len(payload)}\n{id_}\n{chain}\n{position}\n{of}\n{verb}\n"
            f"{outcome}\n{happened}\n{recorded}\n"
        )
        wrong = position != last[0] + 1 or code(said.encode() + payload) != mac
        if wrong or (chain in sealed and sealed[chain].get(position, mac) != mac):
            suspects.add(chain)
        ends[chain] = (position, mac)
    proof.links += count
    proof.seen |= ends.keys()
    for chain in ends.keys() - suspects:
        if _fault_at_end(proof, chain, ends[chain]):
            suspects.add(chain)
    return suspects


def first_fault(links: Iterable[policy.Link], chain: str, proof: Proof) -> str:
    """What is wrong with a chain whose links come in order; nothing where it is whole."""
    known = proof.sealed.get(chain, {})
    last = proof.starts.get(chain, NO_LINK)
    for *clear, payload, mac in links:
        position = int(str(clear[2]))
        if position <= last[0]:
            return f"link {position} stands twice, or was to be taken out"
        if position != last[0] + 1:
            return f"link {last[0] + 1} is missing"
        said = rules.message(last[1], map(str, clear), payload)
        if keyring.mac(said, key=settings.AUDIT_KEY) != mac:
            return f"link {position} was changed"
        if known.get(position, mac) != mac:
            return f"link {position} was rewritten after it was sealed"
        last = (position, mac)
    return _fault_at_end(proof, chain, last)


def _fault_at_end(proof: Proof, chain: str, last: tuple[int, str]) -> str:
    head = proof.heads.get(chain)
    if head is None:
        return "its head is missing"
    if last[0] < max([head[0], *proof.sealed.get(chain, {})]):
        return f"link {last[0] + 1} is missing"
    if last == head:
        return ""
    now = policy.chains().filter(pk=uuid.UUID(chain)).values_list("length", "mac").first()
    if now and (now == last or now[0] > last[0] > head[0]):
        return ""  # history went on while it was read
    return "its head was changed"


def _name(chain: str) -> str:
    try:
        return str(uuid.UUID(chain))
    except ValueError:  # a seal that was scribbled on
        return chain

"""Reading history."""

import itertools
import uuid
from collections.abc import Generator, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from alongside.audit import actions, models, policy, rules
from alongside.core import keyring, scope


def looked_since(
    *, participant_id: uuid.UUID, by_id: uuid.UUID | None, page: str, since: datetime
) -> bool:
    """Whether this look was written down already."""
    return (
        policy.events_about(participant_id)
        .filter(recorded_at__gt=since, verb="look", by_id=by_id, facts__page=page)
        .exists()
    )


def about(participant_id: uuid.UUID) -> QuerySet[models.Event]:
    """A participant's history, newest first. The caller has asked who may read it."""
    return policy.events_about(participant_id).order_by("-recorded_at", "-position")


def last_seal() -> models.Seal | None:
    return policy.seals().order_by("-sealed_at").first()


def chains() -> Iterator[models.Chain]:
    return policy.chains().order_by("pk").iterator(chunk_size=2000)


# --- proof ---------------------------------------------------------------------------

Sealed = dict[uuid.UUID, dict[int, str]]


def verify() -> Iterator[str]:
    """The first broken or missing link of every chain and seal, in words; nothing if whole."""
    sealed = yield from _verify_seals()
    everywhere = (None, *policy.organisations())
    heads: dict[uuid.UUID | None, dict[uuid.UUID, models.Chain]] = {of: {} for of in everywhere}
    for chain in chains():
        heads.setdefault(chain.organisation_id, {})[chain.pk] = chain
    for chain_id in sorted(set(sealed) - {pk for of in heads.values() for pk in of}):
        yield f"chain {chain_id}: sealed, but its head is missing"
    for organisation_id, chains_of in heads.items():
        with scope.within(organisation_id):
            yield from _verify_links(organisation_id, chains_of, sealed)


def _verify_seals() -> Generator[str, None, Sealed]:
    sealed: Sealed = {}
    rows = list(policy.seals().order_by("sealed_at", "pk"))
    before = ""
    for row in rows:
        try:
            text = (settings.SEALS / row.file).read_text(encoding="utf-8")
            header, heads, mac = rules.read_seal(text)
        except (OSError, ValueError):
            yield f"seal {row.file}: the file is missing, or is not a seal"
            before = row.mac
            continue
        body = text[: text.rindex(mac)].encode()
        if not row.mac == mac == keyring.mac(body, key=settings.AUDIT_KEY):
            yield f"seal {row.file}: the file or its row was changed"
            before = row.mac
            continue
        if header["before"] != before:
            yield f"seal {row.file}: the seal before it is missing"
        before = row.mac
        for chain, length, head_mac in heads:
            sealed.setdefault(uuid.UUID(chain), {})[length] = head_mac
    known = {row.file for row in rows}
    for path in sorted(settings.SEALS.glob("*.seal")):
        if path.name not in known:
            yield f"seal {path.name}: the file is there, its row is missing"
    return sealed


def _verify_links(
    organisation_id: uuid.UUID | None, heads: dict[uuid.UUID, models.Chain], sealed: Sealed
) -> Iterator[str]:
    links = policy.links_in(organisation_id).iterator(chunk_size=2000)
    seen = set()
    for chain_id, chain_links in itertools.groupby(links, key=lambda link: link.chain_id):
        seen.add(chain_id)
        finding = _first_fault(chain_links, heads.get(chain_id), sealed.get(chain_id, {}))
        if finding:
            yield f"chain {chain_id}: {finding}"
    for chain_id, head in heads.items():
        if chain_id not in seen and head.length:
            yield f"chain {chain_id}: link 1 is missing"


def _first_fault(
    links: Iterator[models.Event], head: models.Chain | None, sealed: dict[int, str]
) -> str:
    before, position = "", 0
    for link in links:
        position += 1
        if link.position != position:
            return f"link {position} is missing"
        if link.mac != actions.mac_of(before, link):
            return f"link {position} was changed"
        if sealed.get(position, link.mac) != link.mac:
            return f"link {position} was rewritten after it was sealed"
        before = link.mac
    if head is None:
        return "its head is missing"
    if position < max([head.length, *sealed]):
        return f"link {position + 1} is missing"
    return "" if head.mac == before else "its head was changed"

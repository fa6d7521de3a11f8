"""Taking out what has had its day, behind a signed checkpoint."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet

from alongside.audit import models, policy, rules
from alongside.audit.actions import seals
from alongside.audit.actions.history import By, record
from alongside.core import clock, scope

AT_ONCE = 1000  # chains in one transaction

# Asked for the participants of an organisation whose history must stay, whatever its age: the
# app that knows of legal holds puts its answer here when it is ready.
held: list[Callable[[uuid.UUID | None], Iterable[uuid.UUID]]] = []


def prune(*, by: By) -> int:
    """Take out all links older than their years, chain by chain from the first on. What is taken
    out was sealed before; a signed checkpoint says from where each chain is proven. Gives how
    many links went. Broken off, it goes on the next time."""
    seals.only_the_system(by)
    before = clock.now() - timedelta(days=366 * models.Event.years)
    gone = 0
    for organisation_id in (None, *policy.organisations()):
        with scope.within(organisation_id):
            chains = _with_expired(organisation_id, before)
            for start in range(0, len(chains), AT_ONCE):
                these = chains[start : start + AT_ONCE]
                gone += _prune(by, organisation_id, these, before)
    return gone


def _with_expired(organisation_id: uuid.UUID | None, before: datetime) -> list[uuid.UUID]:
    """Chains that hold a link older than that, but for those whose history is held."""
    old = _events(organisation_id).filter(recorded_at__lt=before)
    chains = set(old.values_list("subject_id", flat=True).distinct())
    kept = [person for ask in held for person in ask(organisation_id)]
    chains -= set(policy.subjects().filter(participant_id__in=kept).values_list("pk", flat=True))
    return sorted(chains)


def _prune(
    by: By, organisation_id: uuid.UUID | None, chains: list[uuid.UUID], before: datetime
) -> int:
    with transaction.atomic():
        heads = _last_to_go(organisation_id, chains, before)
        if not heads:
            return 0
        row = seals.write(models.Seal.Kind.CHECKPOINT, heads)
        links = 0
        for chain, position, _mac in heads:
            links_of = _events(organisation_id).filter(subject_id=uuid.UUID(chain))
            expired = links_of.filter(position__lte=position)
            links += expired.delete()[0]
        record(
            by=by,
            verb="prune-history",
            organisation_id=organisation_id,
            about=("seal", row.pk),
            facts={"links": links, "chains": len(heads)},
        )
        return links


def _last_to_go(
    organisation_id: uuid.UUID | None, chains: list[uuid.UUID], before: datetime
) -> rules.Heads:
    """Of each chain the last link to go: none younger is before it, and all were sealed."""
    spans = (
        _events(organisation_id)
        .filter(subject_id__in=chains)
        .values("subject_id")
        .annotate(
            last=Max("position", filter=Q(recorded_at__lt=before)),
            first_kept=Min("position", filter=Q(recorded_at__gte=before)),
        )
    )
    sealed = dict(policy.chains().filter(pk__in=chains).values_list("pk", "sealed_length"))
    heads = []
    for span in spans:
        chain, last, first_kept = span["subject_id"], span["last"], span["first_kept"]
        last = min(last, sealed.get(chain, 0), *([first_kept - 1] if first_kept else []))
        link = _events(organisation_id).filter(subject=chain, position=last).first()
        if link is not None:
            heads.append((chain.hex, last, link.mac))
    return heads


def _events(organisation_id: uuid.UUID | None) -> QuerySet[models.Event]:
    """Without their subjects: nothing here needs to be opened."""
    return models.Event._base_manager.filter(organisation_id=organisation_id)

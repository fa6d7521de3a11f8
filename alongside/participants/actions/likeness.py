"""Records that may be of one person: noticed by exact facts, settled by a worker, never by
itself. A code of remembered facts helps to notice; it opens nothing."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses
from alongside.audit import actions as audit
from alongside.core import clock, errors, keyring
from alongside.participants import models, policy
from alongside.participants.actions import rows
from alongside.participants.policy import joining as reach
from alongside.participants.rules import knowing as rules
from alongside.participants.rules import walls

MOST_TRIES = 20  # codes that one worker may try in a day
AT_ONCE = 500


def find_likenesses(*, by: actors.Actor) -> int:
    """All records of an organisation are compared, here and now: nothing of what was compared is
    kept but the pair and its reason. How many pairs are new."""
    access.require(by, P.RECORD_JOIN)
    pairs = rules.likenesses(_signs(by))
    known = set(reach.all_in(by).values_list("one_id", "other_id"))
    new = [
        models.Likeness(
            organisation_id=by.tenant, one_id=one, other_id=other, whys=whys, found_at=clock.now()
        )
        for (one, other), whys in pairs.items()
        if (one, other) not in known
    ]
    with transaction.atomic():
        gone = reach.all_in(by).filter(verdict="").only("pk", "one_id", "other_id")
        old = [row.pk for row in gone if (row.one_id, row.other_id) not in pairs]
        models.Likeness.objects.filter(pk__in=old).delete()
        models.Likeness.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)
        audit.record(by=by, verb="find-likenesses", facts={"new": len(new)})
    return len(new)


def _signs(by: actors.Actor) -> Iterator[rules.Sign]:
    codes = dict(reach.codes_in(by).values_list("participant_id", "facts_digest"))
    columns = ("pk", "alias", "known_name", "reach_how")
    people = policy.participants_for(by).order_by().values_list(*columns)
    for pk, alias, name, how in people.iterator(chunk_size=2000):
        names = tuple(text for text in (alias, name) if text)
        yield rules.Sign(pk, names, how, codes.get(pk, ""))


def settle_likeness(*, by: actors.Actor, likeness: uuid.UUID) -> None:
    """They are two people. It is remembered, and they are not proposed again. Twice is once."""
    access.require(by, P.RECORD_JOIN)
    these = reach.likenesses_for(by).filter(pk=likeness)
    if not these.exists():
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        open_one = models.Likeness.objects.filter(pk=likeness, verdict="")
        if open_one.update(verdict="two", settled_at=clock.now(), settled_by_id=by.person_id):
            audit.record(by=by, verb="settle-likeness", about=("likeness", likeness))


def look_for_twins(
    *, by: actors.Actor, id: uuid.UUID, words: str, why: str
) -> list[models.Participant]:
    """Everybody within reach who is called, or reached, exactly so: to put two records together,
    or take one apart. Each of them reads that they were looked for. Once per `id`."""
    access.require(by, P.RECORD_JOIN)
    return rows.seek(by, reach.joinable(by), id, words, why)


# --- remembered facts --------------------------------------------------------------------------


def remember(*, by: actors.Actor, id: uuid.UUID, facts: Mapping[str, str]) -> None:
    """A participant lets a code be made of what they remember; the facts are not kept. Problem
    where the organisation uses no such codes."""
    access.require(by, P.WALL_OWN)
    me = rows.own(by)
    if not me.organisation.remembers_facts:
        raise _not_here()
    line = rules.facts_line(facts)
    if not line:
        raise errors.Problem(_("All four are needed, or none: half a code would meet many others."))
    with transaction.atomic():
        models.Remembered.objects.update_or_create(
            participant=me,
            defaults={
                "organisation_id": me.organisation_id,
                "facts_digest": _digest(me.organisation_id, line),
                "says_no": False,
                "made_at": clock.now(),
            },
            create_defaults={
                "id": id,
                "organisation_id": me.organisation_id,
                "participant": me,
                "facts_digest": _digest(me.organisation_id, line),
            },
        )
        audit.record(by=by, verb="remember-facts", participant_id=me.pk)


def say_no_to_code(*, by: actors.Actor) -> None:
    """No code, now and later; one that was there is erased. Twice is once."""
    access.require(by, P.WALL_OWN)
    with transaction.atomic():
        no_code(by, rows.own(by, locked=True), {})


def no_code(by: actors.Actor, me: models.Participant, facts: Mapping[str, Any]) -> bool:
    """For an action that has asked, inside its transaction; whether anything changed."""
    row, is_new = models.Remembered.objects.get_or_create(
        participant=me,
        defaults={"organisation_id": me.organisation_id, "says_no": True},
    )
    if row.says_no and not is_new:
        return False
    row.facts_digest, row.says_no = "", True
    row.save(update_fields=["facts_digest", "says_no"])
    audit.record(by=by, verb="say-no-to-code", participant_id=me.pk, facts=facts)
    return True


def try_code(
    *, by: actors.Actor, id: uuid.UUID, facts: Mapping[str, str], why: str
) -> list[models.Participant]:
    """Whose code it could be, for a worker who stands with somebody. It opens nothing, and whoever
    is met reads of it. TooMany after some tries a day, right or wrong."""
    access.require(by, P.RECORD_JOIN)
    if not reach.remembers_facts(by):
        raise _not_here()
    line = rules.facts_line(facts)
    if not line or not walls.is_reason(why):
        raise errors.Problem(
            _("All four facts are needed, and why you ask."),
            kept=_("Nothing was looked for."),
        )
    tries = guesses.Counter(f"remembered:{by.person_id}", MOST_TRIES, 24 * 3600)
    if tries.is_full:
        raise errors.TooMany(
            _("Many codes were tried today, so there are no more until tomorrow."),
            kept=_("Nothing was looked for."),
            todo=_("Welcome them as they are. Two records can be put together later."),
        )
    tries.count()
    codes = reach.codes_in(by).filter(facts_digest=_digest(by.tenant, line))
    found = list(reach.joinable(by).filter(pk__in=codes.values("participant_id")))
    with rows.once(policy.searches_for(by), id):
        if not policy.searches_for(by).filter(pk=id).exists():
            row = rows.write_search(by, id, "", why, hits=len(found))
            for each in found:
                audit.record(
                    by=by, verb="try-code", participant_id=each.pk, about=("search", row.pk)
                )
            audit.record(by=by, verb="try-code", facts={"hits": len(found)})
    return found


def _digest(organisation_id: uuid.UUID, line: str) -> str:
    """The pepper is kept outside the database, and no two organisations make the same code."""
    return keyring.digest(f"{organisation_id} {line}", use="remembered-facts")


def _not_here() -> errors.Gone:
    return errors.Gone(
        _("Codes of remembered facts are not used here."),
        kept=_("Nothing was kept, and nothing was looked for."),
    )

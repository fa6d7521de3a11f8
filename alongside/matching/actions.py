"""Proposing peers and choosing among them. The participant decides; nobody is allotted."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, scope
from alongside.matching import models, policy, queries
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import policy as reach
from alongside.participants.actions import asked as requests
from alongside.participants.actions import saying
from alongside.peers import policy as shown_profiles
from alongside.support import actions as support
from alongside.support import policy as handing
from alongside.support.actions import pairings

State = models.Proposal.State
CHOICES = ("choose", "decline", "others")


def propose(
    *,
    by: actors.Actor,
    request: uuid.UUID,
    version: int,
    profiles: Sequence[uuid.UUID],
    words: str = "",
) -> records.Request:
    """Show these peers' introductions to the participant, each with the engine's reasons.

    The same choice twice is once. Stale where the request changed meanwhile; Gone where a
    peer can't be proposed any more: then nothing is sent.
    """
    access.require(by, P.PROPOSAL_MAKE)
    wanted = set(profiles)
    if not wanted:
        raise errors.Problem(_("Nobody is ticked."), todo=_("Tick at least one peer to introduce."))
    with transaction.atomic():
        seen = participants.look_at_request(by=by, request=request)
        if _are_shown(seen, wanted, version):
            return seen
        row = participants.answer_request(by=by, request=request, version=version, words=words)
        _write(row, wanted)
        audit.record(
            by=by,
            verb="propose",
            participant_id=row.participant_id,
            about=("request", row.pk),
            facts={"peers": len(wanted)},
        )
    return row


def choose(*, by: actors.Actor, proposal: uuid.UUID) -> records.Request:
    """The participant picks a peer, and they walk together from this second. Twice is once.

    Gone where the request is settled, the introduction was taken back, or the peer's last
    place was just taken: then the other introductions stay.
    """
    access.require(by, P.PROPOSAL_CHOOSE)
    with transaction.atomic():
        row = _mine(by, proposal)
        asked: records.Request = row.request
        if row.state == State.CHOSEN:
            return asked
        _require_shown(row)
        asked = participants.settle_request(by=by, request=asked.pk)
        _chosen(by, row, {})
        support.pair(by=by, participant=asked.participant_id, peer=row.profile.person_id)
    return asked


def _chosen(by: actors.Actor, row: models.Proposal, facts: Mapping[str, Any]) -> None:
    """For an action that has asked, of a request that was just settled."""
    _require_room(row)
    now = clock.now()
    models.Proposal.objects.filter(pk=row.pk).update(state=State.CHOSEN, answered_at=now)
    models.Proposal.objects.filter(request=row.request_id, state=State.SHOWN).update(
        state=State.LAPSED, answered_at=now
    )
    _record(by, "choose", row.participant_id, ("proposal", row.pk), facts)


def decline(*, by: actors.Actor, proposal: uuid.UUID) -> records.Request:
    """Not this one, without reasons: they are not proposed for this request again. After the
    last one the request waits for others."""
    access.require(by, P.PROPOSAL_CHOOSE)
    with transaction.atomic():
        row = _mine(by, proposal)
        asked: records.Request = row.request
        if row.state == State.DECLINED:
            return asked
        _require_shown(row)
        _declined(by, row, {})
        if not policy.proposals_of(asked.pk).filter(state=State.SHOWN).exists():
            return participants.ask_for_others(by=by, request=asked.pk)
    return asked


def ask_for_others(*, by: actors.Actor, request: uuid.UUID) -> records.Request:
    """None of these: all of them are declined, and the request waits again. Twice is once."""
    access.require(by, P.PROPOSAL_CHOOSE)
    with transaction.atomic():
        row = participants.ask_for_others(by=by, request=request)
        _declined_all(by, row, {})
    return row


def _declined(by: actors.Actor, row: models.Proposal, facts: Mapping[str, Any]) -> None:
    mine = models.Proposal.objects.filter(pk=row.pk)
    mine.update(state=State.DECLINED, answered_at=clock.now())
    _record(by, "decline", row.participant_id, ("proposal", row.pk), facts)


def _declined_all(by: actors.Actor, row: records.Request, facts: Mapping[str, Any]) -> None:
    shown = policy.proposals_for(by).filter(request=row, state=State.SHOWN)
    if count := shown.update(state=State.DECLINED, answered_at=clock.now()):
        facts = {"peers": count, **facts}
        _record(by, "decline", row.participant_id, ("request", row.pk), facts)


def _record(
    by: actors.Actor,
    verb: str,
    participant: uuid.UUID,
    about: tuple[str, uuid.UUID],
    facts: Mapping[str, Any],
) -> None:
    audit.record(by=by, verb=verb, participant_id=participant, about=about, facts=facts)


def say_answer(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    request: uuid.UUID,
    told: str,
    choice: str,
    proposal: uuid.UUID | None = None,
) -> records.Said:
    """What they said, aloud or on paper, to the peers who were introduced: `choose` or `decline`
    one of them, or `others`. The participant decides; who writes it down only writes it down."""
    access.require(by, P.REQUEST_ANSWER)
    found = requests.whose(by, request)
    if choice not in CHOICES or (proposal is None) != (choice == "others"):
        raise errors.not_an_answer()

    def do(facts: Mapping[str, Any]) -> saying.Came:
        asked = requests.still_open(by, request)
        shown = policy.proposals_of(asked.pk).filter(state=State.SHOWN)
        before: dict[str, Any] = {"shown": [str(pk) for pk in shown.values_list("pk", flat=True)]}
        before |= {"state": asked.state, "others": asked.asked_for_others, "chosen": ""}
        if proposal is None:
            _declined_all(by, asked, facts)
        elif choice == "decline":
            _declined(by, _of(by, asked, proposal), facts)
        else:
            before["chosen"] = str(_walk_with(by, found, asked, _of(by, asked, proposal), facts))
        if not before["chosen"] and not shown.exists():
            requests.send_back(by, asked, facts)
        return asked.pk, before

    what = saying.What.PEERS
    return saying.heard_of_request(by=by, id=id, found=found, what=what, told=told, do=do)


def _of(by: actors.Actor, asked: records.Request, proposal: uuid.UUID) -> models.Proposal:
    row = _mine(by, proposal)
    if row.request_id != asked.pk:
        raise errors.Missing(access.NOTHING)
    _require_shown(row)
    return row


def _walk_with(
    by: actors.Actor,
    found: records.Participant,
    asked: records.Request,
    row: models.Proposal,
    facts: Mapping[str, Any],
) -> uuid.UUID:
    """Chosen aloud: who wrote it down opens nothing by it, so Alongside makes the ties."""
    requests.settle(by, asked, facts)
    _chosen(by, row, facts)
    itself = actors.system("said aloud", organisation_id=found.organisation_id)
    return pairings.begin(itself, found, row.profile.person_id).peer_id


def _take_back_answer(by: actors.Actor, me: records.Participant, said: records.Said) -> None:
    """They did not say so: what was introduced waits for them again, and walking together ends
    where it began by it. Asked by `undo_said`."""
    asked, before = requests.request_of(me, said), said.before
    now_open = asked.state == records.Request.State.CHOSEN if before["chosen"] else asked.is_open
    if not now_open or me.requests.exclude(pk=asked.pk).filter(state__in=requests.OPEN).exists():
        raise saying.changed_since()
    if before["chosen"]:
        together = policy.open_pairings_in(me.organisation_id).filter(participant=me)
        for pairing in together.filter(peer_id=before["chosen"]):
            support.end_pairing(by=by, pairing=pairing.pk)
    back = policy.proposals_of(asked.pk).filter(pk__in=before["shown"])
    back.update(state=State.SHOWN, answered_at=None)
    requests.write(asked, state=before["state"], asked_for_others=before["others"])


UNDO: dict[str, saying.Undo] = {saying.What.PEERS: _take_back_answer}


def hand_over(*, by: actors.Actor, peer: uuid.UUID, moves: Mapping[uuid.UUID, uuid.UUID]) -> int:
    """A peer leaves: each of these pairings (its id) goes on with somebody else (a person's id),
    all of them or none. How many; who wished otherwise stays. Sent twice is once.

    Gone where somebody has not as much room as that.
    """
    access.require(by, P.FIELD_KEEP)
    if not moves:
        raise errors.Problem(
            _("Nobody is chosen for anybody."), todo=_("Choose somebody for at least one of them.")
        )
    with transaction.atomic():
        rows = handing.to_hand_over(by, now=clock.now()).filter(peer_id=peer, pk__in=moves)
        still = sorted(rows.values_list("pk", flat=True))
        if not still and not handing.pairings_for(by).filter(pk__in=moves, peer_id=peer).exists():
            raise errors.Missing(access.NOTHING)
        _require_room_for(by, Counter(moves[pk] for pk in still))
        moved = [support.hand_over(by=by, pairing=pk, peer=moves[pk]) for pk in still]
        number = sum(row is not None for row in moved)
        if number:
            facts = {"people": number}
            audit.record(by=by, verb="hand-over-all", about=("person", peer), facts=facts)
    return number


def _require_room_for(by: actors.Actor, wanted: Counter[uuid.UUID]) -> None:
    """Asked with the profiles locked, as for one."""
    shown = queries.shown_here(by.tenant).filter(person__in=wanted)
    locked = shown_profiles.profiles_in(by.tenant).select_for_update().filter(pk__in=shown)
    capacity = {each.person_id: each.capacity for each in locked.order_by("pk")}
    with scope.within(by.organisation_id):
        load = queries.load_in(by.tenant)
    for person, number in wanted.items():
        if person not in capacity or load[person] + number > capacity[person]:
            raise errors.Gone(
                _("One of these peers has not as much room, or took their introduction back."),
                kept=_("Nobody was handed over. What you chose is still here."),
                todo=_("Choose somebody else for some of them."),
            )


def _write(row: records.Request, wanted: set[uuid.UUID]) -> None:
    fitting = {profile.pk: each for profile, each, _room in queries.fitting(row)}
    if not wanted <= set(fitting):
        raise errors.Gone(
            _("One of these peers has no room any more, or took their introduction back."),
            kept=_("Nothing was sent. Your words are still here."),
            todo=_("Choose again among those who are on the page now."),
        )
    for pk in sorted(wanted):
        models.Proposal.objects.update_or_create(
            request=row,
            profile_id=pk,
            defaults={
                "organisation_id": row.organisation_id,
                "participant_id": row.participant_id,
                "state": State.SHOWN,
                "rank": fitting[pk].rank,
                "reasons": [
                    {"slug": reason.slug, "values": list(reason.values)}
                    for reason in fitting[pk].reasons
                ],
                "made_at": clock.now(),
                "answered_at": None,
            },
        )


def _are_shown(seen: records.Request, wanted: set[uuid.UUID], version: int) -> bool:
    """Whether the same form was sent a moment ago."""
    shown = policy.proposals_of(seen.pk).filter(state=State.SHOWN, profile_id__in=wanted)
    return seen.version == version + 1 and shown.count() == len(wanted)


def _mine(by: actors.Actor, proposal: uuid.UUID) -> models.Proposal:
    rows = policy.proposals_for(by).select_related("request", "profile")
    row = rows.select_for_update(of=("self",)).filter(pk=proposal).first()
    if row is None:
        reach.deny(by, P.PROPOSAL_CHOOSE, models.Proposal.objects.filter(pk=proposal))
    return row


def _require_shown(row: models.Proposal) -> None:
    if row.state != State.SHOWN or row.request.state != records.Request.State.PROPOSED:
        raise errors.Gone(
            _("This introduction is not open any more."),
            kept=_("What you chose before is kept."),
            todo=_("Look at your request to see how it stands."),
        )


def _require_room(row: models.Proposal) -> None:
    """Asked with the profile locked, so that two who choose at once can't both have the last
    place."""
    profile = (
        shown_profiles.profiles_in(row.organisation_id).select_for_update().get(pk=row.profile_id)
    )
    if profile.published_at is None:
        raise errors.Gone(
            _("This peer has taken their introduction back."),
            kept=_("Your request is still open, and nothing was chosen."),
            todo=_("Choose another, or ask for others."),
        )
    walking = policy.open_pairings_in(row.organisation_id).filter(peer_id=profile.person_id)
    if walking.count() >= profile.capacity:
        raise errors.Gone(
            _("Somebody else has just taken this peer’s last place."),
            kept=_("Your request is still open, and the others are still here."),
            todo=_("Choose another, or ask for others."),
        )

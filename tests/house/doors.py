"""Every door of the house, as the resolver knows it, and things of the cast to try them with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from alongside.core import clock, door, ids, scope
from alongside.groups.models import (
    Attendance,
    Differs,
    Group,
    Host,
    Member,
    Offer,
    Session,
    SignUp,
    Talk,
)
from alongside.participants.models import (
    Asking,
    Consent,
    FindWay,
    Likeness,
    LostKey,
    Paper,
    Participant,
    Representative,
    Request,
)
from alongside.participants.rules import knowing
from alongside.peers.models import LivedExperience
from alongside.referrals.models import Referral
from alongside.rights.models import Joining
from alongside.support.models import (
    Appointment,
    Contact,
    DayCount,
    Goal,
    Help,
    Pairing,
    Passage,
    Plan,
    Planned,
    Sequence,
    Step,
)
from tests.cast import Cast, Character
from tests.outreach import doors as out
from tests.sites import doors as rooms
from tests.supplies import doors as shelves
from tests.supplies import kits
from tests.welcome import doors as desk


@dataclass(frozen=True)
class Door:
    name: str
    path: str
    view: Any

    @property
    def rule(self) -> door.Rule | None:
        return door.rule_of(self.view)

    @property
    def knows_nobody(self) -> bool:
        """It reads no session: the same for whoever comes."""
        return self.rule is not None and self.rule.public and not self.rule.session

    @property
    def said(self) -> str:
        """The rule in a few words, as the ledger writes it."""
        rule = self.rule
        if rule is None:
            return "says nothing"
        if rule.api:
            return "api: each route asks by itself, and refuses by default"
        if rule.anywhere:
            return "public, from any website: answers, changes nothing"
        if rule.public:
            return "public, may sign in" if rule.session else "public"
        return f"{rule.permission}" + (f", by {rule.holder}" if rule.holder else "")

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.path)

    def at(self, things: dict[str, Any]) -> str:
        """The address, with things of the cast in it: by `name.parameter`, else `parameter`."""

        def thing(match: re.Match[str]) -> str:
            kind, parameter = match.groups()
            other = 1 if kind == "int" else ids.new()
            return str(things.get(f"{self.name}.{parameter}", things.get(parameter, other)))

        return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", thing, self.path)


def doors() -> list[Door]:
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, space: str, prefix: str) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inside, path)
        elif isinstance(pattern, URLPattern):
            yield Door(f"{space}{pattern.name}", path, pattern.callback)


ASKED = (  # of a request for a peer
    "participants:change_request.pk",
    "participants:close_request.pk",
    "participants:say_request.pk",
    "participants:say_close_request.pk",
    "matching:say_answer.pk",
)


def belongings(cast: Cast, owner: Character, peer: Character) -> dict[str, Any]:
    """One of everything that has an address, of this participant and peer."""
    participant = owner.participant
    assert participant and peer.membership and peer.person and owner.by.organisation_id
    of_them: dict[str, Any] = {"organisation_id": owner.by.organisation_id}
    of_them |= {"participant": participant}
    tomorrow = clock.now() + timedelta(days=1)
    with scope.within(owner.by.organisation_id):
        contact = Contact.objects.create(**of_them, peer=peer.person, emotional=True)
        coming = Appointment.objects.create(**of_them, peer=peer.person, at=tomorrow)
        pairing = Pairing.objects.filter(**of_them, peer=peer.person).first()
        pairing = pairing or Pairing.objects.create(**of_them, peer=peer.person)
        more = _agreed(of_them, peer) | _planned(of_them, peer)
        sent = of_them | {"consent_id": more["consent"], "sent_by": peer.person}
        referral = Referral.objects.create(**sent, service_name="Clinic")
        request = Request.objects.create(**of_them)
        lived = LivedExperience.objects.get(profile__person=peer.person)
    more |= _circle(of_them, peer) | _known(of_them, peer) | _out_there(owner, peer)
    return more | {
        "participant": participant.pk,
        "contact": contact.pk,
        "appointment": coming.pk,
        "pairing": pairing.pk,
        "referral": referral.pk,
        "request": request.pk,
        "definition": "us-syringe-and-naloxone",
        "person": peer.by.id,
        "accounts:person.pk": peer.by.id,
        "accounts:grant.pk": peer.by.id,
        "accounts:reset_passphrase.pk": peer.by.id,
        "accounts:revoke.pk": peer.membership.pk,
        "participants:hand_words.pk": participant.pk,
        "participants:sort_into.pk": participant.pk,
        **dict.fromkeys(ASKED, request.pk),
        "peers:share_experience.pk": lived.pk,
        "matching:hand_over.peer": peer.by.id,
    }


def _out_there(owner: Character, peer: Character) -> dict[str, Any]:
    """At the desk, in a room, on the shelves and on the street."""
    at_hand = desk.belongings(owner, peer) | rooms.belongings(owner, peer)
    at_hand |= kits.belongings(owner) | shelves.belongings(owner, peer)
    return at_hand | out.belongings(owner, peer)


def _known(of_them: dict[str, Any], peer: Character) -> dict[str, Any]:
    """A way to be found again, and a record beside this one, perhaps of the same person."""
    mine: dict[str, Any] = {"organisation_id": of_them["organisation_id"]}
    person = of_them["participant"]
    later = clock.now() + timedelta(days=30)
    with scope.within(of_them["organisation_id"]):
        way = FindWay.objects.create(
            **of_them, what="place", words="A park", may="come", until_at=later
        )
        other = Participant.objects.create(**mine)
        one, two = knowing.in_order(person.pk, other.pk)
        pair = Likeness.objects.create(**mine, one_id=one, other_id=two)
        joining = Joining.objects.create(
            **mine, kind="merge", kept=person, other=other, made_by_id=peer.by.person_id
        )
    return {
        "way": way.pk,
        "other": other.pk,
        "joining": joining.pk,
        "participants:settle_likeness.pk": pair.pk,
        "participants:passing.pk": person.pk,
        "participants:undo_passing.pk": person.pk,
        "rights:join.pk": person.pk,
        "rights:split.pk": person.pk,
    }


def _circle(of_them: dict[str, Any], peer: Character) -> dict[str, Any]:
    """A group that the peer runs, and all that somebody has in one."""
    tenant: dict[str, Any] = {"organisation_id": of_them["organisation_id"]}
    today = clock.now().date()
    with scope.within(of_them["organisation_id"]):
        group = Group.objects.create(
            **tenant, name="Circle", start_minute=0, time_zone="UTC", starts_on=today, weekday=1
        )
        Host.objects.create(**tenant, group=group, person_id=peer.by.person_id)
        mine = tenant | {"who": of_them["participant"]}
        member = Member.objects.create(**mine, group=group, state="here", called="S", is_seen=True)
        day = Session.objects.create(**tenant, group=group, on=today, starts_at=clock.now())
        there = Attendance.objects.create(**mine, session=day, way="code")
        place = SignUp.objects.create(**mine, group=group)
        offer = Offer.objects.create(**mine, group=group, called="S", what="tea")
        talk = Talk.objects.create(**mine, group=group, with_person_id=peer.by.person_id)
        date = Differs.objects.create(**tenant, group=group, kind="cancelled", on=today)
    return {
        "group": group.pk,
        "member": member.pk,
        "on": today,
        "attendance": there.pk,
        "sign_up": place.pk,
        "offer": offer.pk,
        "talk": talk.pk,
        "groups:undo_date.date": date.pk,
    }


def _planned(of_them: dict[str, Any], peer: Character) -> dict[str, Any]:
    first = Sequence.objects.create(organisation_id=of_them["organisation_id"], name="A home")
    ahead = {**of_them, "peer": peer.person, "sequence": first, "begun": ids.new()}
    plan, _ = Plan.objects.get_or_create(**of_them)
    goal = Goal.objects.create(**of_them, plan=plan, dimension="home", words="A door")
    return {
        "plan": plan.pk,
        "goal": goal.pk,
        "step": Step.objects.create(**of_them, goal=goal, words="A key").pk,
        "help": Help.objects.create(**of_them, plan=plan, words="A sister").pk,
        "passage": Passage.objects.create(**of_them, line="stage", what="outreach").pk,
        "count": DayCount.objects.create(**of_them, words="Walks", from_day="2026-01-31").pk,
        "sequence": first.pk,
        "planned": Planned.objects.create(**ahead, what="plan", on="2031-01-31").pk,
        "support:tell.line": "stage",
        "support:choose_sequence.ready": "loss",
    }


def _agreed(of_them: dict[str, Any], peer: Character) -> dict[str, Any]:
    """Something that may leave, its paper, somebody who asks, and somebody who may sign."""
    assert peer.person
    yes = Consent.objects.create(
        **of_them,
        kind="shared",
        about=ids.new(),
        regime="us-part2",
        recipient_how="named",
        recipient_kind="service",
        purpose="referral",
    )
    paper = Paper.objects.create(**of_them, consent=yes, picture="")
    asking = Asking.objects.create(
        **of_them,
        recipient="Drug court",
        recipient_kind="court",
        purpose="legal-proceedings",
        written_by=peer.person,
    )
    signer = Representative.objects.create(
        **of_them, name="Jo", basis="guardian", seen="An order", verified_by=peer.person
    )
    lost = LostKey.objects.create(**of_them, said_by=peer.person)
    return {
        "participants:replace_lost_key.pk": of_them["participant"].pk,
        "participants:confirm_key_lost.pk": lost.pk,
        "consent": yes.pk,
        "participants:paper.pk": paper.pk,
        "participants:asked.pk": asking.pk,
        "participants:refuse_representative.pk": signer.pk,
    }

"""Every page of the house with somebody of the demo who may open it."""

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import translation
from PIL import Image

from alongside.accounts import actors
from alongside.accounts.models import Person
from alongside.core import clock, ids
from alongside.directory.actions import frameworks as directory
from alongside.directory.actions import preparing
from alongside.directory.models import (
    Fellowship,
    Meeting,
    Pathway,
    Run,
    Service,
    Source,
    Suggestion,
)
from alongside.exchange.actions import people
from alongside.matching import actions as matching
from alongside.participants import actions as participants
from alongside.participants.models import (
    BlindRequest,
    Glass,
    OddLook,
    Paper,
    Request,
    Search,
)
from alongside.peers.models import LivedExperience, PeerProfile
from alongside.referrals import actions as referrals
from alongside.referrals.models import Referral
from alongside.rights import actions as rights
from alongside.rights.models import Demand, Incident
from alongside.sites.models import Day, Overdose, Visit
from alongside.supplies.models import KitRequest
from alongside.support import actions as support
from alongside.support.models import (
    Appointment,
    Contact,
    Goal,
    Invitation,
    Pairing,
    Step,
    Work,
)
from alongside.threads.models import Reading
from tests.cast import Character
from tests.house.doors import Door, doors
from tests.house.test_front_door import asked_by
from tests.journeys import asked, circles, desk, known, out_there, planned, shelves
from tests.journeys.world import World
from tests.participants import yes

# Who tries a door, the first who gets in shows the page.
WHO = ["sam", "kestrel", "rosa", "maya", "omar", "dana", "piet", "max", "ana", "kit"]
LEAVES = {"accounts:leave", "accounts:sign_out", "accounts:sign_out_everywhere"}
# What is no page: data and documents.
DATA = (".pdf", ".csv", ".json", ".ics", ".atom", ".zip", ".jpg", ".js", ".webmanifest", "/pack/")
MACHINES = ("/bmlt/", "/hsds/", "/fhir/", "/feeds/")

# The same page can look quite different: these are opened too.
MORE = {
    "directory:find": (
        "?place=Moncton&when=any",
        "?place=Moncton&when=any&what=food&how=here",
        "?place=Springfield",
        "?place=Xyzzyx",
        "?place=Moncton&when=any&show=meetings",
    ),
    "directory:map": ("?place=Moncton&when=any",),
    "supplies:count": ("?all=yes",),
    "supplies:recall": ("?number=nx-4402", "?number=nothing"),
    "supplies:naloxone": ("?place=Moncton", "?place=Springfield", "?place=Xyzzyx"),
    "directory:share": ("?place=Moncton&when=any", "?lat=46.09&lon=-64.77"),
    "exchange:print": ("?place=Moncton&when=any",),
    "exchange:as_page": ("?place=Moncton&when=any", "?place=Moncton&when=any&by=area"),
    "directory:queue": ("?state=answered",),
    "homes:requests": ("?stands=proposed", "?stands=done"),
    "homes:outcomes": ("?period=2020-q1",),
    "homes:behind": ("?line=syringes-out",),
    "participants:looks": ("?only=all", "?only=refused", "?only=left"),
    "support:journey": ("?line=stage&line=moment",),
    "support:plan_paper": ("?size=large",),
    "support:set_goal": ("?part=home", "?idea=own-door"),
    "support:add_help": ("?what=food&place=Moncton", "?what=nothing+at+all"),
    "referrals:refer": ("?q=clinic", "?q=nothing+at+all", "?service={service}"),
}


@dataclass(frozen=True)
class Opening:
    """A page and who opens it; nobody signs in for a public one."""

    name: str
    path: str
    who: Character | None


@dataclass(frozen=True)
class Clinic:
    """Somebody who opened a partner's link: a character as far as a browser is concerned."""

    browser: Client

    def client(self) -> Client:
        return self.browser


@dataclass(frozen=True)
class Tablet:
    """The one by the door, likewise."""

    browser: Client
    name: str = "tablet"

    def client(self) -> Client:
        return self.browser


def openings(world: World, language: str, turn: int, turns: int) -> list[Opening]:
    """One for every door that shows a page, of those whose turn it is: who gets in is found by
    trying. A door that opens for nobody is an error, unless it answers only forms (405) or sends
    on (302)."""
    things = belongings(world)
    with translation.override(language):
        shown = [(each, path) for each in doors() if (path := _page_at(each, things))]
        assert len(shown) > 200
        mine = shown[turn::turns]
        found = [opening for each, path in mine for opening in _of(each, path, world, things)]
    missing = Opening("nobody knows it", f"/{language}/no/such/page/", None)
    return found if turn else [*found, missing]


def _page_at(each: Door, things: dict[str, Any]) -> str:
    """Its path where it may show a page; empty for what is data, or leads away."""
    rule = each.rule
    assert rule is not None
    if rule.api or each.name in LEAVES or each.path in {"healthz", "readyz"}:
        return ""
    path = each.at(things)
    return "" if path.endswith(DATA) or path.startswith(MACHINES) else path


def _of(each: Door, path: str, world: World, things: dict[str, Any]) -> Iterator[Opening]:
    assert each.rule is not None
    who = None if each.rule.public else _first_in(each, path, world, things)
    if who is None and not each.rule.public:
        return
    for query in ("", *MORE.get(each.name, ())):
        yield Opening(each.name, path + query.format(**things), who)


def _first_in(each: Door, path: str, world: World, things: dict[str, Any]) -> Any:
    assert each.rule is not None
    if each.rule.holder == "kiosk":
        return Tablet(things["tablet"])
    if each.rule.holder:
        return things["clinic"]
    said = {}
    for name in WHO:
        character = world.characters[name]
        if asked_by(each, character):
            said[name] = character.client().get(path).status_code
            if said[name] == 200:
                return character
    assert {302, 405} & set(said.values()), f"nobody opens {each.name} {path}: {said}"
    return None


ASKED = (  # a request for a peer that waits
    "matching:request.pk",
    "participants:say_request.pk",
    "participants:say_close_request.pk",
    "matching:say_answer.pk",
)


def belongings(world: World) -> dict[str, Any]:
    """One of everything that has an address; some is made now, through the usual actions."""
    sam, maya, omar = world.sam, world.maya, world.omar
    mine = {"participant_id": sam.id}
    goal = Goal.objects.filter(participant_id=sam.id).first()
    referral, waiting = Referral.objects.filter(**mine).first(), _introduced(world)
    profile = PeerProfile.objects.get(person_id=maya.by.person_id)
    assert goal is not None and referral is not None
    things: dict[str, Any] = circles.things(world) | {
        "participant": sam.id,
        "goal": goal.pk,
        "step": Step.objects.filter(goal=goal).first().pk,  # type: ignore[union-attr]
        "contact": _first(Contact, **mine),
        "work": _first(Work, peer_id=maya.by.person_id),
        **_times(mine),
        "pairing": _first(Pairing, **mine),
        "referral": referral.pk,
        "participants:change_request.pk": waiting[0],
        "participants:sort_into.pk": sam.id,
        **dict.fromkeys(ASKED, waiting[1]),
        "participants:hand_words.pk": (at_the_door := _at_the_door(world)),
        "participants:replace_lost_key.pk": at_the_door,
        "peers:introduction.pk": profile.pk,
        "peers:share_experience.pk": _first(LivedExperience, profile=profile),
        "accounts:person.pk": omar.by.person_id,
        "matching:hand_over.peer": maya.by.person_id,
        **planned.belongings(sam.id),
        **_brought(omar),
        **(_draft(omar) | _listings() | _framework(world) | _agreed(world)),
        **(_walls(world) | _owed(world)),
        **(desk.belongings(world) | known.belongings(world) | shelves.belongings()),
        "supplies:send_kit.asked": _first(KitRequest),
        **_room(),
        **out_there.belongings(world),
        **asked.things(),
    }
    return things | _at_the_clinic(world, referral.pk)


def _room() -> dict[str, Any]:
    """A room where nobody uses alone: somebody who is in, and an overdose to be finished."""
    things = {
        "visit": (_first(Visit, left_at=None), "visit", "use"),
        "overdose": (_first(Overdose, finishes=None), "overdose", "finish", "offer_debrief"),
        "day": (_first(Day, closed_at=None), "close_day"),
    }
    return {f"sites:{name}.{what}": pk for what, (pk, *names) in things.items() for name in names}


def _brought(omar: Character) -> dict[str, Any]:
    """A table of people whose columns wait to be said."""
    given = [("people.csv", b"name,e-mail\nBee,bee@example.org\n")]
    row = people.bring_people(by=omar.by, id=ids.new(), given=given)
    names = ("people_run", "columns", "apply_people", "undo_people", "people_report")
    return {f"exchange:{name}.run": row.pk for name in names}


def _at_the_clinic(world: World, referral: Any) -> dict[str, Any]:
    """Somebody there opened the link that they were sent."""
    browser = Client()
    made = referrals.link(by=world.maya.by, id=ids.new(), referral=referral)
    browser.post(f"/en/r/{made.secret}/", {"pin": made.pin})
    return {"clinic": Clinic(browser), "secret": made.secret}


def _times(mine: dict[str, Any]) -> dict[str, Any]:
    """When people meet, and when a human reads what they write."""
    return {
        "appointment": _first(Appointment, **mine),
        "invitation": _first(Invitation, **mine),
        "reading": _first(Reading),
    }


def _listings() -> dict[str, Any]:
    """Of the directory, and of how it came in."""
    return {
        "meeting": _first(Meeting),
        "directory:dates.listing": _first(Meeting),
        "pathway": Pathway.objects.values_list("slug", flat=True)[0],
        "fellowship": Fellowship.objects.values_list("slug", flat=True)[0],
        "service": _first(Service),
        "kind": "services",
        "definition": "us-syringe-and-naloxone",
        "listing": _first(Service, name="Soup at the Kettle"),
        "suggestion": _first(Suggestion, state="waiting"),
        "run": _first(Run),
        "source": _first(Source, runs__isnull=False),
    }


def _draft(omar: Character) -> dict[str, Any]:
    """A service that only editors see yet."""
    said = {"name": "A kitchen to come", "town": "Moncton", "address": "1 Main Street"}
    row = preparing.prepare(by=omar.by, id=ids.new(), table="services", values=said)
    return {"directory:look.listing": row.pk}


def _agreed(world: World) -> dict[str, Any]:
    """Something that may leave, its paper, somebody who asks, and somebody who may sign."""
    sam, maya = world.sam, world.maya
    stands: dict[str, Any] = {"name": "Jo", "basis": "guardian", "seen": "An order"}
    asks = {"recipient_kind": "court", "purpose": "legal-proceedings"}
    participants.stand_in(
        by=maya.by, id=(signer := ids.new()), participant=sam.id, kinds=["shared"], **stands
    )
    participants.ask_about(
        by=maya.by, id=(asking := ids.new()), participant=sam.id, recipient="A court", **asks
    )
    given = yes.signed(sam)
    photo = io.BytesIO()
    Image.new("RGB", (1200, 1600), "white").save(photo, "JPEG")
    picture = base64.b64encode(photo.getvalue()).decode()
    paper = Paper.objects.create(
        organisation=world.riverbend, participant_id=sam.id, consent=given, picture=picture
    )
    return {
        "consent": given.pk,
        "participants:asked.pk": asking,
        "participants:paper.pk": paper.pk,
        "participants:refuse_representative.pk": signer,
    }


def _walls(world: World) -> dict[str, Any]:
    """What waits for a privacy lead; a tap in danger; something asked about a community."""
    of_maya = {"organisation": world.riverbend, "person_id": world.maya.by.person_id}
    said = {"role": "peer", "words": "Sam", "why": "A coat", "for_review": True}
    search = Search.objects.create(**of_maya, **said)
    today = clock.now().date()
    odd = OddLook.objects.create(**of_maya, kind="volume", day=today, count=31, usual=4)
    by = actors.system("for the pages", organisation_id=world.riverbend.pk)
    nation = participants.name_stewards(by=by, name="Hill Nation", people=[world.maya.by.person_id])
    asks = {"kind": "figure", "what_for": "For our own report."}
    use = participants.ask_use(by=world.max.by, id=ids.new(), community=nation.pk, **asks)
    return {
        "community": nation.pk,
        "participants:answer_blind.pk": _first(BlindRequest),
        "participants:review_glass.pk": _first(Glass),
        "participants:review_search.pk": search.pk,
        "participants:settle_odd.pk": odd.pk,
        "participants:what_happened.pk": participants.tap(by=world.maya.by, id=ids.new()).pk,
        "participants:answer_use.pk": use.pk,
    }


def _owed(world: World) -> dict[str, Any]:
    """A wish that waits, a demand, an incident, and a reply that waits for Maya."""
    sam = world.sam
    contact = _first(Contact, participant_id=sam.id)
    support.answer_note(
        by=sam.by,
        id=(reply := ids.new()),
        contact=contact,
        words="It was the other clinic.",
        wants_correction=True,
    )
    wish = rights.tell_wish(by=world.maya.by, participant=sam.id, id=ids.new())
    return {
        "reply": reply,
        "wish": wish.pk,
        "demand": Demand.objects.get().pk,
        "incident": Incident.objects.get().pk,
        "hold": ids.new(),
        "notice": ids.new(),
        "agreement": ids.new(),
    }


def _framework(world: World) -> dict[str, Any]:
    """One in Maya's care, and off."""
    row = directory.bring_framework(
        by=actors.system("for the pages"),
        slug="four-winds",
        name="Four winds",
        owners="an invented Nation",
        about="In the words of its owners.",
        parts=[("centre", "family", "Family"), ("ring", "tending", "Tending")],
        steward=Person.objects.get(pk=world.maya.by.person_id),
    )
    return {"framework": row.pk}


def _first(model: Any, **of: Any) -> Any:
    return model.objects.filter(**of).order_by("pk").first().pk


def _at_the_door(world: World) -> Any:
    """Somebody is being welcomed, and types a word of their own next."""
    participants.welcome(by=world.omar.by, id=(pk := ids.new()), alias="Heron", language="en")
    return pk


def _introduced(world: World) -> tuple[Any, Any]:
    """Kestrel reads introductions; somebody else still waits."""
    kestrel = Request.objects.get(participant_id=world.kestrel.id)
    maya = PeerProfile.objects.get(person_id=world.maya.by.person_id)
    matching.propose(
        by=world.omar.by, request=kestrel.pk, version=kestrel.version, profiles=[maya.pk]
    )
    waits = Request.objects.filter(state=Request.State.WAITING).exclude(pk=kestrel.pk)
    return kestrel.pk, waits.order_by("pk")[0].pk

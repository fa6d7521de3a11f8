"""The story that must always work, whole, on the demo data, in three languages.

Nothing in it is faked: each taps what is on their page, and reads what the others did.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from alongside.core import clock
from alongside.homes.demo.people import PASSPHRASE
from alongside.insights import rules as periods
from alongside.support.models import Contact, Pairing
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.telling import LANGUAGES, Reader, say
from tests.journeys.world import World

ALIAS, NUMBER = "Sam of the bridge", "506 555 0199"
CLINIC, BEDS = "Rapid access clinic", "Withdrawal beds"
ZONE = ZoneInfo("America/Moncton")


@dataclass(frozen=True)
class Telling:
    """What differs between the languages: where, what is typed, and which peer speaks it."""

    language: str
    town: str
    food: str
    peer: str
    goal: str
    steps: tuple[str, str]
    why: str


TELLINGS = [
    Telling(
        "en",
        "Moncton",
        "food",
        "Maya",
        "A room with a door that locks",
        ("Ask at the housing desk", "Copy my papers"),
        "I want to sleep, and talk about my dose.",
    ),
    Telling(
        "es",
        "Las Cruces",
        "comida",
        "Maya",
        "Un cuarto con llave",
        ("Preguntar por la vivienda", "Copiar mis papeles"),
        "Quiero dormir y hablar de mi dosis.",
    ),
    Telling(
        "fr",
        "Moncton",
        "nourriture",
        "Inès",
        "Une chambre qui ferme à clé",
        ("Passer au bureau du logement", "Copier mes papiers"),
        "Je veux dormir et parler de ma dose.",
    ),
]


class Story:
    """Sam and a peer, and everybody around them, each in a browser of their own."""

    def __init__(self, told: Telling, world: World, opened: Opener, axe: Callable[[Page], None]):
        self.told, self.world, self.opened, self.axe = told, world, opened, axe
        self.sam = self.reader(PHONE)
        self.peer = self.reader(PHONE)
        self.peer_name = "ines" if told.peer == "Inès" else "maya"
        self.id = uuid.UUID(int=0)  # Sam's, once it is known

    def reader(self, size: tuple[int, int]) -> Reader:
        return Reader(self.opened(size=size, language=self.told.language), self.told.language)

    def colleague(self, username: str, size: tuple[int, int] = DESK) -> Reader:
        reader = self.reader(size)
        reader.sign_in(username, PASSPHRASE)
        return reader

    # --- 1: Sam, without an account ------------------------------------------------

    def find(self) -> None:
        """Two meetings tonight that welcome people on medication, and a service with food."""
        sam = self.sam
        sam.open("directory:find")
        sam.fill(place=self.told.town)
        sam.unfold('[name="medication"]')
        sam.tick("medication")
        sam.go("form.filters button.button")
        meetings = sam.page.locator("section[aria-labelledby=meetings] a.row")
        assert meetings.count() >= 2
        welcome = say(self.told.language, "People on medication are welcome")
        for number in range(2):
            expect(meetings.nth(number)).to_contain_text(welcome)
        sam.go(meetings.first)
        sam.reads("People on medication are welcome")
        sam.page.go_back()
        sam.unfold('[name="what"]')
        sam.fill(what=self.told.food)
        sam.go("form.filters button.button")
        sam.go("section[aria-labelledby=services] a.row")
        expect(sam.page.locator("main h1")).not_to_be_empty()
        assert sam.context.cookies() == []

    def ask(self) -> None:
        """Under an alias, with how to be reached and how not. Six words come back."""
        sam = self.sam
        sam.go_to("participants:talk")
        sam.fill(alias=ALIAS, reach_how=NUMBER)
        sam.choose("reach_way", "text")
        sam.unfold('[name="never_ways"]')
        sam.choose("never_ways", "voicemail")
        sam.unfold('[name="pathways"]')
        sam.choose("pathways", "medication")
        sam.choose("experiences", "opioids")
        sam.unfold('[name="times"]')
        sam.choose("times", "evening")
        sam.fill(place="Moncton")
        self.axe(sam.page)
        sam.go("main form.stack button.button-large")
        words = sam.page.locator(".key li").all_inner_texts()
        assert len(words) == 6
        assert sam.context.cookies() == []
        sam.go_to("accounts:return_key")
        sam.fill(words=" ".join(words))
        sam.go("main form button.button-large")
        sam.sees(ALIAS)

    # --- 2: a request and its answer -----------------------------------------------

    def propose(self) -> None:
        omar = self.colleague("omar")
        omar.go(omar.page.get_by_role("link", name=ALIAS))
        omar.sees(NUMBER)
        omar.reads("Leave no voice message")
        choice = omar.page.locator("label.choice", has_text=self.told.peer)
        expect(choice.locator(".hint").first).not_to_be_empty()
        choice.locator("input").check()
        omar.go('form[action$="/propose/"] button.button')
        omar.reads("Introductions are sent. It is their turn to choose.")

    def choose(self) -> None:
        sam = self.sam
        sam.open("homes:support")
        sam.go_to("participants:request")
        sam.go_to("matching:proposals")
        sam.reads("Why we thought of them")
        card = sam.page.locator("article.card", has_text=self.told.peer)
        expect(card.locator("ul li").first).not_to_be_empty()
        self.axe(sam.page)
        sam.go(card.locator('form[action$="/choose/"] button'))
        sam.open("homes:support")
        sam.sees(self.told.peer)

    # --- 3: meeting -----------------------------------------------------------------

    def meet(self) -> None:
        peer = self.peer
        peer.sign_in(self.peer_name, PASSPHRASE)
        peer.reads("Chose you on %(day)s. You have not met yet.")
        peer.go(peer.page.get_by_role("link", name=ALIAS, exact=True))
        self.id = uuid.UUID(peer.page.url.rstrip("/").rpartition("/")[2])
        peer.go_to("participants:limits", participant=self.id)
        peer.go("main form button.button-large")
        peer.open("participants:limits", participant=self.id)
        peer.reads("%(name)s heard this on %(day)s.")

    def agree(self) -> None:
        """One tap each, by Sam alone."""
        sam = self.sam
        sam.open("homes:support")
        sam.go_to("participants:consents")
        for kind in ("supported", "recorded"):
            sam.go(f"section[aria-labelledby={kind}] form button")
            expect(sam.page.locator(f"section[aria-labelledby={kind}] .tag-kept")).to_be_visible()

    def set_goal(self) -> None:
        sam, told = self.sam, self.told
        sam.open("support:plan")
        sam.go("section[aria-labelledby=home] a[href*='part=home']")
        assert sam.page.locator('[name="dimension"][value="home"]').is_checked()
        sam.fill(words=told.goal, steps="\n".join(told.steps))
        sam.go("main form button.button")
        home = sam.page.locator("section[aria-labelledby=home]")
        for text in (told.goal, *told.steps):
            expect(home).to_contain_text(text)

    def log(self) -> None:
        """Three taps, from Today."""
        peer = self.peer
        peer.open("homes:today")
        peer.taps = 0
        peer.go(f'main a[href="{peer.at("support:log", participant=self.id)}"]')
        peer.tap('label.choice:has([name="kinds"][value="emotional"])')
        peer.go("main form button.button-large")
        assert peer.taps == 3
        assert peer.page.url.partition("?")[0].endswith(peer.at("homes:today"))
        expect(peer.page.locator(".notice-kept")).to_contain_text(ALIAS)
        self.axe(peer.page)

    def promise(self) -> None:
        peer = self.peer
        peer.open("support:person", participant=self.id)
        peer.go_to("support:promise", participant=self.id)
        now = clock.now().astimezone(ZONE)
        soon = now + timedelta(minutes=4)
        if not soon.minute:  # '4 a.m.' has none to read
            soon += timedelta(minutes=1)
        peer.fill(at=f"{soon:%Y-%m-%dT%H:%M}", place="Mill Street")
        peer.go("main form button.button")
        peer.open("support:people")
        expect(peer.page.locator("li.person", has_text=ALIAS)).to_contain_text(f"{soon:%M}")
        if soon.date() == now.date():  # else it is for tomorrow's Today
            peer.open("homes:today")
            peer.reads("You meet today at %(at)s")
        self.sam.open("homes:support")
        self.sam.reads("You meet %(who)s", who=self.told.peer)
        self.sam.sees("Mill Street")

    # --- 4: a check-in --------------------------------------------------------------

    def check_in(self) -> None:
        sam = self.sam
        sam.go_to("measures:checkin")
        for number, item in enumerate(("health", "home", "purpose", "community", "hope")):
            sam.choose(item, str(number % 3))
        sam.go("main form button.button-large")
        expect(sam.page.locator(".lines svg")).to_have_count(7)
        assert sam.page.locator("section[aria-labelledby=next] li").count() >= 1
        sam.tap("details:has(table) > summary")
        expect(sam.page.locator("tbody tr")).to_have_count(1)
        expect(sam.page.locator("tbody td")).to_have_count(7)
        self.axe(sam.page)

    # --- 5: a referral, walked together ----------------------------------------------

    def refer(self) -> None:
        peer, sam = self.peer, self.sam
        peer.open("support:person", participant=self.id)
        peer.go_to("referrals:refer", participant=self.id)
        peer.fill(q=CLINIC)
        peer.go("main form[role=search] button")
        peer.go(peer.page.locator("main a.row", has_text=CLINIC))
        peer.tick("share_name", "share_words", "share_together")
        peer.fill(words=self.told.why)
        peer.go('main button[value="read"]')
        shown = peer.page.locator("main dl.facts")
        expect(shown).to_contain_text(self.told.why)
        expect(shown).not_to_contain_text(NUMBER)
        peer.go('main button[value="keep"]')
        sam.open("homes:support")
        sam.go('.notice a[href*="/referrals/"]')
        sam.sees(self.told.why)
        sam.go('form[action$="/agree/"] button')

    def link(self, maker: Reader) -> tuple[str, str]:
        """The link, and the PIN that is said aloud."""
        maker.page.reload()
        maker.go('form[action$="/link/"] button')
        link, pin = maker.page.locator(".link-address").all_inner_texts()
        return link, pin

    def partner(self, told: tuple[str, str]) -> Reader:
        """Somebody at the clinic, in a browser that knows nothing."""
        address, pin = told
        clinic = self.reader(DESK)
        clinic.page.goto(address)
        clinic.sees_nothing_of(ALIAS)
        clinic.fill(pin=pin)
        clinic.go("main form button.button-large")
        clinic.sees(ALIAS)
        clinic.sees_nothing_of(NUMBER, self.told.goal)
        return clinic

    def answer(self) -> None:
        clinic = self.partner(self.link(self.peer))
        clinic.sees(self.told.why)
        self.axe(clinic.page)
        clinic.choose("answer", "seen")
        clinic.fill(words="Thursday, ask for Noor.")
        clinic.go("main form button.button-large")
        expect(clinic.page.locator(".notice-kept")).to_be_visible()
        sam = self.sam
        sam.page.reload()
        sam.sees("Thursday, ask for Noor.")
        sam.choose("answer", "seen-kind")
        sam.go('form[action$="/close/"] button')
        sam.reads("I was seen, and they were kind", "closed by your answer")

    # --- 7: taking one consent back ---------------------------------------------------

    def take_back(self) -> None:
        """From that second the link shows nothing, and what is typed there goes nowhere."""
        sam = self.sam
        sam.open("referrals:refer", "?q=Withdrawal")
        sam.go(sam.page.locator("main a.row", has_text=BEDS))
        sam.tick("share_name")
        sam.go('main button[value="read"]')
        sam.go('main button[value="keep"]')
        beds = self.partner(self.link(sam))
        sam.open("participants:consents")
        shared = sam.page.locator("section[aria-labelledby=shared] .card", has_text=BEDS)
        sam.go(shared.locator('form[action$="/withdraw/"] button'))
        beds.choose("answer", "received")
        beds.go("main form button.button-large")
        beds.sees_nothing_of(ALIAS)
        answer = beds.page.goto(beds.at("referrals:partner"))
        assert answer is not None
        assert answer.status == 410
        beds.sees_nothing_of(ALIAS)

    # --- 6: who looked, and what is counted -------------------------------------------

    def looks(self) -> None:
        vera = self.colleague("vera", PHONE)
        assert vera.open("support:person", participant=self.id) == 404, "as if there were nobody"
        vera.sees_nothing_of(ALIAS, self.told.goal)
        sam = self.sam
        sam.open("homes:support")
        sam.go_to("participants:looks")
        sam.sees(self.told.peer)
        sam.go('nav.tabs a[href="?only=left"]')
        sam.sees(CLINIC, BEDS)
        sam.go('nav.tabs a[href="?only=refused"]')
        sam.sees("Vera")
        expect(sam.page.locator("main .tag-needs-you").first).to_be_visible()
        self.axe(sam.page)

    def team(self) -> None:
        """Dana reads how many people each walks with, and of no participant by name."""
        dana = self.colleague("dana")
        person = self.world.characters[self.peer_name].by.person_id
        walks = Pairing.objects.filter(peer_id=person, until_at=None).count()
        since = clock.now() - timedelta(weeks=4)
        contacts = Contact.objects.filter(peer_id=person, happened_at__gte=since).count()
        card = dana.page.locator(f"section[aria-labelledby='mate-{person}']")
        said = card.locator("header p").inner_text()
        assert str(walks) in said.replace(",", " ").split()
        assert str(contacts) in card.locator("p.small").inner_text().split()
        dana.sees_nothing_of(ALIAS, "Kestrel", "Birdie")

    def outcomes(self) -> None:
        """The manager and the funder read the same, true numbers, and no small one."""
        month_ago = (clock.now() - timedelta(days=30)).astimezone(ZONE).date()
        quarter = periods.quarter_of(month_ago)
        first, last = (
            datetime.combine(day, datetime.min.time(), ZONE)
            for day in (quarter.start, min(quarter.end, clock.now().astimezone(ZONE).date()))
        )
        rows = Contact.objects.filter(happened_at__gte=first, happened_at__lt=last)
        people = rows.order_by().values("participant").distinct().count()
        read = []
        for username in ("max", "ana"):
            reader = self.colleague(username)
            reader.page.locator("select[name=period]").select_option(quarter.slug)
            reader.go("form.filters button")
            assert int(reader.page.locator(".headline b").inner_text()) == people
            assert reader.page.locator(".bars .bars-number b").first.inner_text() == str(len(rows))
            assert reader.page.locator(".too-few").count() >= 1
            reader.sees_nothing_of(ALIAS, self.told.peer)
            read.append(reader.page.locator("main").inner_text())
        assert read[0] == read[1]


@pytest.mark.parametrize("told", TELLINGS, ids=LANGUAGES)
def test_it_tells_the_whole_story(
    told: Telling, demo: World, open_page: Opener, axe: Callable[[Page], None]
) -> None:
    story = Story(told, demo, open_page, axe)
    for part in (
        story.find,
        story.ask,
        story.propose,
        story.choose,
        story.meet,
        story.agree,
        story.set_goal,
        story.log,
        story.promise,
        story.check_in,
        story.refer,
        story.answer,
        story.take_back,
        story.looks,
        story.team,
        story.outcomes,
    ):
        part()

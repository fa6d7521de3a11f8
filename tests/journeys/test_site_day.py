"""A day in the field, on two phones and at two desks: a room where nobody uses alone, a bedside, a
way outside; and next month the return, with the numbers of that day and of no other list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from playwright.sync_api import Page, expect

from alongside.followups.models import FollowUp
from alongside.outreach.models import Seen, Shift
from alongside.sites import models
from tests.cast import Cast
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.telling import Reader
from tests.sites import doors

Axe = Callable[[Page], None]
NEXT_MONTH = timedelta(days=31)
RETURN = "ca-on-consumption-site"


def test_a_day_adds_up_from_the_room_to_the_return(cast: Cast, open_page: Opener, axe: Axe) -> None:
    def phone(who: Any = None) -> Reader:
        return Reader(open_page(by=who, size=PHONE), "en")

    doors.room(cast)
    site = cast.site.pk
    day = Day(cast, phone(cast.vera), phone(cast.maya), Reader(open_page(by=cast.dana), "en"), axe)
    day.six_come_in()
    day.two_respond()
    day.they_are_asked_how_they_are()
    words = day.a_card_at_the_bedside()
    somebody_says_yes_at_home(phone(), words, axe)
    day.maya_takes_it_on()
    day.maya_is_out()
    day.it_is_over()
    day.lines_are_totals()
    month = a_month_goes_by(cast)
    the_return_says_the_same(Reader(open_page(by=cast.max), "en"), day.dana, month, axe)
    assert models.Visit.objects.filter(site=site).exclude(called="").count() == 0


@dataclass
class Day:
    cast: Cast
    vera: Reader
    maya: Reader
    dana: Reader
    axe: Axe

    def six_come_in(self) -> None:
        """Five with one tap each; one is called Heron for the day, and says what it is."""
        vera, site = self.vera, self.cast.site.pk
        vera.open("sites:sites")
        vera.go_to("sites:open_day", site=site)
        vera.fill(booths="4")
        vera.go("main form .button-large")
        for seat in ("1", "2", "3"):
            vera.go(f"button[name=seat][value='{seat}']")
        for _ in range(2):
            vera.go("form.come-in .actions button")
        vera.go_to("sites:come_in", site=site)
        vera.fill(called="Heron")
        vera.unfold("[name=mode]")
        vera.choose("substances", "down")
        vera.choose("mode", "inject")
        vera.go("main form .button-large")
        vera.sees("6 people are here", "Heron", "Down")
        self.axe(vera.page)

    def two_respond(self) -> None:
        """Vera taps on her phone and Maya on hers; each sees what the other did."""
        vera, maya = self.vera, self.maya
        heron = vera.page.locator("li.seat", has_text="Heron")
        vera.go(heron.locator("button.button-clay"))
        taps(vera, "not-breathing", "rescue-breathing")
        maya.open("sites:sites")
        maya.go(".running a")
        taps(maya, "naloxone", "ambulance")
        taps(vera, "naloxone", "awake")
        steps = vera.page.locator(".steps-done li")
        expect(steps).to_have_count(7)
        expect(vera.page.locator(".steps-done")).to_contain_text("Maya")
        self.axe(vera.page)
        vera.go_to("sites:finish", overdose=models.Overdose.objects.get().pk)
        vera.choose("turned_out", "opioid")
        vera.choose("outcome", "stayed")
        vera.go("main form .button-large")

    def they_are_asked_how_they_are(self) -> None:
        self.vera.fill(others="3")
        self.vera.go("main form .button-large")
        self.maya.open("sites:sites")
        self.maya.go_to("sites:own")
        self.axe(self.maya.page)
        self.maya.go("button[name=answer][value=talk]")
        self.dana.open("sites:overdoses")
        self.dana.sees("Colleagues who would like to talk", "Maya")
        self.axe(self.dana.page)

    def a_card_at_the_bedside(self) -> str:
        maya, overdose = self.maya, models.Overdose.objects.get().pk
        maya.open("sites:overdose", overdose=overdose)
        maya.go(maya.page.get_by_role("link", name="May a peer be in touch with them?"))
        maya.choose("answer", "card")
        maya.go("main form .button-large")
        self.axe(maya.page)
        row = FollowUp.objects.get()
        assert (row.overdose, row.where, row.called) == (overdose, "ops", "")
        return " ".join(maya.page.locator(".key li").all_inner_texts())

    def maya_takes_it_on(self) -> None:
        maya = self.maya
        maya.open("homes:today")
        maya.go_to("followups:followups")
        maya.go_to("followups:followup", followup=FollowUp.objects.get().pk)
        maya.sees("A woman, if you can")
        maya.go(maya.page.get_by_role("button", name="I keep in touch with them"))
        maya.sees("How is Blue?", "506-555-0199")
        self.axe(maya.page)

    def maya_is_out(self) -> None:
        maya = self.maya
        maya.open("outreach:day")
        maya.go_to("outreach:plan_shift")
        maya.fill(route="The river", reach="506-555-0142", stops="Under the bridge\nThe depot")
        maya.page.select_option("[name=buddy]", label="Vera")
        maya.go("main form .button-large")
        maya.go(maya.page.get_by_role("button", name="We go out"))
        stop = maya.page.locator("li.row", has_text="Under the bridge")
        maya.go(stop.locator("button"))
        maya.go(stop.locator("a"))
        maya.fill(people="4", **{"need-water": "3"})
        maya.choose("saw", "people-sleeping")
        maya.go("main form .button-large")
        maya.open("outreach:shift", shift=Shift.objects.get().pk)
        self.axe(maya.page)
        maya.go(maya.page.get_by_role("button", name="I am well"))
        maya.go(maya.page.get_by_role("button", name="We are back"))
        assert Shift.objects.get().reach == "" and Seen.objects.get().needs == {"water": 3}
        self.dana.open("outreach:needed")
        self.dana.sees("Under the bridge", "Water")
        self.axe(self.dana.page)

    def it_is_over(self) -> None:
        self.vera.open("sites:close_day", day=models.Day.objects.get().pk)
        self.vera.sees("6 people are still in the room")
        self.vera.go("main form .button-large")
        self.vera.sees("closed", "Nobody is here")

    def lines_are_totals(self) -> None:
        dana, site = self.dana, self.cast.site.pk
        dana.open("sites:report", site=site)
        said = totals(dana.page)
        dana.open("sites:line_list", site=site)
        self.axe(dana.page)
        assert totals(dana.page) == said
        visits, alerts = (dana.page.locator("main table").nth(at) for at in (0, 1))
        uses = visits.locator("tbody td.number").all_inner_texts()
        assert (len(uses), sum(map(int, uses))) == (said["Visits"], said["Uses"]) == (6, 1)
        doses = alerts.locator("tbody td.number").all_inner_texts()
        assert (len(doses), said["Alerts"], said["Overdoses"], doses) == (1, 1, 1, ["2"])
        assert said["People who came with their words"] == 0


def taps(who: Reader, *whats: str) -> None:
    """Each is there before the next: they are sent one by one, without leaving the page."""
    for what in whats:
        there = models.Tap.objects.count() + 1
        who.tap(f"form[data-tap]:has([value='{what}']) button")
        expect(who.page.locator(".steps-done li")).to_have_count(there)


def totals(page: Page) -> dict[str, int]:
    """What stands in the totals, by its words."""
    pairs = page.locator("dl.totals div").all()
    found = {}
    for pair in pairs:
        said = pair.locator("dd").inner_text().split()[0]
        if said.isdigit():
            found[pair.locator("dt").inner_text()] = int(said)
    return found


def somebody_says_yes_at_home(reader: Reader, words: str, axe: Axe) -> None:
    """With the six words alone: no account, no cookie."""
    reader.open("followups:card")
    reader.fill(words=words)
    reader.go("main form .button-large")
    reader.choose("way", "text")
    reader.fill(how="506-555-0199", called="Blue")
    reader.choose("wants", "other")
    reader.fill(wants_words="A woman, if you can")
    axe(reader.page)
    reader.go("main form .button-large")
    reader.reads("Thank you. It is as you said, and you can change it here with your card.")
    assert not reader.context.cookies()
    assert FollowUp.objects.get().state == "open"


def a_month_goes_by(cast: Cast) -> str:
    """What happened today lies in an earlier month. The server's own clock can't be moved."""
    for model, times in (
        (models.Day, ("opened_at", "closes_at", "closed_at")),
        (models.Visit, ("came_at", "left_at")),
        (models.Use, ("used_at",)),
        (models.Overdose, ("found_at",)),
        (models.Tap, ("happened_at",)),
        (models.Finish, ("happened_at",)),
    ):
        model._default_manager.update(**{name: F(name) - NEXT_MONTH for name in times})
    opened: datetime = models.Day.objects.get().opened_at
    return opened.astimezone(ZoneInfo(cast.riverbend.time_zone)).strftime("%Y-%m")


def the_return_says_the_same(max_: Reader, dana: Reader, month: str, axe: Axe) -> None:
    """Printed for who funds it, small numbers hidden; exact for who keeps the work."""
    period = f"?period={month}"
    max_.open("homes:one_return", period, definition=RETURN)
    axe(max_.page)
    max_.page.emulate_media(media="print")
    assert line(max_.page, "Visits") == "6"
    assert line(max_.page, "Times that somebody used") == "too few to show"
    expect(max_.page.locator("nav").first).to_be_hidden()
    assert max_.page.pdf().startswith(b"%PDF")
    dana.open("homes:behind", period, definition=RETURN)
    for words, number in (
        ("Visits", "6"),
        ("Times that somebody used", "1"),
        ("Overdoses answered by us", "1"),
    ):
        assert line(dana.page, words) == number


def line(page: Page, words: str) -> str:
    """The number of a line of the return, or what stands in its place."""
    rows = page.locator("table.return tbody tr:not(.return-part)")
    head = page.get_by_role("rowheader", name=words, exact=True)
    return rows.filter(has=head).locator("td.number").first.inner_text()

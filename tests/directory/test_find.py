"""What is near me tonight? Without a cookie, in three languages, however much there is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.directory import models, search
from tests.directory import feeds

TUESDAY_EVENING = datetime(2026, 6, 9, 22, 30, tzinfo=UTC)  # 18:30 in Toronto

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _evening() -> object:
    with time_machine.travel(TUESDAY_EVENING, tick=False):
        yield


def page(query: str = "", language: str = "en", status: int = 200) -> str:
    answer = Client().get(f"/{language}/{query}")
    assert answer.status_code == status
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_it_is_good_before_there_is_any_data(language: str) -> None:
    text = page(language=language)
    assert 'name="place"' in text
    assert "tel:988" in text
    early = text.index("shell/early.")  # while the browser waits for the style sheet
    assert text.rindex("<script async", 0, early) < early < text.index('rel="stylesheet"')


def test_it_sends_the_bare_address_to_a_language_without_a_cookie() -> None:
    answer = Client().get("/", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fr/")
    assert "Set-Cookie" not in answer.headers


def test_it_shows_what_is_near_tonight(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(
        tmp_path,
        [
            feeds.meeting("near", welcomes_medication="yes"),
            feeds.meeting("tomorrow", day=3),
            feeds.meeting("far", latitude=60.0),
            feeds.meeting("late", time="23:30", end_time="00:30"),
            feeds.meeting("past-midnight", day=3, time="00:30"),
        ],
    )
    feeds.services(tmp_path)
    text = page("?place=elmora")
    for slug in ("near", "late", "past-midnight"):
        assert f"Meeting {slug}<" in text
    for slug in ("tomorrow", "far"):
        assert f"Meeting {slug}<" not in text
    assert "starts in 30 min" in text
    assert "People on medication are welcome" in text
    assert "Soup" in text
    assert "Old room" not in text
    assert "Wilhelmina" not in text


def test_it_keeps_to_what_was_asked_for(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(
        tmp_path,
        [
            feeds.meeting("yes", welcomes_medication="yes", types=["S"]),
            feeds.meeting("no", welcomes_medication="no"),
            feeds.meeting("unsaid", pathway="secular"),
            feeds.meeting("online", types=["ONL"], attendance_option="online"),
        ],
    )
    assert "Meeting yes<" in page("?place=elmora&medication=on")
    assert "Meeting unsaid<" not in page("?place=elmora&medication=on&show=meetings")
    assert "Meeting no<" not in page("?place=elmora&language=es&show=meetings")
    assert "Meeting unsaid<" in page("?place=elmora&way=secular&show=meetings")
    assert "Meeting online<" not in page("?place=elmora&how=here&show=meetings")
    assert "Meeting yes<" not in page("?place=elmora&when=3&show=meetings")


def test_it_finds_meetings_by_what_people_say(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("ramp"), feeds.meeting("steps"), feeds.meeting("torn")])
    rows = {row.key: row for row in models.Meeting.objects.all()}
    for key, is_so, says in (("ramp", True, "people"), ("torn", True, "listing")):
        rows[key].facts.create(kind="wheelchair", is_so=is_so, says=says)
    rows["torn"].facts.create(kind="wheelchair", is_so=False, says="people")
    rows["ramp"].facts.create(kind="children", says="people")
    rows["ramp"].facts.create(kind="culturally-safe", value="black", says="people")
    rows["torn"].facts.create(kind="culturally-safe", value="newcomers", says="people")
    search.reindex(meetings=[row.pk for row in rows.values()])
    assert "Meeting torn" not in page("?place=elmora&show=meetings&who=newcomers")
    for asked in ("wheelchair", "childcare", "colour"):
        text = page(f"?place=elmora&show=meetings&who={asked}")
        assert "Meeting ramp" in text
        assert "Meeting steps" not in text
        assert "Meeting torn" not in text


def test_it_finds_by_words_alone_from_everywhere(tmp_path: Path) -> None:
    feeds.towns()
    feeds.services(tmp_path)
    feeds.bring(
        tmp_path,
        [
            feeds.meeting("far", name="Kettle of the Far North", latitude=60, longitude=20),
            feeds.meeting("note", notes="There is a kettle"),
            feeds.meeting("other"),
        ],
    )
    text = page("?what=kettle")
    assert "from everywhere" in text
    assert text.index("Kettle of the Far North") < text.index("Meeting note")
    assert "Soup" in text
    assert "Meeting other" not in text
    assert "Soup" not in page("?what=kettle&show=meetings")
    assert "Nothing here that fits" in page("?what=kettle&who=deaf")
    answer = Client().get("/api/v1/services", {"what": "soup"}).json()
    assert [each["name"] for each in answer["services"]] == ["Soup"]
    assert answer["near"] is None


def test_it_finds_services_by_plain_words(tmp_path: Path) -> None:
    feeds.towns()
    feeds.services(tmp_path)
    for typed in ("food", "comida", "soup", "kettle"):
        text = page(f"?place=elmora&what={typed}")
        assert ("Soup" in text, "Beds" in text) == (True, False), typed
    assert "Beds" in page("?place=elmora&what=place+to+sleep")
    assert "in this area" in page("?place=elmora&what=place+to+sleep")


@pytest.mark.parametrize("typed", ["Élmora", "ELMORA", "elm", "Elmora, Ontario", "elmora, canada"])
def test_it_knows_a_town_however_it_is_written(typed: str) -> None:
    feeds.towns()
    assert "Near Élmora, ON, Canada" in page(f"?place={typed}")


def test_it_asks_which_town_is_meant() -> None:
    feeds.towns()
    text = page("?place=twinford&when=3")
    assert "Twinford, IL, United States" in text
    assert "Twinford, MA, United States" in text
    assert "when=3&amp;at=3" in text
    assert "Near Twinford, MA" in page("?place=Twinford, MA")
    assert "Near Twinford, MA" in page("?place=01999")


def test_it_helps_with_an_unknown_place() -> None:
    feeds.towns()
    assert "We do not know a place called “Xyzzyville”" in page("?place=Xyzzyville")
    assert "Élmora" in page("?place=Elmroa")


@pytest.mark.parametrize(
    "query",
    ["?place=", "?page=x&when=9&lat=abc", "?lat=0&lon=0", "?at=999999", "?place=%00%ff", "?page=-3",
     "?lat=nan&lon=inf", "?place=" + "x" * 400, "?what=%00%00&place=elmora",
     "?what=" + "%C3%A9" * 200,
     "?who=nobody&who=women&place=elmora", "?begins=25:99&ends=x&place=elmora", "?fact=%27;--",
     "?what=%25%25s%20OR%201=1&place=elmora", "?begins=23:00&ends=01:00&place=elmora&when=6",
     "?is_open=on&place=elmora&when=now", "?what=a%20in%20the&lat=91&lon=3", "?page=500&at=1"],
)  # fmt: skip
def test_it_takes_nonsense_for_nothing(query: str) -> None:
    feeds.towns()
    assert 'name="place"' in page(query)


@pytest.mark.parametrize("name", ["place", "what", "way", "language", "how", "part", "when"])
def test_a_program_may_send_a_sign_that_no_text_has(name: str) -> None:
    feeds.towns()
    said = {"place": "elmora", name: "\0x\0"}
    for path in ("/api/v1/meetings", "/api/v1/services"):
        assert Client().get(path, said).status_code in {200, 404, 422}


def test_it_leads_on_where_nothing_fits() -> None:
    feeds.towns()
    text = page("?place=elmora")
    assert "Nothing here that fits" in text
    assert "within=50" in text
    assert "tel:988" in text


def test_it_says_why_each_line_is_there(tmp_path: Path) -> None:
    feeds.towns()
    near = {"latitude": feeds.TOWN[0] + 0.003, "welcomes_medication": "yes", "types": ["W"]}
    feeds.bring(tmp_path, [feeds.meeting("near", **near), feeds.meeting("next", day=3, **near)])
    text = page("?place=elmora")
    assert "5 min walk · starts in 30 min" in text
    assert "for women" in text
    assert page("?place=elmora&what=women").index("for women")
    feeds.bring(tmp_path, [feeds.meeting("area", latitude=None, longitude=None)])
    assert "min walk" not in page("?place=elmora")
    assert "in this area" in page("?place=elmora")


def test_it_shows_other_days_and_further_places_before_nothing(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("later", day=5)])
    text = page("?place=elmora")
    assert "The same on other days" in text
    assert "Meeting later<" in text
    feeds.bring(tmp_path, [feeds.meeting("far", latitude=45.5)])
    text = page("?place=elmora&within=5")
    assert "Further away" in text
    assert "Meeting far<" in text


def test_it_says_that_a_public_holiday_may_change_what_is_open() -> None:
    feeds.towns()
    said = "Today is a public holiday there"
    with time_machine.travel(datetime(2026, 7, 1, 20, tzinfo=UTC), tick=False):
        assert said in page("?place=elmora&when=any")
    with time_machine.travel(datetime(2026, 7, 3, 20, tzinfo=UTC), tick=False):
        assert said not in page("?place=elmora&when=any")


def test_it_uses_the_place_of_the_device_rounded(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("near")])
    assert "Meeting near<" in page("?lat=45.00123&lon=-75.00456")


@pytest.mark.parametrize("when", ["tonight", "any"])
def test_it_asks_no_more_of_the_database_for_more_rows(tmp_path: Path, when: str) -> None:
    """On any day it looks in wider rings where few are near, so that more rows ask less."""
    feeds.towns()
    counts = []
    for number in (40, 400):
        feeds.bring(tmp_path, [feeds.meeting(str(n)) for n in range(number)])
        with CaptureQueriesContext(connection) as queries:
            text = page(f"?place=elmora&show=meetings&page=2&when={when}")
        assert "Meeting" in text
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 9


def test_it_finds_the_nearest_across_the_end_of_the_map(tmp_path: Path) -> None:
    rows = [feeds.meeting("west", latitude=-17.0, longitude=179.95)]
    rows += [feeds.meeting("east", latitude=-17.0, longitude=-179.99)]
    feeds.bring(tmp_path, rows)
    text = page("?lat=-17&lon=-179.98&when=any")
    assert 0 < text.index("Meeting east") < text.index("Meeting west")


def test_it_counts_no_further_than_a_page_can_use(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting(str(n)) for n in range(90)])
    assert "More than 50 meetings" in page("?place=elmora&when=any")
    assert ">50 meetings" not in page("?place=elmora&when=any&show=meetings&page=5")


def test_it_leafs_through_all_of_them_once(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting(str(n)) for n in range(45)])
    seen: list[str] = []
    for number in (1, 2, 3):
        text = page(f"?place=elmora&show=meetings&page={number}")
        seen += [n for n in map(str, range(45)) if f">Meeting {n}<" in text]
    assert sorted(seen) == sorted(map(str, range(45)))


def test_it_shows_nothing_that_is_private_or_gone(tmp_path: Path) -> None:
    feeds.towns()
    feeds.services(tmp_path)
    models.Service.objects.filter(name="Soup").update(is_public=False)
    assert "Soup" not in page("?place=elmora")
    row = models.Service.objects.get(name="Soup")
    page(f"services/{row.pk}/", status=404)


@pytest.mark.parametrize(
    ("zone", "day", "clock"),
    [("America/Los_Angeles", 2, "15:45"), ("Europe/Paris", 3, "00:45"),
     ("Australia/Sydney", 3, "08:45"), ("Asia/Kolkata", 3, "04:15")],
)  # fmt: skip
def test_it_shows_what_is_online_now_on_any_clock(
    tmp_path: Path, zone: str, day: int, clock: str
) -> None:
    feeds.bring(
        tmp_path,
        [
            feeds.meeting("now", day=day, time=clock, timezone=zone, types=["ONL"],
                          attendance_option="online"),
            feeds.meeting("other", day=day, time="12:00", timezone=zone, types=["ONL"]),
        ],
    )  # fmt: skip
    text = page()
    assert "Meeting now<" in text
    assert "Meeting other<" not in text

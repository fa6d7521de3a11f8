"""What people type: needs in three languages, typing errors, and a place among the words."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import clock
from alongside.directory import models, search
from alongside.directory.rules import lexicon, places, spelling, words
from tests.directory import feeds

EVENING = datetime(2026, 6, 9, 22, 30, tzinfo=UTC)
HERE = search.Spot(*feeds.TOWN, "America/Toronto")
SERVICES = (
    "id,location_id,name,description,keywords,status,facts\n"
    '1,1,Kettle soup,Hot lunch for everybody,"food, meals",active,no-fee\n'
    '2,1,Night shelter,Beds and showers,"homeless, shelter",active,\n'
    "3,1,Opioid treatment,Buprenorphine too,methadone clinic,active,medication\n"
    "4,1,Réduction des méfaits,Seringues et naloxone,naloxone,active,naloxone\n"
    '5,1,Legal Aid,Eviction advice,"lawyer",active,\n'
)


@pytest.fixture(autouse=True)
def _evening() -> Any:
    with time_machine.travel(EVENING, tick=False):
        yield


def services(what: str) -> list[str]:
    hits = search.services_near(HERE, search.Wish(what=what), now=clock.now())
    return [hit.row.name for hit in hits.here]


def meetings(what: str, **more: Any) -> list[str]:
    wish = search.Wish(what=what, when="any", **more)
    return [hit.row.name for hit in search.meetings_near(HERE, wish, now=clock.now()).here]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("food", "Kettle soup"), ("comida", "Kettle soup"), ("nourriture", "Kettle soup"),
        ("something to eat", "Kettle soup"), ("J'ai faim", "Kettle soup"), ("fod", ""),
        ("foood", "Kettle soup"), ("comdia", "Kettle soup"), ("nouriture", "Kettle soup"),
        ("place to sleep", "Night shelter"), ("a bed", "Night shelter"),
        ("dónde dormir", "Night shelter"), ("où dormir", "Night shelter"),
        ("hebergment", "Night shelter"), ("sheltr", "Night shelter"),
        ("methadone ok", "Opioid treatment"), ("metadona", "Opioid treatment"),
        ("méthadone", "Opioid treatment"), ("buprenorphin", "Opioid treatment"),
        ("nalaxone", "Réduction des méfaits"), ("seringues", "Réduction des méfaits"),
        ("jeringas", "Réduction des méfaits"), ("kettle", "Kettle soup"),
        ("kettel", "Kettle soup"), ("lawer", "Legal Aid"), ("abogado", "Legal Aid"),
        ("evicton", "Legal Aid"),
    ],
)  # fmt: skip
def test_it_finds_a_service_by_what_people_call_it(tmp_path: Path, typed: str, first: str) -> None:
    feeds.towns()
    feeds.services(tmp_path, services=SERVICES)
    found = services(typed)
    assert (found[0] if found else "") == first or not first, (typed, found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("women", "Harbour Women"), ("mujeres", "Harbour Women"), ("femmes", "Harbour Women"),
        ("womens meeting", "Harbour Women"), ("wimen", "Harbour Women"),
        ("serentiy", "Morning Serenity"), ("serenity morning", "Morning Serenity"),
        ("méditation", "Quiet Hour"), ("meditaton", "Quiet Hour"), ("meditación", "Quiet Hour"),
        ("gay", "Rainbow"), ("methadone ok", "Open Door"), ("zoom", "Far and Near"),
        ("español", "Un Día"), ("wheelchair", "Ramp Group"), ("silla de ruedas", "Ramp Group"),
        ("fauteuil roulant", "Ramp Group"),
    ],
)  # fmt: skip
def test_it_finds_a_meeting_by_what_people_call_it(tmp_path: Path, typed: str, name: str) -> None:
    feeds.towns()
    said: list[tuple[str, dict[str, Any]]] = [
        ("a", {"name": "Harbour Women", "types": ["W"]}), ("b", {"name": "Morning Serenity"}),
        ("c", {"name": "Quiet Hour", "types": ["MED"]}),
        ("d", {"name": "Rainbow", "types": ["LGBTQ"]}),
        ("e", {"name": "Open Door", "welcomes_medication": "yes"}),
        ("f", {"name": "Far and Near", "attendance_option": "hybrid",
               "conference_url": "https://example.org/z"}),
        ("g", {"name": "Un Día", "types": ["S"]}), ("h", {"name": "Ramp Group", "types": ["X"]}),
    ]  # fmt: skip
    feeds.bring(tmp_path, [feeds.meeting(slug, **more) for slug, more in said])
    assert meetings(typed)[:1] == [name]


@pytest.mark.django_db
def test_it_reads_place_and_day_among_the_words(tmp_path: Path) -> None:
    feeds.towns()
    feeds.services(tmp_path, services=SERVICES)
    page = Client().get("/en/", {"what": "food in Elmora"}).content.decode()
    assert "Near Élmora" in page
    assert "Kettle soup" in page
    feeds.bring(tmp_path, [feeds.meeting("wed", day=3), feeds.meeting("tue", day=2)])
    page = Client().get("/en/", {"what": "wednesday", "place": "Elmora"}).content.decode()
    assert page.index("Meeting wed<") < page.index("Meeting tue<")  # which is on other days


@pytest.mark.django_db
def test_it_says_what_it_looked_for_instead(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("a", name="Morning Serenity")])
    page = Client().get("/en/", {"what": "serentiy", "place": "Elmora", "when": "any"})
    assert "We looked for “serenity”. You typed “serentiy”." in page.content.decode()
    page = Client().get("/en/", {"what": "xqzzt", "place": "Elmora", "when": "any"})
    text = page.content.decode()
    assert "We have nothing for the word “xqzzt”" in text
    assert "Morning Serenity" in text


@pytest.mark.django_db
def test_it_shows_some_where_nothing_has_all_of_the_words(tmp_path: Path) -> None:
    feeds.towns()
    rows = [feeds.meeting("a", name="Serenity"), feeds.meeting("b", name="Lighthouse")]
    feeds.bring(tmp_path, rows)
    page = Client().get("/en/", {"what": "serenity lighthouse", "place": "Elmora"})
    text = page.content.decode()
    assert "Nothing has all of your words" in text
    assert "Serenity<" in text or "Lighthouse<" in text


@pytest.mark.django_db
def test_it_forgets_words_that_nothing_says_any_more(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a", name="Lighthouse")])
    assert meetings("lighthouse") == ["Lighthouse"]
    feeds.bring(tmp_path, [feeds.meeting("a", name="Harbour")])
    assert meetings("harbour") == ["Harbour"]
    assert not models.Vocable.objects.filter(word="lighthouse", count__gt=0).exists()
    models.Meeting.objects.update(is_public=False)
    assert meetings("harbour") == []  # even before the index knows


@pytest.mark.django_db
def test_it_makes_the_whole_index_anew(tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting(str(n), day=n % 7, name="Daily") for n in range(7)])
    feeds.services(tmp_path, services=SERVICES)
    before = sorted(models.Entry.objects.values_list("key", "cell", "marks", "hours"))
    counts = sorted(models.Vocable.objects.filter(count__gt=0).values_list("word", "count"))
    assert search.reindex_all() == (7, 5)
    assert sorted(models.Entry.objects.values_list("key", "cell", "marks", "hours")) == before
    assert sorted(models.Vocable.objects.values_list("word", "count")) == counts


def test_it_knows_no_phrase_twice() -> None:
    for slug, sense in lexicon.SENSES.items():
        for phrase in sense.typed:
            assert lexicon.PHRASES[phrase] == f"={slug}", f"{phrase} of {slug} is taken"


WORD = st.text("abcdefghijklmnop", min_size=4, max_size=12)


@given(WORD, st.data())
def test_it_leads_one_slip_back(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(st.sampled_from(["leave", "add", "change", "swap"]))
    sign = data.draw(st.sampled_from("abcxyz"))
    other = {
        "leave": word[:place] + word[place + 1 :],
        "add": word[:place] + sign + word[place:],
        "change": word[:place] + sign + word[place + 1 :],
        "swap": word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
    }[slip]
    if len(other) >= spelling.SHORTEST:
        assert not spelling.variants(word).isdisjoint(spelling.variants(other))
        assert spelling.distance(word, other) <= 1


@given(st.text(), st.text())
def test_it_measures_slips_the_same_both_ways(one: str, other: str) -> None:
    assert spelling.distance(one, other) == spelling.distance(other, one)
    assert spelling.distance(one, one) == 0


@given(st.text(max_size=200))
def test_it_reads_anything_without_falling(text: str) -> None:
    words.telling(text)
    lexicon.senses_of(words.plain(text))
    said, where = places.in_text(text)
    assert len(said) + len(where) <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("food in Baltimore", ("food", "Baltimore")), ("shelter 21201", ("shelter", "21201")),
        ("comida cerca de Toledo", ("comida", "Toledo")),
        ("nourriture près de Québec", ("nourriture", "Québec")),
        ("food in Baltimore tonight", ("food", "Baltimore")), ("a bed", ("a bed", "")),
        ("meeting near me", ("meeting", "")), ("naloxone K1A 0B1", ("naloxone", "K1A 0B1")),
    ],
)  # fmt: skip
def test_it_tells_a_place_from_the_words(text: str, parts: tuple[str, str]) -> None:
    assert places.in_text(text) == parts


def test_it_writes_the_name_of_a_website_in_small_letters() -> None:
    assert (
        words.link("Http://Zoom.Example.org/J/Ab?Pwd=Cd") == "http://zoom.example.org/J/Ab?Pwd=Cd"
    )
    assert words.link("WWW.Example.org/A") == "https://www.example.org/A"

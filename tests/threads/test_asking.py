"""Somebody without internet asks the finder by text message: answered, and nothing of it kept."""

import hashlib
import html
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts.models import Organisation
from alongside.audit.models import Event
from alongside.core import clock
from alongside.directory import models
from alongside.rights.models import Agreement
from alongside.threads.actions import asking
from alongside.threads.channels import gateway as generic
from alongside.threads.models import Heard, Line, Message
from tests.cast import Cast
from tests.directory import feeds
from tests.threads.doors import NUMBER, line, signed
from tests.threads.test_hooks import FORM, SECRET, come_in, send_json, signature

ASKER = "+12025550177"
GSM = set(
    "\n ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;()'\"-/&+?!¿¡Éñéèùìòàü"
)


@pytest.fixture(autouse=True)
def _here(settings: Any, cast: Cast, tmp_path: Path) -> Any:
    """A small town on a Tuesday evening, and a number that may be texted."""
    settings.SMS, settings.SMS_SECRET = "twilio", SECRET
    settings.PUBLIC_ADDRESS = "https://walk.example"
    settings.FIND_BY_TEXT, settings.COUNTRY = "+1 500 555 0006", "CA"
    cache.clear()
    feeds.towns()
    long = "Meeting of the Early and the Late Risers’ Fellowship in the Hall by the River"
    rows = [feeds.meeting("near"), feeds.meeting("late", name=long, time="20:30", end_time="21:30")]
    call = {"types": ["ONL"], "conference_phone": "+1 555 555 0155", "address": ""}
    call |= {"time": "16:00", "end_time": "17:00", "timezone": "America/Vancouver"}
    rows.append(feeds.meeting("far", **call))
    feeds.bring(tmp_path, rows)
    feeds.services(tmp_path)
    with time_machine.travel(datetime(2026, 6, 9, 22, 30, tzinfo=UTC), tick=False):
        signed(cast)
        yield


def ask(words: str, reference: str = "SM1", number: str = ASKER) -> str:
    """The text that comes back, or nothing."""
    answer = come_in(words, reference, number)
    assert answer.status_code == 200
    found = re.search(r"<Message>(.*)</Message>", answer.content.decode(), re.S)
    return html.unescape(found[1]) if found else ""


def rows_of_everything() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names():
            if table != "alongside_cache":
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                counts[table] = cursor.fetchone()[0]
    return counts


def test_it_answers_in_the_language_of_the_words_and_keeps_nothing() -> None:
    before = rows_of_everything()
    plain = ask("Elmora tonight")
    assert "Near Élmora, ON:" in plain
    assert "Meeting near: Tuesday 7 p.m. - 8 p.m. A hall, 1 Some Street. " in plain
    assert "Danger: 911. To talk: 988." in plain
    food = ask("food elmora")
    assert food.splitlines()[1].startswith("1. Soup")
    assert "3 Salt Court" in food
    assert "(555) 555-0101" in food
    for words in (
        "comida Élmora",
        "BUSCA comida en Elmora",
        "manger Elmora ce soir",
        "TROUVE repas Elmora",
    ):
        assert "Soup" in ask(words)
    assert rows_of_everything() == before
    said = "".join(str(row) for row in _cached())
    assert ASKER not in said
    assert hashlib.sha256(ASKER.encode()).hexdigest()[:16] not in said
    assert "elmora" not in said.lower()


def _cached() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM alongside_cache")
        return list(cursor.fetchall())


def test_it_is_three_parts_at_most_in_the_letters_of_old_phones() -> None:
    for words in (
        "elmora",
        "elmora any day",
        "food elmora",
        "01999",
        "twinford",
        "",
        "xyz",
        "help",
    ):
        text = ask(words)
        assert len(text) <= 459
        assert set(text) <= GSM, set(text) - GSM
    far = ask("twinford", number="+12025550178")
    assert "By telephone:\n1. Meeting far: Tuesday 4 p.m. - 5 p.m. (Vancouver time)." in far
    assert "+1 555 555 0155" in far
    assert "mean TWINFORD MA?" in ask("twinford", number="+12025550178")
    assert "Where? Add your town" in ask("food", number="+12025550179")
    assert "FIND FOOD 12212" in ask("info", number="+12025550179")
    assert ask("overdose elmora", number="+12025550179").startswith("Danger: 911.")


def test_it_leaves_threads_alone_unless_an_agreed_word_comes_first(cast: Cast) -> None:
    line(cast)
    assert ask("food elmora", number=NUMBER) == ""
    assert Message.objects.get().words == "food elmora"
    events = Event.objects.count()
    for number, words in enumerate(
        ("FIND food elmora", "Busca comida Elmora", "trouve: repas Elmora")
    ):
        assert "Soup" in ask(words, f"SM{number + 2}", NUMBER)
    assert (Message.objects.count(), Heard.objects.count(), Event.objects.count()) == (1, 1, events)
    assert ask("ALTO", "SM8", NUMBER) == ""
    assert Line.objects.get().stopped_at is not None
    assert ask("FIND food elmora", "SM9", NUMBER) == ""


def test_it_honours_stop_and_asks_for_patience_once() -> None:
    assert ask("elmora")
    assert ask("STOP") == ""
    assert ask("elmora") == ""
    assert ask("START") == ""
    answers = [ask("elmora") for _ in range(11)]
    assert all(answers[:9])
    assert "You asked very often" in answers[9]
    assert answers[10] == ""
    assert ask("elmora", number="+12025550188")
    assert ask("elmora", number="72166") == ""


def test_it_answers_others_while_one_asks_on_and_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_OF_ONE", 2)
    monkeypatch.setattr(asking, "MOST_OF_ALL", 4)
    answers = [ask("help") for _ in range(6)]
    assert [bool(each) for each in answers] == [True, True, True, False, False, False]
    with time_machine.travel(datetime(2026, 6, 9, 22, 50, tzinfo=UTC), tick=False):
        assert ask("help") == ""  # twenty minutes are no hour
    assert ask("help", number="+12025550188")
    assert ask("help", number="+12025550189")
    assert ask("help", number="+12025550190") == ""


def test_it_is_off_until_it_is_switched_on_and_signed_for(cast: Cast, settings: Any) -> None:
    assert "+1 500 555 0006" in Client().get("/en/").content.decode()
    settings.FIND_BY_TEXT = ""
    assert ask("elmora") == ""
    assert "text message" not in Client().get("/en/").content.decode()
    settings.FIND_BY_TEXT = "+1 500 555 0006"
    Agreement.objects.update(ended_at=datetime(2026, 6, 9, tzinfo=UTC))
    assert ask("elmora") == ""
    cache.clear()  # the page may be a minute behind
    assert "text message" not in Client().get("/en/").content.decode()


def test_the_page_asks_all_organisations_once_a_minute(client: Client) -> None:
    for name in ("north", "south", "west"):
        Organisation.objects.create(name=name, slug=name)
    assert "+1 500 555 0006" in client.get("/en/").content.decode()
    with CaptureQueriesContext(connection) as heard:
        assert "+1 500 555 0006" in client.get("/en/").content.decode()
    assert not [each["sql"] for each in heard if "agreement" in each["sql"]]
    Agreement.objects.update(ended_at=clock.now())
    assert ask("Elmora tonight") == ""
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        assert "+1 500 555 0006" not in client.get("/en/").content.decode()


def test_it_answers_any_other_gateway_in_its_own_lines(settings: Any) -> None:
    settings.SMS = "http"
    now = datetime(2026, 6, 9, 22, 30, tzinfo=UTC).timestamp()
    answer = send_json({"id": "a1", "from": ASKER, "text": "food elmora"}, at=now)
    assert answer.status_code == 200
    said = json.loads(answer.content)
    assert said["to"] == ASKER
    assert "Soup" in said["text"]
    made = generic.signature(answer.headers["X-Alongside-Time"], answer.content)
    assert answer.headers["X-Alongside-Signature"] == made
    assert (
        send_json({"id": "a2", "from": ASKER, "text": "food"}, secret_ok=False).status_code == 403
    )


def ring(query: str = "", **fields: str) -> str:
    """What is said to somebody who rings."""
    path = f"{reverse('voice-hook')}{query}"
    said = {"CallSid": "CA1", "From": ASKER, **fields}
    made = signature(said, f"https://walk.example{path}")
    headers = {"X-Twilio-Signature": made}
    answer = Client().post(path, urlencode(said), content_type=FORM, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_reads_out_to_who_rings_and_puts_them_through(monkeypatch: pytest.MonkeyPatch) -> None:
    models.Place.objects.create(
        id=5, name="Élmora", folded="elmora", region="ON", country="US", postal="12212",
        latitude=45.0, longitude=-75.0, people=0, time_zone="America/Toronto",
    )  # fmt: skip
    before = rows_of_everything()
    hello = ring()
    assert 'numDigits="5"' in hello
    assert "Para español" in hello
    assert 'language="es-US"' in ring("?in=en", Digits="2")
    read = ring("?in=en", Digits="12212")
    assert "Meeting near: Tuesday 7 p.m." in read
    assert "told=12212" in read
    assert "Meeting near" in ring("?in=en&told=12212", Digits="2")
    assert "<Dial>988</Dial>" in ring("?in=en&told=12212", Digits="1")
    assert "no such ZIP code" in ring("?in=en", Digits="99999")
    assert rows_of_everything() == before
    monkeypatch.setattr(asking, "MOST_OF_ONE", 1)
    heard = [ring("?in=en", Digits="12212", From="+266696687", CallSid=n) for n in ("1", "1", "2")]
    assert ["Meeting near" in each for each in heard] == [True, False, True]
    path = reverse("voice-hook")
    unsigned = {"X-Twilio-Signature": "nonsense"}
    answer = Client().post(path, "Digits=12212", content_type=FORM, headers=unsigned)
    assert answer.status_code == 403

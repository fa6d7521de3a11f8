"""The whole record goes to the person it is about, in three shapes, and to nobody else."""

import json
import re
from typing import Any

import pytest

from alongside.audit import queries as history
from alongside.core import ids
from alongside.measures import actions as measures
from alongside.rights.record import places, reading
from alongside.support.models import Contact
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def lived(cast: Cast) -> Cast:
    """Something of every kind that a person meets in a week."""
    Contact.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        emotional=True,
        note="We sat on the kerb.",
    )
    cast.maya.client().get(f"/en/people/{cast.sam.id}/")
    return cast


def test_it_opens_with_the_ways_to_take_it(lived: Cast) -> None:
    page = lived.sam.client().get("/en/my-record/")
    assert page.status_code == 200
    assert b"record.pdf" in page.content
    assert str(lived.sam.id).encode() in page.content


def test_it_is_all_on_one_page(lived: Cast) -> None:
    answer = lived.sam.client().get("/en/my-record/whole/")
    page = body(answer).decode()
    for said in ("Sam", "We sat on the kerb.", "A door that locks", "Maya", "A look at your page"):
        assert said in page, said
    assert not re.search(r">[a-z -]+ [0-9a-f]{8}-[0-9a-f]{4}-", page)  # no number is a name
    assert page.rstrip().endswith("</html>")
    assert "no-store" in answer["Cache-Control"]


def test_it_speaks_the_readers_language(lived: Cast) -> None:
    page = body(lived.sam.client().get("/fr/my-record/whole/")).decode()
    assert '<html lang="fr"' in page


def test_it_is_data_for_a_program(lived: Cast) -> None:
    answer = lived.sam.client().get("/en/my-record/record.json")
    said = json.loads(body(answer))
    assert said["format"] == "alongside-record/1"
    kinds = {section["kind"]: section["rows"] for section in said["sections"]}
    assert set(kinds) == {place.label for place in places.places()} | {"history"}
    assert kinds["support.Contact"][0]["note"] == "We sat on the kerb."
    assert [row["verb"] for row in kinds["history"]][:1] == ["take-record"]
    assert kinds["accounts.ReturnKey"]
    assert "digest" not in json.dumps(said)
    assert answer["Content-Disposition"].startswith("attachment")


def test_it_is_paper(lived: Cast) -> None:
    def pages(pdf: bytes) -> int:
        return len(re.findall(rb"/Type /Page\b", pdf))

    sam = lived.sam.client()
    short = body(sam.get("/fr/my-record/record.pdf"))
    assert short.startswith(b"%PDF")
    assert b"/Lang (fr)" in short
    assert b"AtkinsonHyperlegibleNext" in short
    assert b"Helvetica" not in short
    Contact.objects.filter(participant=lived.sam.id).update(note="A long evening. " * 700)
    assert pages(body(sam.get("/fr/my-record/record.pdf"))) > pages(short)


@pytest.mark.parametrize("who", ["maya", "dana", "piet", "kit", "max", "omar", "ana"])
@pytest.mark.parametrize("shape", ["", "whole/", "record.pdf", "record.json"])
def test_it_opens_for_nobody_else(lived: Cast, who: str, shape: str) -> None:
    answer = lived.characters[who].client().get(f"/en/my-record/{shape}")
    assert answer.status_code == 403


def test_it_is_written_into_history(lived: Cast) -> None:
    body(lived.sam.client().get("/en/my-record/record.json"))
    event = history.about(lived.sam.id)[0]
    assert (event.verb, event.facts) == ("take-record", {"shape": "json"})


def test_it_holds_nothing_of_anybody_else(lived: Cast) -> None:
    for character in (lived.rosa, lived.tess):
        assert "kerb" not in body(character.client().get("/en/my-record/record.json")).decode()
        assert "kerb" not in body(character.client().get("/en/my-record/whole/")).decode()


def test_it_reads_a_long_record_a_few_rows_at_a_time(
    lived: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 10)
    Contact.objects.bulk_create(
        Contact(
            organisation=lived.riverbend,
            participant_id=lived.sam.id,
            peer_id=lived.maya.by.person_id,
            emotional=True,
            note=f"time {number}",
        )
        for number in range(35)
    )
    said = json.loads(body(lived.sam.client().get("/en/my-record/record.json")))
    rows = next(part["rows"] for part in said["sections"] if part["kind"] == "support.Contact")
    assert len(rows) == 36
    assert len({row["id"] for row in rows}) == 36


def test_it_says_check_ins_in_words(cast: Cast) -> None:
    sam = cast.sam
    measures.answer(
        by=sam.by, id=ids.new(), participant=sam.id, answers={"home": 4}, words="Better."
    )
    page = body(sam.client().get("/en/my-record/whole/")).decode()
    assert "going well" in page

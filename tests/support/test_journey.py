"""The journey: told roughly, seen as its owner wishes, drawn and read."""

from typing import Any

from alongside.core import ids
from alongside.participants.models import Consent
from alongside.rights.record import reading
from alongside.support import actions
from alongside.support.models import Away, Passage
from tests.cast import Cast
from tests.support.doors import get, post, queries_of, verbs

NONE = {f"{name}_{n}": "" for name in ("from_when", "until_when") for n in range(3)}


def said(**more: Any) -> dict[str, Any]:
    return {"id": str(ids.new()), "words": "", **NONE, **more}


def tell(cast: Cast, line: str, what: str, **more: Any) -> Passage:
    return actions.tell(
        by=cast.sam.by, id=ids.new(), participant=cast.sam.id, line=line, what=what, **more
    )


def test_it_is_told_by_either_drawn_and_read(cast: Cast) -> None:
    sam, maya, where = cast.sam.client(), cast.maya.client(), {"participant": cast.sam.id}
    assert "Nothing is told yet" in get(sam, "support:journey").content.decode()
    outreach = said(what="outreach", words="By the river", from_when_0="2021", goes_on="on")
    outreach["from_when_1"] = "spring"
    for _ in range(2):
        answer = post(maya, "support:tell", outreach, line="stage", **where)
        assert answer.status_code == 302
    loss = said(what="loss", words="My brother", from_when_0="2022", from_when_1="11")
    assert post(sam, "support:tell", loss, line="moment", **where).status_code == 302
    text = get(sam, "support:journey").content.decode()
    for words in (
        "By the river",
        "spring 2021",
        "November 2022",
        "it goes on",
        "<svg",
        "My brother",
    ):
        assert words in text
    assert "Going on now: Met by outreach." in text
    only = sam.get("/en/journey/?line=moment").content.decode()
    assert "By the river" not in only
    assert "My brother" in only
    backwards = said(what="detox", words="kept", from_when_0="2022", until_when_0="2021")
    wrong = post(sam, "support:tell", backwards, line="treatment", **where)
    assert "It ends before it begins" in wrong.content.decode()
    assert "kept" in wrong.content.decode()
    assert Passage.objects.count() == 2
    assert verbs(cast.sam.id) == ["tell-journey"] * 2
    for who, status in (("vera", 404), ("dana", 403), ("riley", 404), ("omar", 403)):
        client = cast.characters[who].client()
        assert get(client, "support:journey", **where).status_code == status
        assert post(client, "support:tell", outreach, line="stage", **where).status_code == status


def test_it_shows_only_what_its_owner_shows(cast: Cast) -> None:
    sam, maya, where = cast.sam.client(), cast.maya.client(), {"participant": cast.sam.id}
    tell(cast, "moment", "loss", words="My brother", from_when="2022")
    own = tell(cast, "setting", "prison", words="A cell", from_when="2019", is_private=True)
    tell(cast, "setting", "shelter", words="A bed", from_when="2020")
    seen = get(maya, "support:journey", **where).content.decode()
    assert "My brother" in seen
    assert "A bed" in seen
    assert "A cell" not in seen
    post(sam, "support:choose_lines", {"shown": ["stage", "setting", "treatment"]})
    seen = get(maya, "support:journey", **where).content.decode()
    assert "My brother" not in seen
    assert "My brother" in get(sam, "support:journey").content.decode()
    birth = said(what="birth", from_when_0="2023")
    told = post(maya, "support:tell", birth, line="moment", **where)
    assert "They keep this line to themselves" in told.content.decode()
    assert get(maya, "support:correct_passage", passage=own.pk, **where).status_code == 404
    back = post(maya, "support:take_back_passage", {}, passage=own.pk, **where)
    assert back.status_code == 404
    assert post(maya, "support:choose_lines", {"shown": []}).status_code == 403
    assert post(sam, "support:choose_lines", {"shown": ["money"]}).status_code == 422
    assert verbs(cast.sam.id).count("choose-lines") == 1


def test_it_keeps_home_near_and_is_corrected_and_taken_back(cast: Cast) -> None:
    sam, maya = cast.sam.client(), cast.maya.client()
    away = said(what="residential", from_when_0="2024", goes_on="on", phase="staying")
    answer = post(sam, "support:tell", away, line="treatment", participant=cast.sam.id)
    row = Passage.objects.get()
    assert answer["Location"].endswith(f"/{row.pk}/home/")
    where = {"participant": cast.sam.id, "passage": row.pk}
    home: dict[str, Any] = {"home": "The island", "carries": "Songs"}
    home |= {"keeps_contact": "My aunt, on Sundays"}
    home |= {"back_when_0": "2031", "back_when_1": "summer", "back_when_2": "", "version": "0"}
    for _ in range(2):
        assert post(maya, "support:tell_home", home, **where).status_code == 302
    assert Away.objects.get().version == 1
    written = [
        line
        for part in reading.sections(cast.sam.by, row.participant)
        for r in part.rows
        for line in r.lines
    ]
    assert {"Residential treatment", "staying with it", "2024", "summer 2031"} <= {
        said for _, said in written
    }
    text = get(sam, "support:journey").content.decode()
    for words in ("The island", "My aunt, on Sundays", "Songs", "summer 2031", "staying with it"):
        assert words in text
    stale = post(sam, "support:tell_home", home | {"home": "Up north"}, **where)
    assert stale.status_code == 409
    assert "Up north" in stale.content.decode()

    better: dict[str, Any] = {"what": "healing", "words": "On the land", "version": "1", **NONE}
    assert post(maya, "support:correct_passage", better, **where).status_code == 302
    stale = post(sam, "support:correct_passage", better | {"words": "At sea"}, **where)
    assert stale.status_code == 409
    assert "At sea" in stale.content.decode()
    assert "On the land" in stale.content.decode()
    post(sam, "support:take_back_passage", {}, **where)
    assert not Passage.objects.exists()
    assert not Away.objects.exists()


def test_it_writes_nothing_without_consent_and_grows_no_queries(cast: Cast) -> None:
    for year in range(2010, 2013):
        tell(cast, "stage", "recovery", from_when=str(year))
    few = queries_of(cast.sam.client(), "/en/journey/")
    for year in range(2013, 2023):
        tell(cast, "stage", "recovery", from_when=str(year))
    assert queries_of(cast.sam.client(), "/en/journey/") == few
    Consent.objects.filter(participant=cast.sam.id, kind="recorded").delete()
    answer = post(
        cast.sam.client(),
        "support:tell",
        said(what="birth", words="A girl"),
        participant=cast.sam.id,
        line="moment",
    )
    assert answer.status_code == 410
    assert "A girl" in answer.content.decode()

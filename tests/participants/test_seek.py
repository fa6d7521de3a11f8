"""Looking for somebody: among one's own exactly, past them through the privacy lead."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts import access
from alongside.accounts.models import Membership
from alongside.audit import queries as history
from alongside.core import clock, errors, ids
from alongside.participants import actions, policy
from alongside.participants.models import BlindRequest, Participant, Search, Tie
from alongside.participants.queries import walls
from tests.cast import Cast

PATH = "/en/seek/"


def seeks(**more: Any) -> dict[str, Any]:
    return {"id": str(ids.new()), "words": "Sam", "why": "They left a coat."} | more


def asks(**more: Any) -> dict[str, Any]:
    return {f"blind-{name}": value for name, value in seeks(**more).items()}


def verbs(of: Any) -> list[str]:
    return [event.verb for event in history.about(of)]


# --- among one's own ---------------------------------------------------------------------


def test_it_finds_whom_they_reach_and_leaves_an_event(cast: Cast) -> None:
    page = cast.maya.client().post(PATH, seeks()).content.decode()
    assert reverse("support:person", args=[cast.sam.id]) in page
    assert verbs(cast.sam.id) == ["seek"]
    assert "You were looked for, and found" in (
        cast.sam.client().get("/en/looks/?only=all").content.decode()
    )
    assert (Search.objects.get().hits, Search.objects.get().words) == (1, "Sam")


@pytest.mark.parametrize("words", ["sam", "  SÁM ", "+1 (506) 555-0142", "506 555 0142"])
def test_it_is_exact_but_for_how_it_is_written(cast: Cast, words: str) -> None:
    Participant.objects.filter(pk=cast.sam.id).update(reach_how="1-506-555-0142")
    found = actions.seek(by=cast.maya.by, id=ids.new(), words=words, why="A coat")
    assert [one.pk for one in found] == ([] if words == "506 555 0142" else [cast.sam.id])


@pytest.mark.parametrize("words", ["Sa", "Sam L", "S", "Rosa", "Tess", "%", ""])
def test_it_finds_no_part_no_likeness_and_nobody_elses(cast: Cast, words: str) -> None:
    page = cast.maya.client().post(PATH, seeks(words=words)).content.decode()
    assert "/en/people/01" not in page.partition("<main")[2]
    assert not history.about(cast.rosa.id).exists()


def test_somebody_elses_and_nobody_read_the_same(cast: Cast) -> None:
    def page(words: str) -> str:
        text = cast.maya.client().post(PATH, seeks(words=words)).content.decode()
        main = text.partition("<main")[2].replace(words, "…")
        return main[: main.index("<form")] + main[main.index("</form>") :].partition("<form")[0]

    assert page("Rosa") == page("Ruso")


@pytest.mark.parametrize("why", ["", " ", "x", "..."])
def test_it_wants_a_reason(cast: Cast, why: str) -> None:
    answer = cast.maya.client().post(PATH, seeks(why=why))
    assert answer.status_code == 422
    assert not Search.objects.exists()


@pytest.mark.parametrize("share", [0, 100])
def test_a_share_drawn_by_chance_is_read_by_the_privacy_lead(
    cast: Cast, settings: Any, share: int
) -> None:
    settings.SEARCHES_REVIEWED = share
    cast.maya.client().post(PATH, seeks())
    page = cast.piet.client().get("/en/second-looks/").content.decode()
    assert ("drawn by chance" in page) is bool(share)
    assert "Sam" not in page


def test_the_privacy_lead_reads_why_and_says_what_they_found(cast: Cast, settings: Any) -> None:
    settings.SEARCHES_REVIEWED = 100
    cast.maya.client().post(PATH, seeks())
    row = Search.objects.get()
    path = reverse("participants:review_search", args=[row.pk])
    assert "They left a coat" in cast.piet.client().get(path).content.decode()
    assert cast.piet.client().post(path, {"verdict": "right", "said": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.verdict, row.reviewed_by_id) == ("right", cast.piet.by.id)
    assert "drawn by chance" not in cast.piet.client().get("/en/second-looks/").content.decode()


@pytest.mark.parametrize("who", ["omar", "max", "ana", "kit", "piet", "sam", "rosa"])
def test_only_those_who_walk_with_people_look(cast: Cast, who: str) -> None:
    assert cast.characters[who].client().post(PATH, seeks()).status_code == 403
    assert cast.characters[who].client().post("/en/seek/ask/", asks()).status_code == 403


# --- past them: blind ----------------------------------------------------------------------


def ask(cast: Cast, words: str = "Rosa") -> BlindRequest:
    return actions.ask_blind(by=cast.maya.by, id=ids.new(), words=words, why="She left a bag.")


def test_asking_looks_nothing_up(cast: Cast) -> None:
    answers = [
        cast.maya.client().post("/en/seek/ask/", asks(words=words)) for words in ("Rosa", "Nobody")
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert not history.about(cast.rosa.id).exists()
    assert BlindRequest.objects.filter(state="waiting", tie=None).count() == 2


def test_long_lists_are_turned_page_by_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits longest stands first for who answers; one's own newest first. Nothing is left
    out without a word, and a shorter list beside it ends sooner."""
    monkeypatch.setattr(walls, "ON_A_PAGE", 2)
    for number in range(3):
        with time_machine.travel(clock.now() + timedelta(minutes=number - 9), tick=False):
            ask(cast, f"Nobody {number}")
    actions.break_glass(by=cast.maya.by, id=ids.new(), words="Rosa", why="A fire in her house")
    rows = [str(row.pk) for row in BlindRequest.objects.order_by("asked_at")]
    glass = "/en/second-looks/opened/"
    for path, who, pages in (
        ("/en/second-looks/", cast.piet, [[rows[0], rows[1], glass], [rows[2]]]),
        (PATH, cast.maya, [["asked", "Page 1 of 2"], ["asked", "Page 2 of 2"]]),
    ):
        client = who.client()
        read = [client.get(f"{path}?page={turn}").content.decode() for turn in (1, 2)]
        for page, theirs, others in zip(read, pages, pages[::-1], strict=True):
            assert all(said in page for said in theirs)
            assert not any(said in page for said in set(others) - set(theirs))
    assert client.get(f"{PATH}?page=x").status_code == 200


def test_the_privacy_lead_lets_them_in_for_a_time(cast: Cast) -> None:
    row, piet = ask(cast), cast.piet.client()
    path = reverse("participants:answer_blind", args=[row.pk])
    found = piet.post(path, {"do": "look", "look": "Rosa"}).content.decode()
    assert str(cast.rosa.id) in found
    assert verbs(cast.rosa.id) == ["seek-blind"]
    said = {"do": "open", "participant": str(cast.rosa.id), "days": "3", "words": "Ask her first."}
    assert piet.post(path, said).status_code == 302

    maya = cast.maya.client()
    assert maya.get(f"/en/people/{cast.rosa.id}/").status_code == 200
    assert "Ask her first." in maya.get(PATH).content.decode()
    told = cast.rosa.client().get("/en/looks/?only=all").content.decode()
    assert "was let in for a time by the privacy lead" in told
    with time_machine.travel(clock.now() + timedelta(days=3, minutes=1)):
        assert not policy.participants_for(cast.maya.by).filter(pk=cast.rosa.id).exists()
        assert maya.get(PATH).status_code in {200, 302}


def test_the_person_closes_it_again(cast: Cast) -> None:
    row = ask(cast)
    made = actions.open_for(
        by=cast.piet.by, request=row.pk, participant=cast.rosa.id, days=7, words=""
    )
    rosa = cast.rosa.client()
    assert "Maya" in rosa.get("/en/my-walls/").content.decode()
    assert rosa.post(reverse("participants:close_tie", args=[made.pk])).status_code == 302
    assert cast.maya.client().get(f"/en/people/{cast.rosa.id}/").status_code == 404
    assert (
        cast.sam.client().post(reverse("participants:close_tie", args=[made.pk])).status_code == 404
    )


def test_nothing_to_open_is_one_answer_for_somebody_and_nobody(cast: Cast) -> None:
    """Whoever asks sees the same row, whatever the privacy lead found."""
    pages = []
    for words in ("Rosa", "Ruso"):
        row = ask(cast, words)
        actions.look_for(by=cast.piet.by, request=row.pk, words=words)
        actions.nothing_to_open(by=cast.piet.by, request=row.pk)
        actions.nothing_to_open(by=cast.piet.by, request=row.pk)
        page = cast.maya.client().get(PATH).content.decode()
        rows = page[page.index('id="asked"') :].partition("</li>")[0]
        pages.append(rows.replace(words, "…"))
        row.refresh_from_db()
        assert (row.state, row.tie_id, row.answer) == ("nothing", None, "")
    assert pages[0] == pages[1]
    assert not Tie.objects.filter(why="grant").exists()


def test_it_is_answered_once(cast: Cast) -> None:
    row = ask(cast)
    actions.nothing_to_open(by=cast.piet.by, request=row.pk)
    with pytest.raises(errors.Gone):
        actions.open_for(
            by=cast.piet.by, request=row.pk, participant=cast.rosa.id, days=1, words=""
        )
    assert not Tie.objects.filter(why="grant").exists()


def test_nobody_answers_what_they_asked_themselves(cast: Cast) -> None:
    """Maya wears the privacy lead's hat as well."""
    row = ask(cast)
    from alongside.accounts import queries

    hat = Membership.objects.create(
        organisation=cast.riverbend, person_id=cast.maya.by.person_id, role="privacy"
    )
    by = queries.actor_as(hat)
    with pytest.raises(errors.Missing):
        actions.open_for(by=by, request=row.pk, participant=cast.rosa.id, days=1, words="")
    with pytest.raises(errors.Missing):
        actions.nothing_to_open(by=by, request=row.pk)


def test_it_opens_nobody_elsewhere_and_for_nobody_who_has_left(cast: Cast) -> None:
    row = ask(cast, "Tess")
    assert actions.look_for(by=cast.piet.by, request=row.pk, words="Tess") == []
    with pytest.raises(errors.Problem):
        actions.open_for(
            by=cast.piet.by, request=row.pk, participant=cast.tess.id, days=1, words=""
        )
    Membership.objects.filter(person=cast.maya.person).update(until_at=clock.now())
    with pytest.raises(errors.Problem):
        actions.open_for(
            by=cast.piet.by, request=row.pk, participant=cast.rosa.id, days=1, words=""
        )
    assert not Tie.objects.filter(why="grant").exists()


@pytest.mark.parametrize("who", ["maya", "dana", "omar", "max", "kit", "ana", "rosa"])
def test_only_the_privacy_lead_answers(cast: Cast, who: str) -> None:
    row = ask(cast)
    path = reverse("participants:answer_blind", args=[row.pk])
    assert cast.characters[who].client().get(path).status_code == 403
    with pytest.raises(access.Refused):
        actions.nothing_to_open(by=cast.characters[who].by, request=row.pk)


def test_the_privacy_lead_opens_no_record_by_the_role(cast: Cast) -> None:
    assert not policy.participants_for(cast.piet.by).exists()
    assert cast.piet.client().get(f"/en/people/{cast.sam.id}/").status_code == 403


def test_nothing_of_another_organisation_is_answered(cast: Cast, within: Any) -> None:
    with within(cast.harbour.pk):
        row = actions.ask_blind(by=cast.riley.by, id=ids.new(), words="Tess", why="A bag")
    path = reverse("participants:answer_blind", args=[row.pk])
    assert cast.piet.client().get(path).status_code == 404

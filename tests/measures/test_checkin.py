"""A check-in, answered by the participant on their phone."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.measures import rules
from alongside.measures.models import Instrument, Response
from alongside.participants.models import Consent
from tests.cast import Cast

PATH = "/en/check-in/"


def said(**answers: object) -> dict[str, str]:
    return {"id": str(ids.new()), **{name: str(value) for name, value in answers.items()}}


def test_it_keeps_what_was_answered_and_leaves_out_the_rest(cast: Cast) -> None:
    sent = said(home=1, hope=4, control="", words="The room is damp.")
    answer = cast.sam.client().post(PATH, sent)
    assert answer.status_code == 302
    assert answer["Location"] == "/en/check-ins/"
    kept = Response.objects.get()
    assert kept.answers == {"home": 1, "hope": 4}
    assert kept.words == "The room is damp."
    assert kept.instrument == Instrument.objects.get(slug=rules.CHECK_IN, edition=1)
    assert not kept.instrument.validated


def test_it_leaves_an_event_that_holds_no_answer(cast: Cast) -> None:
    cast.sam.client().post(PATH, said(home=1, words="The room is damp."))
    event = Event.objects.get(verb="answer-check-in")
    assert event.participant_id == cast.sam.id
    assert event.facts == {"answered": 1}


def test_it_says_that_the_questions_are_our_own_and_not_tested(cast: Cast) -> None:
    page = cast.sam.client().get(PATH)
    assert "own questions. Nobody has tested them" in page.content.decode()


def test_it_keeps_a_double_tap_once(cast: Cast) -> None:
    client, sent = cast.sam.client(), said(home=1)
    assert [client.post(PATH, sent).status_code for _tap in range(2)] == [302, 302]
    assert Response.objects.count() == 1
    assert Event.objects.filter(verb="answer-check-in").count() == 1


def test_it_lets_lee_answer_without_keeping_anything(cast: Cast) -> None:
    client = cast.lee.client()
    assert "we keep nothing of this" in client.get(PATH).content.decode()
    page = client.post(PATH, said(home=0))
    assert page.status_code == 200
    assert "Nothing you answered was kept" in page.content.decode()
    assert not Response.objects.exists()


def test_it_keeps_nothing_once_consent_was_withdrawn_while_the_form_was_open(cast: Cast) -> None:
    client, sent = cast.sam.client(), said(home=0)
    client.get(PATH)
    mine = Consent.objects.filter(participant=cast.sam.participant, kind="recorded")
    mine.update(withdrawn_at=clock.now())
    assert "was kept: you have not agreed" in client.post(PATH, sent).content.decode()
    assert not Response.objects.exists()


def test_it_changes_nothing_for_answers_that_are_not_ours(cast: Cast) -> None:
    client = cast.sam.client()
    for bad in (said(home=7), said(home="fine"), said(), {"home": "1"}):
        page = client.post(PATH, {**bad, "words": ""})
        assert page.status_code in {200, 422}
    assert not Response.objects.exists()
    assert not Event.objects.filter(verb="answer-check-in").exists()


def test_it_keeps_what_was_typed_where_it_can_not_be_sent(cast: Cast) -> None:
    page = cast.sam.client().post(PATH, said(home=9, words="Still here"))
    assert "Still here" in page.content.decode()


def test_it_is_not_for_a_peer_to_answer(cast: Cast) -> None:
    assert cast.maya.client().post(PATH, said(home=1)).status_code == 403
    assert not Response.objects.exists()


def test_it_never_overwrites_what_somebody_elsewhere_answered(cast: Cast) -> None:
    sent = said(home=1)
    cast.sam.client().post(PATH, sent)
    Consent.objects.create(
        organisation=cast.riverbend, participant_id=cast.rosa.id, kind="recorded"
    )
    assert cast.rosa.client().post(PATH, {**sent, "home": "4"}).status_code in {404, 422}
    assert Response.objects.get().answers == {"home": 1}


def test_it_draws_a_line_for_each_question_and_reads_it_aloud(cast: Cast) -> None:
    client = cast.sam.client()
    for value in (1, 3):
        client.post(PATH, said(home=value, words="My own words"))
    page = client.get("/en/check-ins/").content.decode()
    assert page.count('<svg viewBox="0 0 320 112"') == len(rules.ITEMS)
    assert "Home: from “hard” to “mostly all right”" in page
    assert 'data-name="Home">mostly all right' in page
    assert "My own words" in page
    assert "total" not in page.lower()


def test_it_leads_to_next_steps_from_what_was_said(cast: Cast) -> None:
    client = cast.sam.client()
    client.post(PATH, said(home=0))
    page = client.get("/en/check-ins/").content.decode()
    assert "Possible next steps" in page
    assert "Set a goal for your home" in page
    assert "Talk about it with your peer" in page


def test_it_is_kind_when_there_is_nothing_yet(cast: Cast) -> None:
    assert "No check-in yet" in cast.sam.client().get("/en/check-ins/").content.decode()


def test_it_lets_the_peer_read_and_writes_the_look_down(cast: Cast) -> None:
    cast.sam.client().post(PATH, said(home=0))
    page = cast.maya.client().get(f"/en/people/{cast.sam.id}/check-ins/")
    assert page.status_code == 200
    assert "Possible next steps" not in page.content.decode()
    look = Event.objects.get(verb="look")
    assert (look.participant_id, look.facts["page"]) == (cast.sam.id, "check-ins")


def test_it_refuses_those_without_a_tie_or_a_role_and_says_so_to_sam(cast: Cast) -> None:
    path = f"/en/people/{cast.rosa.id}/check-ins/"
    assert cast.maya.client().get(path).status_code == 404
    assert Event.objects.filter(outcome="refused", participant_id=cast.rosa.id).count() == 1
    assert cast.kit.client().get(path).status_code == 403
    assert cast.riley.client().get(path).status_code == 404


def test_it_asks_no_more_of_the_database_with_more_check_ins(cast: Cast) -> None:
    client = cast.sam.client()
    client.get("/en/check-ins/")  # the first page of a session asks a little more
    counts = []
    for _round in range(2):
        client.post(PATH, said(home=2))
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/check-ins/")
        counts.append(len(asked))
    assert counts[0] == counts[1]

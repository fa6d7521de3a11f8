"""Who has seen what about me?"""

import ast
import uuid
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.audit.models import Event
from alongside.core import clock
from alongside.participants import actions
from alongside.participants.rules import leaving
from alongside.participants.templatetags import history
from alongside.support import actions as support
from alongside.support.models import Pairing
from tests.cast import Cast
from tests.participants import yes

PATH = "/en/looks/"


def text(client: Client, query: str = "") -> str:
    return " ".join(unescape(client.get(PATH + query).content.decode()).split())


@pytest.mark.parametrize("who", ["omar", "max", "ana", "kit"])
def test_it_tells_of_those_whose_role_opens_no_record(cast: Cast, who: str) -> None:
    """Refused at the door already; and nothing is written of somebody who is not here."""
    client = cast.characters[who].client()
    for path in ("", "plan/", "contacts/"):
        assert client.get(f"/en/people/{cast.sam.id}/{path}").status_code == 403
        assert client.get(f"/en/people/{cast.tess.id}/{path}").status_code == 403
    tried = Event.objects.filter(participant_id=cast.sam.id, outcome="refused")
    assert {event.by_id for event in tried} == {cast.characters[who].by.id}
    assert "An attempt to see your plan" in cast.sam.client().get("/en/looks/").content.decode()
    assert not Event.objects.filter(participant_id=cast.tess.id).exists()


def test_it_names_who_looked_and_at_what(cast: Cast) -> None:
    actions.look(by=cast.maya.by, participant=cast.sam.id, permission=P.PLAN_READ, page="plan")
    page = text(cast.sam.client())
    assert "A look at your plan" in page
    assert "Maya, Peer worker" in page


def test_it_opens_with_the_looks_allowed_and_refused(cast: Cast) -> None:
    actions.look(by=cast.maya.by, participant=cast.sam.id, permission=P.PLAN_READ, page="plan")
    cast.ana.client().get(f"/en/people/{cast.sam.id}/plan/")
    audit.record(by=cast.sam.by, verb="new-key", participant_id=cast.sam.id)
    page, everything = text(cast.sam.client()), text(cast.sam.client(), "?only=all")
    assert page.index("An attempt to see your plan") < page.index("A look at your plan")
    assert "You got six new words" not in page
    for sentence in ("An attempt to see your plan", "A look at your plan", "six new words"):
        assert sentence in everything


def test_it_says_once_who_may_open_the_record(cast: Cast) -> None:
    """Choosing a peer opens it for the peer and for who supervises them: one line, both named."""
    support.pair(by=cast.rosa.by, participant=cast.rosa.id, peer=cast.maya.by.person_id)
    page = text(cast.rosa.client(), "?only=all")
    assert page.count("Somebody may now open your record") == 1
    assert "Maya – walks with you" in page
    assert "Dana – supervises the peer who walks with you" in page
    pairing = Pairing.objects.get(participant_id=cast.rosa.id, until_at=None)
    support.end_pairing(by=cast.rosa.by, pairing=pairing.pk)
    page = text(cast.rosa.client(), "?only=all")
    assert page.count("Somebody may no longer open your record") == 1


def test_it_marks_what_was_refused(cast: Cast) -> None:
    cast.maya.client().get(f"/en/people/{cast.rosa.id}/check-ins/")
    page = text(cast.rosa.client(), "?only=refused")
    assert "An attempt to see your check-ins" in page
    assert "refused</span>" in page
    assert "Maya, Peer worker" in page


def test_it_shows_consents_as_they_are_given_and_withdrawn(cast: Cast) -> None:
    given = actions.give_consent(by=cast.rosa.by, participant=cast.rosa.id, kind="recorded")
    actions.withdraw_consent(by=cast.rosa.by, participant=cast.rosa.id, consent=given.pk)
    page = text(cast.rosa.client(), "?only=consents")
    assert "You agreed to things being written down" in page
    assert "You took back your consent to things being written down" in page


def test_it_shows_what_left_and_to_whom(cast: Cast) -> None:
    given = yes.signed(cast.sam)
    actions.disclose(
        by=actors.partner_link(uuid.uuid4(), organisation_id=cast.riverbend.pk),
        participant=cast.sam.id,
        recipient=leaving.Recipient(given.recipient, "service"),
        purpose="referral",
        categories=["name", "words"],
        via="page",
    )
    page = text(cast.sam.client(), "?only=left")
    assert "To: Rapid access clinic" in page
    assert "the name you go by there, why, in your words" in page
    assert "The service, with the link you agreed to" in page
    assert "What others already hold stays with them" in page


def test_it_says_something_plain_for_words_it_does_not_know(cast: Cast) -> None:
    for verb, outcome in (("juggle", "done"), ("juggle", "refused"), ("look", "done")):
        audit.record(
            by=cast.maya.by,
            verb=verb,
            outcome=outcome,
            participant_id=cast.sam.id,
            facts={"page": "cellar"},
        )
    page = text(cast.sam.client(), "?only=all")
    assert "Something in your record was changed" in page
    assert "An attempt to open or change your record" in page
    assert "A look at your record" in page


def test_it_tells_times_as_they_are_where_the_organisation_is(cast: Cast) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    page = text(cast.sam.client())
    assert "Times are those of New York" in page
    assert clock.now().strftime("%Y-%m-%dT") in page


def test_it_shows_newest_first_page_by_page(cast: Cast) -> None:
    for number in range(35):
        page = "plan" if number < 5 else "contacts"
        audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id, facts={"page": page})
    client = cast.sam.client()
    assert "A look at your plan" not in text(client)
    assert "Page 1 of 2" in text(client)
    assert text(client, "?page=2").count("A look at your plan") == 5
    for odd in ("?page=99", "?page=x", "?only=everything"):
        assert client.get(PATH + odd).status_code == 200


def test_it_asks_no_more_of_the_database_with_more_lines(cast: Cast) -> None:
    client = cast.sam.client()
    client.get(PATH)
    counts = []
    for looks in (1, 20):
        for _look in range(looks):
            audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_it_is_kind_when_nobody_looked(cast: Cast) -> None:
    assert "Nothing here yet" in text(cast.rosa.client())


def test_it_opens_for_the_participant_only(cast: Cast) -> None:
    for who in (cast.maya, cast.dana, cast.omar, cast.kit, cast.ana):
        assert who.client().get(PATH).status_code == 403
    assert Client().get(PATH).status_code == 302


def test_it_never_shows_the_history_of_somebody_else(cast: Cast) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id, facts={"page": "plan"})
    assert "A look at your plan" not in text(cast.rosa.client())
    assert "A look at your plan" not in text(cast.tess.client())


def test_it_has_words_for_everything_that_is_written_about_somebody() -> None:
    """Every verb recorded with a participant, and every page that is looked at, in the code."""
    verbs, pages = set(), set()
    for path in Path(history.__file__).parents[2].rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                said = {word.arg: word.value for word in call.keywords}
                pages |= constants(said.get("page")) if "participant" in said else set()
                verbs |= constants(said.get("verb")) if "participant_id" in said else set()
    assert verbs - {"look"} <= set(history.HAPPENED)
    assert pages <= set(history.LOOKED)


def constants(value: ast.expr | None) -> set[str]:
    found = ast.walk(value) if value else ()
    return {
        node.value
        for node in found
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

"""The one way out: asked at the moment of sending, written down before anything leaves."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from alongside.accounts import access, actors
from alongside.accounts.models import Programme
from alongside.audit import queries as history
from alongside.core import clock, errors, ids
from alongside.participants import actions, models
from alongside.participants.rules import leaving, regimes
from tests.cast import Cast, Character
from tests.participants import yes
from tests.support.doors import verbs

FACTS = {
    "facility": "County hospital",
    "nature": "Not breathing",
    "no-consent": "Could not be woken",
    "told": "Two doses of naloxone",
}


def out(by: actors.Actor, whose: Character, **changes: Any) -> actions.Left:
    said: dict[str, Any] = {
        "recipient": leaving.Recipient(yes.CLINIC, "service"),
        "purpose": "referral",
        "categories": ["words"],
        "via": "print",
    }
    return actions.disclose(by=by, participant=whose.id, **said | changes)


def refused(cast: Cast) -> int:
    """How often Sam reads that something was tried."""
    return history.about(cast.sam.id).filter(outcome="refused").count()


def test_it_writes_down_what_leaves_with_what_must_go_along(cast: Cast) -> None:
    given = yes.signed(cast.sam)
    left = out(cast.maya.by, cast.sam)
    gone = models.Disclosure.objects.get()
    assert (gone.pk, gone.consent_id, gone.categories) == (left.id, given.pk, ["words"])
    assert (gone.regime, gone.purpose, gone.via) == ("us-part2", "referral", "print")
    assert gone.sent_by_id == cast.maya.by.person_id
    assert left.statement == regimes.REGIMES["us-part2"].statement
    assert left.consent == given
    assert "disclose" in verbs(cast.sam.id)


def test_it_shrinks_to_what_serves_the_purpose(cast: Cast) -> None:
    yes.signed(cast.sam)
    left = out(cast.maya.by, cast.sam, categories=["words", "attendance", "record", "gossip"])
    assert left.categories == ("words",)


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": leaving.Recipient("Another clinic", "service")},
        {"recipient": leaving.Recipient(yes.CLINIC, "police")},
        {"purpose": "own-request"},
        {"categories": ["language"]},
        {"categories": []},
        {"consent": ids.new()},
    ],
)
def test_it_lets_nothing_out_that_no_yes_covers(cast: Cast, changes: dict[str, Any]) -> None:
    yes.signed(cast.sam)
    for _again in range(2):
        with pytest.raises(actions.NotCovered):
            out(cast.maya.by, cast.sam, **changes)
    assert not models.Disclosure.objects.exists()
    assert refused(cast) == 1


def test_it_lets_nothing_out_without_a_law(cast: Cast) -> None:
    yes.signed(cast.sam)
    Programme.objects.update(regime="")
    with pytest.raises(actions.NotCovered) as caught:
        out(cast.maya.by, cast.sam)
    assert caught.value.decision.why == "no-regime"
    with pytest.raises(errors.Problem, match="which law"):
        yes.signed(cast.sam)


def test_it_takes_the_law_of_their_own_programme(cast: Cast) -> None:
    other = Programme.objects.create(
        organisation=cast.riverbend, name="Evenings", regime="us-neither"
    )
    with pytest.raises(errors.Problem, match="which law"):
        yes.signed(cast.sam)  # two laws here, and nobody said which is theirs
    models.Participant.objects.filter(pk=cast.sam.id).update(programme=other)
    yes.signed(cast.sam)
    assert out(cast.maya.by, cast.sam).regime == "us-neither"


def test_it_holds_nothing_over_when_the_law_changes(cast: Cast) -> None:
    yes.signed(cast.sam)
    Programme.objects.update(regime="us-hipaa")
    with pytest.raises(actions.NotCovered):
        out(cast.maya.by, cast.sam)


@pytest.mark.parametrize("who", ["vera", "omar", "kit", "piet", "rosa"])
def test_it_is_not_for_those_without_a_tie(cast: Cast, who: str) -> None:
    """The privacy lead reaches the one way out, and finds no yes that covers theirs."""
    yes.signed(cast.sam)
    with pytest.raises((access.Refused, errors.Missing, actions.NotCovered)):
        out(cast.characters[who].by, cast.sam, consent=ids.new())
    assert not models.Disclosure.objects.exists()


@pytest.mark.parametrize("who", ["riley", "tess"])
def test_it_knows_nobody_of_another_organisation(cast: Cast, who: str) -> None:
    with pytest.raises((errors.Missing, access.Refused)):
        out(cast.characters[who].by, cast.sam)


def test_it_sends_nothing_that_was_taken_back_while_it_waited_its_turn(cast: Cast) -> None:
    """What a queued task does: it asks when it sends, not when it was asked to."""
    given = yes.signed(cast.sam)
    left = out(cast.maya.by, cast.sam)
    actions.require_still(by=cast.maya.by, disclosure=left.id)
    actions.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=given.pk)
    with pytest.raises(actions.NotCovered):
        actions.require_still(by=cast.maya.by, disclosure=left.id)
    assert refused(cast) == 1


def test_it_stops_in_the_middle_of_a_stream(cast: Cast) -> None:
    given = yes.signed(cast.sam)
    left = out(cast.maya.by, cast.sam)

    def parts() -> Iterator[str]:
        yield "one"
        actions.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=given.pk)
        yield "two"

    sent = []
    with pytest.raises(actions.NotCovered):
        for part in actions.still_allowed(by=cast.maya.by, disclosure=left.id, parts=parts()):
            sent.append(part)
    assert sent == ["one"]


def test_it_ends_on_its_day(cast: Cast) -> None:
    yes.signed(cast.sam, until_at=clock.now() + timedelta(days=7))
    out(cast.maya.by, cast.sam)
    with time_machine.travel(clock.now() + timedelta(days=8)), pytest.raises(actions.NotCovered):
        out(cast.sam.by, cast.sam)


def test_it_ends_with_what_it_was_to_last_until(cast: Cast) -> None:
    yes.signed(cast.sam, until_at=None, until_event="support-ends")
    out(cast.maya.by, cast.sam)
    actions.come_to_pass(by=cast.maya.by, participant=cast.sam.id, event="support-ends")
    with pytest.raises(actions.NotCovered):
        out(cast.maya.by, cast.sam)
    assert "end-consent" in verbs(cast.sam.id)


def test_it_ends_with_a_study_that_is_over(cast: Cast) -> None:
    given = yes.signed(cast.sam, until_at=None, until_event="study-ends")
    out(cast.maya.by, cast.sam)
    page = f"/en/agreed/{given.pk}/"
    maya = cast.maya.client()
    assert "The study is over" in maya.get(page).content.decode()
    over = f"/en/people/{cast.sam.id}/agreed/over/"
    assert maya.post(over, {"consent": str(given.pk)}).status_code == 302
    with pytest.raises(actions.NotCovered):
        out(cast.maya.by, cast.sam)
    assert "end-consent" in verbs(cast.sam.id)
    assert "The study is over" not in maya.get(page).content.decode()


def test_what_ends_on_a_day_ends_with_no_word(cast: Cast) -> None:
    given = yes.signed(cast.sam, until_at=clock.now() + timedelta(days=7))
    with pytest.raises(errors.Problem):
        actions.say_ended(by=cast.maya.by, participant=cast.sam.id, consent=given.pk)
    out(cast.maya.by, cast.sam)


def test_it_ends_with_their_support(cast: Cast) -> None:
    yes.signed(cast.sam, until_at=None, until_event="support-ends")
    supported = models.Consent.objects.get(participant=cast.sam.id, kind="supported")
    actions.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=supported.pk)
    with pytest.raises(actions.NotCovered):
        out(cast.sam.by, cast.sam)


def test_it_counts_the_same_form_once(cast: Cast) -> None:
    yes.signed(cast.sam)
    made = ids.new()
    first, second = (out(cast.maya.by, cast.sam, id=made) for _ in range(2))
    assert first.id == second.id == made
    assert models.Disclosure.objects.count() == 1


def test_it_gives_each_recipient_a_name_of_its_own_for_them(cast: Cast) -> None:
    yes.signed(cast.sam)
    yes.signed(cast.sam, recipient="Mill Street Shelter")
    clinic = out(cast.maya.by, cast.sam).reference
    shelter = out(
        cast.maya.by, cast.sam, recipient=leaving.Recipient("Mill Street Shelter", "service")
    ).reference
    assert clinic != shelter
    assert out(cast.maya.by, cast.sam).reference == clinic
    assert str(cast.sam.id) not in clinic + shelter
    assert len(clinic) == 12


# --- without a yes --------------------------------------------------------------------


def tell(cast: Cast, who: str, **facts: str) -> actions.Left:
    return actions.tell_emergency(
        by=cast.characters[who].by,
        id=ids.new(),
        participant=cast.sam.id,
        recipient="Dr Lind",
        facts=FACTS | facts,
    )


@pytest.mark.parametrize("who", ["maya", "dana"])
def test_it_tells_medical_people_in_an_emergency_and_writes_it_all_down(
    cast: Cast, who: str
) -> None:
    tell(cast, who)
    gone = models.Disclosure.objects.get()
    assert (gone.exception, gone.consent_id, gone.via) == ("medical-emergency", None, "voice")
    assert gone.facts["nature"] == "Not breathing"
    assert gone.facts["discloser"] == "Riverbend Recovery"
    assert gone.told_at is None


@pytest.mark.parametrize("fact", ["facility", "nature", "no-consent"])
def test_it_needs_every_fact_of_an_emergency(cast: Cast, fact: str) -> None:
    with pytest.raises(actions.NotCovered):
        tell(cast, "maya", **{fact: " "})
    assert not models.Disclosure.objects.exists()


def test_it_tells_nobody_in_an_emergency_without_a_tie(cast: Cast) -> None:
    with pytest.raises(access.Refused):
        tell(cast, "vera")


def test_it_hands_over_what_a_court_ordered_and_no_more(cast: Cast) -> None:
    """The privacy lead answers an order; a letter alone is not on the list."""
    facts = {"court": "County court", "order": "26-CV-9", "decided-by": "Piet", "names": "support"}
    said: dict[str, Any] = {
        "recipient": leaving.Recipient("County court", "court"),
        "purpose": "order",
        "categories": ["support"],
    }
    for slug, known in (("subpoena", facts), ("court-order", {**facts, "order": ""})):
        claim = leaving.Claim(slug, known, clock.now())
        with pytest.raises(actions.NotCovered):
            out(cast.piet.by, cast.sam, exception=claim, **said)
    claim = leaving.Claim("court-order", facts, clock.now())
    left = out(cast.piet.by, cast.sam, exception=claim, **said)
    assert left.categories == ("support",)
    assert left.consent is None


# --- the database says so, too -----------------------------------------------------------


def test_it_keeps_no_disclosure_without_one_ground(cast: Cast) -> None:
    given = yes.row(cast)
    common = {
        "organisation": cast.riverbend,
        "participant_id": cast.sam.id,
        "recipient": "x",
        "recipient_kind": "service",
        "purpose": "referral",
        "regime": "us-part2",
        "via": "print",
        "reference": "x",
    }
    for wrong in (
        {"consent": None, "exception": ""},
        {"consent": given, "exception": "audit"},
        {"consent": given, "regime": ""},
        {"consent": given, "purpose": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Disclosure.objects.create(**common | wrong)


def test_it_keeps_no_yes_that_says_not_whom_or_ends_before_it_begins(cast: Cast) -> None:
    for wrong in (
        {"regime": ""},
        {"recipient_kind": ""},
        {"recipient_how": ""},
        {"purpose": ""},
        {"until_at": clock.now() - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            yes.row(cast, **wrong)


def test_it_refuses_a_yes_of_another_organisation(cast: Cast) -> None:
    given = yes.row(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Paper.objects.create(
            organisation=cast.harbour, participant_id=cast.tess.id, consent=given, picture="x"
        )
        transaction.get_connection().check_constraints()

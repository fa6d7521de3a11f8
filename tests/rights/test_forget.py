"""Somebody is erased: by themselves, or because they said so; what law keeps is sealed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.accounts import access
from alongside.accounts.models import Membership, Person, ReturnKey
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.participants.models import Consent, Disclosure, Participant
from alongside.rights import actions, models, rules
from alongside.rights.actions import ledger
from alongside.rights.record import places
from alongside.support.models import Contact, Pairing
from tests.cast import SAMS_WORDS, Cast

pytestmark = pytest.mark.django_db
CODE = "ABCD-EFGH-JKMN-2345"


@pytest.fixture(autouse=True)
def _ledger(tmp_path: Any, settings: Any) -> None:
    settings.SEALS = tmp_path / "seals"


def forget(cast: Cast, who: str = "sam") -> models.Erasure:
    one = cast.characters[who]
    return actions.forget(by=one.by, participant=one.id, id=ids.new(), code=CODE)


def left(cast: Cast) -> dict[str, int]:
    """How many rows of Sam are left, by kind."""
    from alongside.rights import policy

    person = Participant(
        pk=cast.sam.id,
        organisation=cast.riverbend,
        return_key_id=cast.sam.by.id,
    )
    counted = {place.label: policy.rows_of(place, person).count() for place in places.places()}
    return {kind: n for kind, n in counted.items() if n}


def test_it_leaves_no_row_of_them(cast: Cast) -> None:
    assert left(cast)["support.Pairing"] == 1
    done = forget(cast)
    assert left(cast) == {}
    assert done.state == "done"
    assert done.participant is None
    assert done.erased["support.Goal"] == 1
    assert done.erased["accounts.ReturnKey"] == 1


def test_it_keeps_sealed_what_law_asks_for_and_says_so(cast: Cast) -> None:
    consent = Consent.objects.filter(participant=cast.sam.id)[0]
    Disclosure.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        consent=consent,
        recipient="The clinic on Mill Street",
        recipient_kind="service",
        purpose="referral",
        regime="us-part2",
        via="page",
        reference="A",
        happened_at=clock.now() - timedelta(days=365),
    )
    done = forget(cast)
    kept = {said["kind"]: said for said in done.kept}
    account = kept["participants.Disclosure"]
    assert account["law"].startswith("42 CFR 2.25")
    assert account["ground"] == rules.ACCOUNTING
    row = models.Withheld.objects.get(kind="participants.Disclosure")
    assert row.body["recipient"] == "The clinic on Mill Street"
    assert str(row.until_on) == account["until"]
    assert row.until_on.year == (clock.now() - timedelta(days=365)).year + 6
    assert not Disclosure.objects.filter(participant=cast.sam.id).exists()


def test_it_keeps_nothing_where_no_law_asks(cast: Cast) -> None:
    cast.riverbend.country = "CA"
    cast.riverbend.save()
    done = forget(cast)
    assert done.kept == []
    assert not models.Withheld.objects.exists()


def test_the_plan_is_what_happens(cast: Cast) -> None:
    from alongside.rights import queries

    assert cast.sam.participant is not None
    plan = queries.plan_of(cast.sam.participant)
    done = forget(cast)
    assert (dict(plan.erased), plan.kept) == (done.erased, done.kept)


def test_their_words_and_sessions_die(cast: Cast) -> None:
    sams = cast.sam.client()
    forget(cast)
    assert sams.get("/en/my-support/").status_code == 302
    answer = Client().post("/en/return-key/", {"words": SAMS_WORDS})
    assert answer.status_code == 422
    assert not ReturnKey.objects.filter(pk=str(cast.sam.by.id)).exists()


def test_a_login_that_opens_nothing_else_goes_too(cast: Cast) -> None:
    forget(cast, "rosa")
    assert not Person.objects.filter(pk=str(cast.rosa.by.id)).exists()


def test_a_login_with_other_hats_stays(cast: Cast) -> None:
    assert cast.rosa.person
    Membership.objects.create(organisation=cast.riverbend, person=cast.rosa.person, role="peer")
    forget(cast, "rosa")
    assert Person.objects.filter(pk=str(cast.rosa.by.id)).exists()
    assert set(
        Membership.objects.filter(person=cast.rosa.person).values_list("role", flat=True)
    ) == {"peer"}


def test_nobody_walks_with_them_any_more(cast: Cast) -> None:
    forget(cast)
    assert not Pairing.objects.filter(participant=cast.sam.id).exists()
    assert b"Sam" not in cast.maya.client().get("/en/people/").content
    assert cast.maya.client().get(f"/en/people/{cast.sam.id}/").status_code == 404


def test_history_says_that_somebody_was_erased_and_not_who(cast: Cast) -> None:
    forget(cast)
    event = Event.objects.get(verb="forget")
    assert event.participant_id is None
    assert str(cast.sam.by.id) not in str(event.facts)


def test_others_are_untouched(cast: Cast) -> None:
    Contact.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.lee.id,
        peer_id=cast.maya.by.person_id,
        emotional=True,
    )
    forget(cast)
    assert Contact.objects.filter(participant=cast.lee.id).count() == 1
    assert Participant.objects.filter(pk=cast.lee.id).exists()


# --- the page ----------------------------------------------------------------------------


def test_they_see_before_what_goes_and_get_a_receipt(cast: Cast) -> None:
    sam = cast.sam.client()
    page = sam.get("/en/my-record/erase/")
    assert b"What is erased" in page.content
    form = page.context["form"]
    said = {"id": str(form["id"].value()), "code": page.context["code"]}
    unsure = sam.post("/en/my-record/erase/", said)
    assert unsure.status_code == 422
    assert page.context["code"].encode() in unsure.content
    assert Participant.objects.filter(pk=cast.sam.id).exists()
    done = sam.post("/en/my-record/erase/", said | {"sure": "on"})
    assert done.status_code == 200
    assert page.context["code"].encode() in done.content
    assert not Participant.objects.filter(pk=cast.sam.id).exists()
    assert sam.post("/en/my-record/erase/", said | {"sure": "on"}).status_code == 302


def test_the_receipt_opens_with_its_code_alone(cast: Cast) -> None:
    forget(cast)
    page = Client().post("/en/receipt/", {"code": "abcd efgh jkmn 2345"})
    assert page.status_code == 200
    assert b"Riverbend Recovery" in page.content
    assert b"Sam" not in page.content
    assert "alongside" not in Client().post("/en/receipt/", {"code": CODE}).cookies


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD-EFGH-JKMN-9999", "'; --", "A" * 500])
def test_a_wrong_code_opens_nothing(cast: Cast, code: str) -> None:
    forget(cast)
    assert Client().post("/en/receipt/", {"code": code}).status_code == 422


# --- a spoken wish -----------------------------------------------------------------------


def wish(cast: Cast) -> models.Erasure:
    answer = cast.maya.client().post(f"/en/people/{cast.sam.id}/wish/", {"id": str(ids.new())})
    assert answer.status_code == 302
    return models.Erasure.objects.get(participant=cast.sam.id)


def test_a_spoken_wish_is_carried_out_by_somebody_else(cast: Cast) -> None:
    row = wish(cast)
    piet = cast.piet.client()
    assert f"/en/rights/wishes/{row.pk}/".encode() in piet.get("/en/rights/").content
    page = piet.get(f"/en/rights/wishes/{row.pk}/")
    assert b"Sam" not in page.content
    said = {"id": str(ids.new()), "code": page.context["code"], "sure": "on"}
    done = piet.post(f"/en/rights/wishes/{row.pk}/", said)
    assert done.status_code == 200
    assert not Participant.objects.filter(pk=cast.sam.id).exists()
    assert models.Erasure.objects.get(pk=row.pk).told_by_id == cast.maya.by.id
    assert piet.get(f"/en/rights/wishes/{row.pk}/").status_code == 404


def test_nobody_is_erased_by_one_persons_word(cast: Cast) -> None:
    with pytest.raises(access.Refused):
        actions.forget(by=cast.piet.by, participant=cast.sam.id, id=ids.new(), code=CODE)
    models.Erasure.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, told_by_id=cast.piet.by.id
    )
    with pytest.raises(access.Refused):
        actions.forget(by=cast.piet.by, participant=cast.sam.id, id=ids.new(), code=CODE)
    assert Participant.objects.filter(pk=cast.sam.id).exists()


def test_the_person_can_say_that_they_never_said_so(cast: Cast) -> None:
    row = wish(cast)
    sam = cast.sam.client()
    assert b"you want to be erased" in sam.get("/en/my-record/").content
    assert sam.post("/en/my-record/keep/", {"wish": str(row.pk)}).status_code == 302
    assert models.Erasure.objects.get(pk=row.pk).state == "aside"
    with pytest.raises(access.Refused):
        actions.forget(by=cast.piet.by, participant=cast.sam.id, id=ids.new(), code=CODE)


@pytest.mark.parametrize("who", ["vera", "omar", "max", "kit", "ana", "riley"])
def test_who_does_not_walk_with_them_tells_no_wish(cast: Cast, who: str) -> None:
    answer = cast.characters[who].client().post(f"/en/people/{cast.sam.id}/wish/")
    assert answer.status_code in {403, 404}
    assert not models.Erasure.objects.exists()


# --- what stops it -----------------------------------------------------------------------


def test_a_legal_hold_stops_it_and_says_until_when(cast: Cast) -> None:
    tomorrow = clock.now().date() + timedelta(days=1)
    actions.place_hold(
        by=cast.piet.by,
        id=ids.new(),
        participant=cast.sam.id,
        ground="The court in Rivertown, 12/26",
        until_on=tomorrow,
    )
    with pytest.raises(errors.Gone):
        forget(cast)
    assert Participant.objects.filter(pk=cast.sam.id).exists()
    assert list(ledger.entries()) == []
    assert b"12/26" in cast.sam.client().get("/en/my-record/erase/").content


@pytest.mark.parametrize("who", ["maya", "dana", "omar", "max", "kit", "ana", "vera"])
def test_the_wrong_role_erases_nobody(cast: Cast, who: str) -> None:
    with pytest.raises(access.Refused):
        actions.forget(by=cast.characters[who].by, participant=cast.sam.id, id=ids.new(), code=CODE)


def test_another_organisation_finds_nobody(cast: Cast) -> None:
    with pytest.raises(errors.Missing):
        actions.forget(by=cast.tess.by, participant=cast.sam.id, id=ids.new(), code=CODE)


def test_without_a_code_nothing_happens(cast: Cast) -> None:
    with pytest.raises(errors.Problem):
        actions.forget(by=cast.sam.by, participant=cast.sam.id, id=ids.new(), code="ABC")
    assert Participant.objects.filter(pk=cast.sam.id).exists()

"""Two records of one person are put together, one of two is taken apart, and both are undone."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.accounts import actors
from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.participants import actions as people
from alongside.participants.models import Consent, Likeness, Participant, Portrait, Tie
from alongside.participants.rules import knowing
from alongside.rights import actions, models, policy
from alongside.rights.actions import ledger
from alongside.rights.record import places
from alongside.support.models import Contact, Goal, Pairing, Plan, Step, Touch
from tests.cast import Cast

AWAY = {"audit", "sessions", "jobs"}  # apps of which rows say that something was done


@pytest.fixture(autouse=True)
def _ledger(tmp_path: Any, settings: Any) -> None:
    settings.SEALS = tmp_path / "seals"


def merge(cast: Cast, kept: str = "sam", other: str = "lee") -> models.Joining:
    return actions.merge(
        by=cast.omar.by,
        id=ids.new(),
        kept=cast.characters[kept].id,
        other=cast.characters[other].id,
        reason="They said so",
    )


def contact(cast: Cast, who: str) -> Contact:
    return Contact.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.characters[who].id,
        peer_id=cast.maya.by.person_id,
        emotional=True,
        note="by the river",
    )


def picture() -> dict[str, dict[str, dict[str, Any]]]:
    """Every row of every place, but for what says that it was done, and counters."""
    found = {}
    for place in places.places():
        if place.label in {"rights.Joining", "participants.Likeness"}:
            continue
        rows = place.model._default_manager.order_by("pk").values()
        found[place.label] = {
            str(row.pop("id")): {k: v for k, v in row.items() if k not in {"version", "last_login"}}
            for row in rows
        }
    return found


def test_it_makes_one_record_that_both_sets_of_words_open(cast: Cast) -> None:
    contact(cast, "lee")
    lees_plan = Plan.objects.create(organisation=cast.riverbend, participant_id=cast.lee.id)
    goal = Goal.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.lee.id,
        plan=lees_plan,
        dimension="health",
        words="Sleep",
    )
    before = picture()
    row = merge(cast)
    goal.refresh_from_db()
    sams_plan = Plan.objects.get(participant=cast.sam.id)
    assert (goal.participant_id, goal.plan_id) == (cast.sam.id, sams_plan.pk)
    assert Contact.objects.get().participant_id == cast.sam.id
    for who in ("sam", "lee"):  # both sets of words
        page = cast.characters[who].client().get("/en/plan/").content.decode()
        assert "Sleep" in page
        assert "A door that locks" in page
    assert cast.maya.client().get(f"/en/people/{cast.lee.id}/").status_code == 404
    looks = cast.lee.client().get("/en/looks/?only=all").content.decode()
    assert "put together" in looks
    for whom in (cast.sam.id, cast.lee.id):
        assert Event.objects.filter(verb="join-records", participant_id=whom).count() == 1

    actions.undo_joining(by=cast.omar.by, joining=row.pk)
    assert picture() == before
    actions.undo_joining(by=cast.omar.by, joining=row.pk)
    assert cast.maya.client().get(f"/en/people/{cast.lee.id}/").status_code == 200
    assert Event.objects.filter(verb="undo-joining").count() == 2


def test_it_agrees_to_nothing_that_only_one_had_agreed_to(cast: Cast) -> None:
    """Sam agreed to be written down; Lee said no."""
    row = merge(cast)
    live = Consent.objects.filter(participant=cast.sam.id, withdrawn_at=None)
    assert list(live.values_list("kind", flat=True)) == ["supported"]
    actions.undo_joining(by=cast.omar.by, joining=row.pk)
    assert Consent.objects.filter(participant=cast.sam.id, withdrawn_at=None).count() == 2
    row = merge(cast)
    sams: dict[str, Any] = {"by": cast.sam.by, "participant": cast.sam.id}
    given = people.give_consent(**sams, kind="recorded")
    people.withdraw_consent(**sams, consent=given.pk)
    actions.undo_joining(by=cast.omar.by, joining=row.pk)
    live = Consent.objects.filter(participant=cast.sam.id, withdrawn_at=None)
    assert list(live.values_list("kind", flat=True)) == ["supported"]


def test_it_goes_through_the_door_with_a_reason_and_is_a_coordinators(cast: Cast) -> None:
    path = f"/en/people/{cast.sam.id}/join/{cast.lee.id}/"
    people.name_never(by=cast.sam.by, id=ids.new(), words="Somebody")
    data = {"id": str(ids.new()), "kept": str(cast.lee.id), "reason": "They said so"}
    shown = cast.omar.client().get(path).content.decode()
    assert "Your goals" in shown
    assert "Who may never open" not in shown  # walls are not counted for who works here
    assert "A door that locks" not in shown
    for who, status in (("maya", 403), ("kit", 403), ("riley", 403), ("sam", 403)):
        assert cast.characters[who].client().post(path, data).status_code == status
    elsewhere = f"/en/people/{cast.sam.id}/join/{cast.tess.id}/"
    assert cast.omar.client().post(elsewhere, data).status_code == 404
    assert cast.omar.client().post(path, data | {"reason": "."}).status_code == 422
    assert not models.Joining.objects.exists()
    assert cast.omar.client().post(path, data).status_code == 302
    assert cast.omar.client().post(path, data).status_code in {302, 404}
    row = models.Joining.objects.get()
    assert row.kept_id == cast.lee.id
    listed = cast.omar.client().get("/en/here-twice/done/").content.decode()
    assert "They said so" in listed
    undo = f"/en/here-twice/done/{row.pk}/undo/"
    with time_machine.travel(row.made_at + timedelta(days=30), tick=False):
        assert cast.omar.client().post(undo).status_code in {302, 410}
        row.refresh_from_db()
        assert row.undone_at is None
    assert cast.omar.client().post(undo).status_code == 302
    row.refresh_from_db()
    assert row.undone_at is not None


def test_it_lets_them_keep_one_set_of_words(cast: Cast) -> None:
    merge(cast)
    page = cast.lee.client().get("/en/my-name/").content.decode()
    assert "Two sets of words" in page
    assert cast.lee.client().post("/en/my-name/keep-one/").status_code == 302
    keys = Participant.objects.exclude(return_key=None).values_list("return_key_id", flat=True)
    assert cast.lee.by.id in set(keys)
    assert cast.sam.by.id not in set(keys)


def test_it_takes_all_of_both_and_erases_all_of_both(cast: Cast) -> None:
    Portrait.objects.create(organisation=cast.riverbend, participant_id=cast.lee.id, helps="Sings")
    Portrait.objects.create(organisation=cast.riverbend, participant_id=cast.sam.id, helps="Cooks")
    merge(cast)
    answer = cast.sam.client().get("/en/my-record/whole/")
    page = cast.maya.client().get(f"/en/people/{cast.sam.id}/").content.decode()
    assert page.index("Cooks") < page.index("Sings")
    whole = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Sings" in whole
    assert "Cooks" in whole
    actions.forget(by=cast.sam.by, participant=cast.sam.id, id=ids.new(), code="ABCDEFGHJKMN2345")
    for place in places.places():
        if place.paths and place.label not in places.BY_DIGEST and place.label != "rights.Erasure":
            for path in place.paths:
                both = {f"{path}__in": [cast.sam.id, cast.lee.id]}
                assert not place.model._default_manager.filter(**both).exists(), place.label
    assert {entry.participant for entry in ledger.entries()} == {
        str(cast.sam.id),
        str(cast.lee.id),
    }


def test_it_takes_one_record_apart_and_undoes_it(cast: Cast) -> None:
    goal = Goal.objects.get(participant=cast.sam.id)
    whose: dict[str, Any] = {"organisation": cast.riverbend, "participant_id": cast.sam.id}
    Step.objects.create(**whose, goal=goal, words="Ring")
    theirs, own = contact(cast, "sam"), contact(cast, "sam")
    for row in (theirs, own):
        Touch.objects.create(**whose, contact=row, goal=goal)
    before = picture()
    path = f"/en/people/{cast.sam.id}/split/"
    assert "by the river" not in cast.omar.client().get(path).content.decode()
    data: dict[str, Any] = {
        "id": str(ids.new()),
        "other": str(ids.new()),
        "rows": [str(goal.pk), str(own.pk)],
        "alias": "",
        "reason": "Two brothers",
    }
    assert cast.maya.client().post(path, data).status_code == 403
    assert cast.omar.client().post(path, data | {"rows": []}).status_code == 422
    assert cast.omar.client().post(path, data | {"rows": [str(ids.new())]}).status_code == 422
    into = data | {"other": str(cast.lee.id)}  # not into somebody who is here already
    assert cast.omar.client().post(path, into).status_code == 404
    assert cast.omar.client().post(path, data).status_code == 302
    assert cast.omar.client().post(path, data).status_code in {302, 422}
    new = Participant.objects.get(pk=str(data["other"]))
    for each in (goal, own, theirs):
        each.refresh_from_db()
    assert goal.participant_id == own.participant_id == new.pk
    assert goal.plan.participant_id == new.pk
    assert Step.objects.get().participant_id == new.pk
    assert theirs.participant_id == cast.sam.id
    assert theirs.touches.get().goal is None  # it went with the other
    assert (own.touches.get().goal, own.touches.get().participant) == (goal, new)
    assert not Consent.objects.filter(participant=new).exists()
    assert not Tie.objects.filter(participant=new).exists()
    actions.undo_joining(by=cast.omar.by, joining=models.Joining.objects.get().pk)
    after = picture()
    assert not [
        row for kind in before for pk, row in before[kind].items() if after[kind].get(pk) != row
    ]


@settings(max_examples=12)
@given(data=st.data())
def test_it_is_before_again_whatever_was_there(cast: Cast, data: st.DataObject) -> None:
    some = st.lists(st.sampled_from(["goal", "contact", "portrait", "tie", "consent"]), max_size=4)
    with transaction.atomic():
        for who in ("sam", "lee"):
            for kind in data.draw(some):
                _write(cast, who, kind)
        before = picture()
        row = merge(cast, *data.draw(st.permutations(["sam", "lee"])))
        actions.undo_joining(by=cast.omar.by, joining=row.pk)
        assert picture() == before
        transaction.set_rollback(True)


def _write(cast: Cast, who: str, kind: str) -> None:
    whose: dict[str, Any] = {
        "organisation": cast.riverbend,
        "participant_id": cast.characters[who].id,
    }
    if kind == "goal":
        plan, _new = Plan.objects.get_or_create(
            participant_id=whose["participant_id"], defaults={"organisation": cast.riverbend}
        )
        Goal.objects.create(**whose, plan=plan, dimension="home", words="Rest")
    elif kind == "contact":
        contact(cast, who)
    elif kind == "portrait" and not Portrait.objects.filter(**whose).exists():
        Portrait.objects.create(**whose, helps=who)
    elif kind == "tie" and not Tie.objects.filter(person=cast.vera.person, **whose).exists():
        Pairing.objects.create(**whose, peer_id=cast.vera.by.person_id)
        Tie.objects.create(**whose, person_id=cast.vera.by.person_id, why="pairing")
    elif kind == "consent":
        Consent.objects.create(
            **whose,
            kind="shared",
            regime="us-part2",
            recipient_how="named",
            recipient_kind="treatment",
            recipient="The clinic",
            purpose="treatment",
            categories=["goals"],
        )


# --- who may be here twice ----------------------------------------------------------------------


def night(cast: Cast) -> int:
    return people.find_likenesses(by=actors.system("night", organisation_id=cast.riverbend.pk))


def test_it_proposes_only_what_is_exactly_alike_and_remembers_a_no(cast: Cast) -> None:
    Participant.objects.filter(pk=cast.sam.id).update(reach_way="call", reach_how="(555) 010-0199")
    Participant.objects.filter(pk=cast.lee.id).update(reach_way="text", reach_how="+1 555 0100199")
    assert night(cast) == 1
    assert night(cast) == 0
    row = Likeness.objects.get()
    page = cast.omar.client().get("/en/here-twice/").content.decode()
    assert "the same number or address" in page
    assert cast.maya.client().get("/en/here-twice/").status_code == 403
    settle = f"/en/here-twice/{row.pk}/two/"
    assert cast.omar.client().post(settle).status_code == 302
    assert night(cast) == 0
    assert "the same number" not in cast.omar.client().get("/en/here-twice/").content.decode()
    words = {"seek-id": str(ids.new()), "seek-words": "Sam", "seek-why": "They stand here"}
    found = cast.omar.client().post("/en/here-twice/", words)
    assert "Sam" in found.content.decode()
    assert Event.objects.filter(verb="seek", participant_id=cast.sam.id).count() == 1


def test_it_keeps_those_apart_who_keep_their_work_apart(cast: Cast) -> None:
    Participant.objects.filter(pk=cast.lee.id).update(person=cast.vera.person, reach_how="5550100")
    Participant.objects.filter(pk=cast.sam.id).update(reach_how="5550100")
    night(cast)
    assert "Lee" not in cast.omar.client().get("/en/here-twice/").content.decode()
    path = f"/en/people/{cast.sam.id}/join/{cast.lee.id}/"
    assert cast.omar.client().get(path).status_code == 404


def test_it_makes_a_code_that_opens_nothing_and_can_be_refused(cast: Cast) -> None:
    facts = {"raised-by": "Rosa", "born-in": "Lund", "street": "Mill", "older": "2"}
    own = {"id": str(ids.new()), **facts}
    assert cast.sam.client().post("/en/my-code/", own).status_code == 410  # off by default
    cast.riverbend.remembers_facts = True
    cast.riverbend.save()
    assert cast.sam.client().post("/en/my-code/", own).status_code == 302
    tried = {f"code-{name}": said for name, said in facts.items()}
    tried |= {"code-id": str(ids.new()), "code-why": "They lost their words"}
    page = cast.omar.client().post("/en/here-twice/code/", tried)
    assert "Sam" in page.content.decode()
    assert cast.omar.client().get(f"/en/people/{cast.sam.id}/").status_code in {403, 404}
    assert Event.objects.filter(verb="try-code", participant_id=cast.sam.id).count() == 1
    assert cast.sam.client().post("/en/my-code/no/").status_code == 302
    page = cast.omar.client().post("/en/here-twice/code/", tried | {"code-id": str(ids.new())})
    assert "Sam" not in page.content.decode()
    for _again in range(25):
        last = cast.omar.client().post("/en/here-twice/code/", tried | {"code-id": str(ids.new())})
    assert last.status_code == 429


ids_ = st.uuids()
yes = st.builds(
    knowing.Yes,
    id=ids_,
    kind=st.sampled_from(["supported", "shared"]),
    about=st.none(),
    regime=st.just("us-part2"),
    purpose=st.sampled_from(["treatment", "housing"]),
    recipient=st.sampled_from([("named", "clinic", "a"), ("named", "clinic", "b")]),
    members=st.just(frozenset()),
    categories=st.frozensets(st.sampled_from(["goals", "attendance", "name"]), max_size=3),
    until_at=st.one_of(st.none(), st.datetimes()),
    until_event=st.just(""),
)


@given(st.lists(yes, max_size=4), st.lists(yes, max_size=4))
def test_it_never_widens_what_may_leave(ours: list[knowing.Yes], theirs: list[knowing.Yes]) -> None:
    held = knowing.narrower(ours, theirs)
    for one in [*ours, *theirs]:
        if one.id in held:
            assert any(knowing.covers(other, one) for other in ours)
            assert any(knowing.covers(other, one) for other in theirs)
    assert knowing.narrower(ours, ours) >= {one.id for one in ours}
    assert knowing.narrower(ours, []) == set()


def test_it_knows_every_place_that_moves() -> None:
    from alongside.rights.record import moving

    named = {place.label for place in places.places() if not place.owned}
    behind = {label for label in named if label not in {p.label for p in moving.carried()}}
    for label in behind - moving.STAYS:
        assert all("__" in path for path in _place(label).paths), label
    assert policy.name_in is not None
    assert apps.get_model("rights.Joining")


def _place(label: str) -> places.Place:
    return next(place for place in places.places() if place.label == label)


def test_it_counts_thirty_days_to_the_second() -> None:
    from alongside.rights import rules

    made = clock.now()
    assert rules.may_undo(made, now=made + timedelta(days=30, seconds=-1))
    assert not rules.may_undo(made, now=made + timedelta(days=30))

"""A contact with all that can be said of it; put right in one tap, given to the right person."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.core import clock, errors, ids
from alongside.participants import actions as participants
from alongside.participants.models import Consent, Status
from alongside.support import actions
from alongside.support.models import Appointment, Attempt, Contact, Goal, Pairing, Reply, Wording
from tests.cast import Cast
from tests.support.doors import get, post, verbs, walk_with_more


def log(cast: Cast, **more: Any) -> Contact:
    said: dict[str, Any] = {"id": ids.new(), "kinds": ["emotional"], **more}
    return actions.log_contact(by=cast.maya.by, participant=cast.sam.id, **said)


def test_it_says_of_a_contact_what_it_was(cast: Cast) -> None:
    maya = cast.maya.client()
    said = {
        "id": str(ids.new()), "kinds": ["instrumental"], "minutes": "20", "form": "befriend",
        "setting": "oat", "special": "material", "stage": "outreach", "for_others": "4",
        "for_what": "supplies", "programme": str(cast.programme.pk), "site": str(cast.site.pk),
        "note": "He is an addict.", "written_together": "on",
    }  # fmt: skip
    answer = post(maya, "support:log", said, participant=cast.sam.id)
    today = maya.get(answer.headers["Location"]).content.decode()
    assert "person who uses drugs" in today  # a kinder word, offered; the note stands as written
    row = Contact.objects.get()
    assert (row.form, row.setting, row.special, row.stage) == (
        "befriend", "oat", "material", "outreach",
    )  # fmt: skip
    assert (row.for_others, row.for_what, row.written_together) == (4, "supplies", True)
    assert (row.programme, row.site, row.note) == (cast.programme, cast.site, "He is an addict.")
    own = get(cast.sam.client(), "support:contacts").content.decode()
    for words in ("Written together", "For 4 others", "Food, clothes, storage"):
        assert words in own


def test_it_puts_one_fact_right_in_one_tap_and_keeps_what_stood_there(cast: Cast) -> None:
    maya = cast.maya.client()
    row = log(cast, note="kept", goal=Goal.objects.get().pk, setting="phone")
    tap = {"version": "1", "setting": "home"}
    assert post(maya, "support:correct_fact", tap, contact=row.pk).status_code == 302
    assert post(maya, "support:correct_fact", tap, contact=row.pk).status_code == 409
    for wrong in ({"version": "2", "setting": "moon"}, {"version": "2", "note": "x"}):
        assert post(maya, "support:correct_fact", wrong, contact=row.pk).status_code == 422
    row.refresh_from_db()
    assert (row.setting, row.note, row.version) == ("home", "kept", 2)
    assert row.touches.get().goal == Goal.objects.get()
    before = Wording.objects.get()
    assert (before.said, before.replaced_by) == ({"setting": "phone"}, cast.maya.person)
    own = get(cast.sam.client(), "support:contacts").content.decode()
    assert "by telephone" in own
    assert "when Maya changed it" in own
    assert post(cast.vera.client(), "support:correct_fact", tap, contact=row.pk).status_code == 404


def test_it_gives_a_contact_to_the_right_person(cast: Cast) -> None:
    """Of the wrong one's record nothing of it is left but an event that says so."""
    right = walk_with_more(cast, 1)[0]
    maya = cast.maya.client()
    call = Appointment.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, at=clock.now(),
        peer_id=cast.maya.by.person_id, what="call",
    )  # fmt: skip
    row = log(cast, note="about somebody else", goal=Goal.objects.get(participant=cast.sam.id).pk)
    said = {"kinds": ["emotional"], "minutes": "5", "form": "one", "setting": "street"}
    post(maya, "support:correct_contact", said | {"version": "1"}, contact=row.pk)
    move = {"version": "2", "participant": str(right.pk)}
    assert "Person 000" in get(maya, "support:move_contact", contact=row.pk).content.decode()
    assert post(maya, "support:move_contact", move, contact=row.pk).status_code == 302

    row.refresh_from_db()
    assert (row.participant_id, row.touches.count(), row.version) == (right.pk, 0, 3)
    assert Wording.objects.get().participant_id == right.pk
    sams = get(maya, "support:contacts", participant=cast.sam.id).content.decode()
    assert "Nothing is written down yet" in sams
    assert verbs(cast.sam.id)[-1] == "move-contact"
    assert verbs(right.pk) == ["receive-contact"]
    call.refresh_from_db()
    assert call.kept_at is None
    assert Pairing.objects.get(participant=cast.sam.id).last_contact_at is None
    assert Pairing.objects.get(participant=right).last_contact_at == row.happened_at


def test_it_moves_to_nobody_out_of_reach_and_leaves_what_was_answered(cast: Cast) -> None:
    row = log(cast)
    maya = cast.maya.client()
    for whom, status in ((cast.rosa.id, 404), (cast.tess.id, 404), (cast.lee.id, 410), ("x", 404)):
        move = {"version": "1", "participant": str(whom)}
        assert post(maya, "support:move_contact", move, contact=row.pk).status_code == status
    right = walk_with_more(cast, 1)[0]
    actions.answer_note(by=cast.sam.by, id=ids.new(), contact=row.pk, words="That was not me.")
    move = {"version": "1", "participant": str(right.pk)}
    assert post(maya, "support:move_contact", move, contact=row.pk).status_code == 410
    row.refresh_from_db()
    assert row.participant_id == cast.sam.id
    assert Reply.objects.count() == 1


def test_it_writes_down_an_attempt_that_came_to_nothing(cast: Cast) -> None:
    maya = cast.maya.client()
    said = {"id": str(ids.new()), "came_of": "left-word", "way": "call"}
    for _ in range(2):
        answer = post(maya, "support:try_reach", said, participant=cast.sam.id)
    row = Attempt.objects.get()
    assert (row.came_of, row.way) == ("left-word", "call")
    assert "left word" in maya.get(answer.headers["Location"]).content.decode()
    assert Pairing.objects.get(participant=cast.sam.id).last_contact_at is None  # not a contact
    assert "Left word" in get(cast.sam.client(), "support:contacts").content.decode()
    said |= {"id": str(ids.new())}
    assert post(maya, "support:try_reach", said, participant=cast.lee.id).status_code == 410
    vera = cast.vera.client()
    assert post(vera, "support:try_reach", said, participant=cast.sam.id).status_code == 404
    wrong = said | {"came_of": "rude"}
    assert post(maya, "support:try_reach", wrong, participant=cast.sam.id).status_code == 422
    assert post(maya, "support:take_back_attempt", attempt=row.pk).status_code == 302
    assert verbs(cast.sam.id) == ["try-reach", "take-back-attempt"]
    assert not Attempt.objects.exists()


def test_it_begins_with_what_is_known(cast: Cast) -> None:
    """As last time with this person; where the peer is now counts more, an appointment most."""
    maya = cast.maya.client()
    log(cast, setting="home", form="befriend", minutes=50, stage="recovery",
        happened_at=clock.now() - timedelta(days=2))  # fmt: skip
    form = get(maya, "support:log", participant=cast.sam.id).context["form"]
    assert (form["setting"].value(), form["form"].value()) == ("home", "befriend")
    assert (form["minutes"].value(), form["stage"].value()) == (50, "recovery")
    Appointment.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, at=clock.now(),
        peer_id=cast.maya.by.person_id, what="call",
    )  # fmt: skip
    form = get(maya, "support:log", participant=cast.sam.id).context["form"]
    assert form["setting"].value() == "phone"


def test_it_shows_likely_people_first_and_what_can_still_be_undone(cast: Cast) -> None:
    """Lee has the nearest appointment and wants nothing written down: they stand last."""
    person = walk_with_more(cast, 3)[1]
    row = log(cast)
    Appointment.objects.all().delete()
    for whom in (person.pk, cast.lee.id):
        Appointment.objects.create(
            organisation=cast.riverbend, participant_id=whom, what="meeting",
            peer_id=cast.maya.by.person_id, at=clock.now() + timedelta(hours=1),
        )  # fmt: skip
    page = get(cast.maya.client(), "support:log")
    named = [one.name for one in page.context["people"]]
    assert (named[:2], named[-1]) == (["Person 001", "Sam"], "Lee")
    assert str(row.pk) in page.content.decode()


def test_it_writes_nothing_of_a_time_after_they_died_or_moved_on(cast: Cast) -> None:
    whose: dict[str, Any] = {"organisation": cast.riverbend, "participant_id": cast.sam.id}
    hour = timedelta(hours=1)
    moved = Status.objects.create(**whose, where="moved-on", from_at=clock.now() - 5 * hour)
    with pytest.raises(errors.Problem, match="moved on"):
        log(cast)
    log(cast, happened_at=clock.now() - 6 * hour)
    moved.delete()
    participants.tell_passing(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, told_by="Her sister",
        died_on=(clock.now() - 96 * hour).date(),
    )  # fmt: skip
    with pytest.raises(errors.Problem, match="died"):
        log(cast, happened_at=clock.now() - 3 * hour)
    log(cast, happened_at=clock.now() - 150 * hour)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_it_has_kinder_words_in_each_language(cast: Cast, language: str) -> None:
    answer = cast.maya.client().get(f"/{language}/log/{cast.sam.id}/")
    assert "data-kinder-words" in answer.content.decode()


def test_it_takes_back_nothing_of_a_record_that_closed(cast: Cast) -> None:
    row = log(cast)
    consent = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=consent.pk)
    tap = {"version": "1", "minutes": "30"}
    answer = post(cast.maya.client(), "support:correct_fact", tap, contact=row.pk)
    assert answer.status_code == 410

"""At the bedside: yes, no or a card; a no is kept, a yes begins their clock."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.accounts import access
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.followups import actions, models, rules
from alongside.participants import actions as participants
from tests.cast import Cast
from tests.followups import doors
from tests.support import doors as walking


def offers(cast: Cast) -> list[models.FollowUp]:
    return list(models.FollowUp.objects.filter(organisation=cast.riverbend))


def test_it_takes_a_yes_in_one_page_and_nobody_else_reads_who_it_is(cast: Cast) -> None:
    maya, vera = cast.maya.client(), cast.vera.client()
    page = walking.get(maya, "followups:offer")
    assert b"May a peer be in touch?" in page.content
    typed = doors.typed()
    assert walking.post(maya, "followups:offer", typed).status_code == 302
    assert walking.post(maya, "followups:offer", typed).status_code == 302  # tapped twice
    (row,) = offers(cast)
    assert (row.state, row.called, row.reach_how) == ("open", "Blue", "506-555-0199")
    assert row.due_at is not None
    assert row.agreed_at is not None
    assert row.due_at - row.agreed_at == timedelta(hours=24)
    event = Event.objects.filter(verb="offer-follow-up").get()
    assert event.participant_id is None  # in nobody's history

    theirs = walking.get(maya, "followups:followup", followup=row.pk).content.decode()
    assert "Blue" in theirs
    assert "506-555-0199" in theirs
    others = walking.get(vera, "followups:followup", followup=row.pk).content.decode()
    assert "Blue" not in others
    assert "506-555-0199" not in others
    listed = walking.get(vera, "followups:followups").content.decode()
    assert "Blue" not in listed
    assert (
        walking.get(cast.riley.client(), "followups:followup", followup=row.pk).status_code == 404
    )
    assert walking.get(cast.max.client(), "followups:followups").status_code == 403


def test_it_hears_a_no_and_asks_no_more_unless_they_come(cast: Cast) -> None:
    row = doors.said_yes(cast.maya)
    actions.decline(by=cast.maya.by, followup=row.pk)
    actions.decline(by=cast.maya.by, followup=row.pk)  # twice is once
    row.refresh_from_db()
    assert (row.state, row.called, row.reach_how, row.due_at) == ("declined", "", "", None)
    assert row.no_digest
    again = rules.Yes(way="text", how="(506) 555 0143")  # the same number, typed otherwise
    with pytest.raises(errors.Gone):
        doors.said_yes(cast.vera, yes=again)
    assert len(offers(cast)) == 1
    assert doors.said_yes(cast.vera, yes=again, they_came=True).is_open

    no = doors.asked(cast.maya, answer="no", participant=cast.sam.id).row
    assert no.state == "declined"
    with pytest.raises(errors.Gone):
        doors.of_sam(cast)
    assert "offer-follow-up" in walking.verbs(cast.sam.id)
    assert doors.of_sam(cast, they_came=True).is_open


def test_it_says_what_is_wrong_and_keeps_what_was_typed(cast: Cast) -> None:
    maya = cast.maya.client()
    page = walking.post(maya, "followups:offer", doors.typed(how="", called="Blue"))
    assert page.status_code == 422
    assert b"How may somebody be in touch?" in page.content
    assert b'value="Blue"' in page.content
    assert offers(cast) == []
    ahead = clock.now() + timedelta(days=1)
    with pytest.raises(errors.Problem):
        doors.said_yes(cast.maya, happened_at=ahead)
    with pytest.raises(errors.Problem):
        doors.said_yes(cast.maya, words="only three words")
    assert offers(cast) == []


def test_it_asks_somebody_known_only_if_they_let_it_be_written_down(cast: Cast) -> None:
    row = doors.of_sam(cast)
    assert row.participant_id == cast.sam.id
    with pytest.raises(errors.Problem):  # one at a time
        doors.of_sam(cast)
    with pytest.raises(access.Unseen):  # who does not walk with Sam
        doors.said_yes(cast.vera, participant=cast.sam.id)
    page = walking.get(cast.maya.client(), "followups:offer", participant=cast.sam.id)
    assert page.status_code == 302  # to the one that goes on
    consent = cast.sam.participant.consents.get(kind="recorded")  # type: ignore[union-attr]
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=consent.pk)
    with pytest.raises(errors.Gone):  # said offline, and taken back meanwhile
        doors.tried(cast.maya, row, "reached")
    assert not row.touches.exists()


def test_it_lets_the_participant_stop_it_on_their_own_page(cast: Cast) -> None:
    row = doors.of_sam(cast)
    sam = cast.sam.client()
    leads = b"Who is in touch with me after an overdose?"
    assert leads in walking.get(sam, "homes:support").content
    assert b"Stop it" in walking.get(sam, "followups:own_followups").content
    assert walking.post(sam, "followups:stop", followup=row.pk).status_code == 302
    row.refresh_from_db()
    assert row.state == "declined"
    assert "decline-follow-up" in walking.verbs(cast.sam.id)
    assert leads not in walking.get(sam, "homes:support").content
    assert walking.post(cast.tess.client(), "followups:stop", followup=row.pk).status_code == 404


def test_it_keeps_a_card_whose_words_the_phone_drew(cast: Cast) -> None:
    words = "river candle maple quiet ladder lamp"
    offered = doors.asked(cast.maya, answer="card", words=words)
    assert offered.words == ""  # the phone has shown them
    opened = actions.open_card(by=system(), words=words.upper(), address="127.0.0.1")
    assert opened.follow_up_id == offered.row.pk
    same = actions.offer(
        by=cast.maya.by, id=offered.row.pk, answer="card", where="ward", words=words
    )
    assert same.row.pk == offered.row.pk
    with pytest.raises(errors.Missing):  # somebody else's id
        actions.offer(by=cast.vera.by, id=offered.row.pk, answer="no", where="ward")


def system(**more: Any) -> Any:
    from alongside.accounts import actors

    return actors.system("the words of a card", **more)


def test_it_takes_back_who_it_was_when_somebody_has_died(cast: Cast) -> None:
    row = doors.of_sam(cast)
    participants.tell_passing(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, told_by="His sister"
    )
    row.refresh_from_db()
    assert (row.state, row.ended_why) == ("ended", "died")

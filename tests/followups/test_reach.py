"""Being in touch: who does it, on whose clock, what was offered, and how it is counted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.accounts import access
from alongside.core import clock, errors, ids
from alongside.followups import actions, models, queries, rules
from alongside.support.models import Attempt, Contact, Work
from tests.cast import Cast, Character
from tests.followups import doors
from tests.support import doors as walking


def test_it_is_theirs_who_takes_it_and_passes_on_as_they_wish(cast: Cast) -> None:
    yes = rules.Yes(
        way="meet", how="Soup kitchen, noon", called="Blue", wants="other", wants_words="A woman"
    )
    row = doors.said_yes(cast.maya, yes=yes)
    assert row.peer_id is None

    def reads_who(who: Character) -> bool:
        page = walking.get(who.client(), "followups:followup", followup=row.pk).content
        return b"How is Blue?" in page

    assert reads_who(cast.maya)  # who asked them, until another one has it
    waiting = walking.get(cast.vera.client(), "followups:followup", followup=row.pk)
    assert b"A woman" in waiting.content
    assert b"Soup kitchen" not in waiting.content
    assert walking.post(cast.vera.client(), "followups:take", followup=row.pk).status_code == 302
    assert (
        b"Soup kitchen"
        in walking.get(cast.vera.client(), "followups:followup", followup=row.pk).content
    )
    with pytest.raises(errors.Gone):
        actions.take(by=cast.maya.by, followup=row.pk)
    with pytest.raises(access.Refused):  # Maya asked, but Vera keeps in touch now
        doors.tried(cast.maya, row, "reached")
    actions.pass_on(by=cast.vera.by, followup=row.pk, wants="any")
    assert not reads_who(cast.maya) and not reads_who(cast.vera)
    with pytest.raises(access.Refused):
        doors.tried(cast.maya, row, "reached")
    actions.take(by=cast.maya.by, followup=row.pk)
    assert reads_who(cast.maya)
    page = walking.get(cast.omar.client(), "followups:followups").content.decode()
    assert "Other peers keep in touch with them" in page
    actions.free(by=cast.omar.by, followup=row.pk)
    row.refresh_from_db()
    assert row.peer_id is None and not reads_who(cast.maya)


def test_it_follows_their_clock_and_is_written_down_once(cast: Cast) -> None:
    row = doors.of_sam(cast)
    doors.tried(cast.maya, row, "left-word")
    assert Attempt.objects.filter(participant_id=cast.sam.id).count() == 1
    at = clock.now()
    data = {"id": str(ids.new()), "came_of": "reached", "way": "call", "every_days": "3"}
    maya = cast.maya.client()
    for _ in range(2):  # tapped twice
        walking.post(maya, "followups:reach", data | {"minutes": "12"}, followup=row.pk)
    row.refresh_from_db()
    assert row.due_at is not None
    assert timedelta(days=3) <= row.due_at - at < timedelta(days=3, minutes=5)
    assert row.late_at is None
    contact = Contact.objects.get(pk=data["id"])  # entered once: it is a time together, too
    assert contact.participant_id == cast.sam.id
    assert row.touches.count() == 2

    nameless = doors.said_yes(cast.maya)
    touch = doors.tried(cast.maya, nameless, "reached")
    assert Work.objects.get(pk=touch.pk).what == "nameless"
    with pytest.raises(errors.Stale):
        actions.set_clock(
            by=cast.maya.by,
            followup=nameless.pk,
            version=1,
            every_days=7,
            next_at=clock.now() + timedelta(days=1),
        )


def test_it_says_when_three_days_have_gone_by(cast: Cast) -> None:
    before = clock.now() - timedelta(hours=80)
    with clock.pretend(before):
        doors.said_yes(cast.maya)
    board = queries.board(cast.maya.by, now=clock.now(), keeps=False)
    assert [line.stands for line in board.mine] == [rules.LATE]
    assert queries.waiting(cast.maya.by, now=clock.now()) == 1
    page = walking.get(cast.maya.client(), "homes:today").content.decode()
    assert "One person waits to hear from us" in page


def test_it_keeps_what_was_offered_and_what_they_say_came_of_it(cast: Cast) -> None:
    row = doors.of_sam(cast)
    walking.post(
        cast.maya.client(),
        "followups:offer_bridge",
        {"id": str(ids.new()), "to": "rapid", "said": "wants", "together": "on"},
        followup=row.pk,
    )
    doors.offered(cast.maya, row, "family", "later")
    with pytest.raises(errors.Problem):  # what nobody wanted leads nowhere
        actions.come_of_bridge(by=cast.maya.by, followup=row.pk, to="family", came_of="went")
    actions.come_of_bridge(by=cast.maya.by, followup=row.pk, to="rapid", came_of="went")
    found = {each.to: (each.said, each.together, each.came_of) for each in row.bridges.all()}
    assert found == {"rapid": ("wants", True, "went"), "family": ("later", False, "")}
    assert "come-of-bridge" in walking.verbs(cast.sam.id)


def test_it_counts_everybody_once_and_names_nobody(cast: Cast) -> None:
    start = clock.now() - timedelta(minutes=1)
    row = doors.said_yes(cast.maya)
    doors.tried(cast.maya, row, "no-answer")
    doors.tried(cast.maya, row, "reached")
    doors.offered(cast.maya, row, "oat")
    doors.asked(cast.maya, answer="no")
    doors.asked(cast.vera, answer="card")
    actions.close(by=cast.maya.by, followup=row.pk, why="done")
    said = queries.counts(cast.max.by, start, clock.now() + timedelta(minutes=1))
    assert {(each.what, each.of): each.n for each in said} == {
        ("asked", "emergency"): 3,
        ("yes", "emergency"): 1,
        ("no", "emergency"): 1,
        ("card", "emergency"): 1,
        ("reached", "emergency"): 1,
        ("in-time", "emergency"): 1,
        ("tries", "no-answer"): 1,
        ("tries", "reached"): 1,
        ("wanted", "oat"): 1,
    }
    assert {each.what for each in said} <= set(queries.WHAT)
    row.refresh_from_db()
    assert (row.state, row.called, row.reach_how) == ("ended", "", "")
    assert models.Touch.objects.filter(follow_up=row).count() == 2


@given(hours=some.sampled_from(rules.FIRST_HOURS), passed=some.integers(0, 200))
def test_it_is_late_only_after_three_days_and_never_before_it_is_due(
    hours: int, passed: int
) -> None:
    agreed = clock.now()
    due, late = rules.first_window(agreed, hours)
    now = agreed + timedelta(hours=passed)
    stands = rules.standing(due, late, now=now)
    assert (stands == rules.LATE) == (passed >= 72)
    assert (stands in (rules.NOW, rules.LATE)) == (passed >= hours)
    assert rules.standing(due, None, now=now) != rules.LATE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("506-555-0143", "+1 (506) 555 0143"),
        ("Blue@Example.org", "blue@example.org "),
        ("Soup kitchen, noon", "soup  kitchen noon"),
    ],
)
def test_it_knows_a_number_again_however_it_is_typed(one: str, other: str) -> None:
    assert rules.plain_reach(one) == rules.plain_reach(other) != rules.plain_reach("something")

"""A day in the room: who comes in with no name, who is looked in on, and what stays of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts import access
from alongside.audit import queries as history
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.sites import actions, models, queries, tasks
from tests.cast import SAMS_WORDS, Cast
from tests.sites import doors


def board(cast: Cast, who: str = "vera") -> str:
    return cast.characters[who].client().get(f"/en/sites/?site={cast.site.pk}").content.decode()


def test_it_takes_one_tap_and_no_name(cast: Cast) -> None:
    room, vera = doors.room(cast), cast.vera.client()
    path = f"/en/sites/{cast.site.pk}/in/"
    assert "Somebody came in" in board(cast) and "4 seats are free" in board(cast)
    form = {"id": str(ids.new()), "room": str(room.pk), "seat": "3"}
    for _ in range(2):
        assert vera.post(path, form).status_code == 302
    row = models.Visit.objects.get()
    assert (row.room_id, row.seat, row.called, row.code) == (room.pk, "3", "", "")
    assert not models.OwnVisit.objects.exists() and not models.Use.objects.exists()
    page = board(cast)
    assert "Seat 3" in page and "One person is here" in page and "3 seats are free" in page
    assert Event.objects.filter(verb="visit-site").count() == 1


def test_it_looks_in_on_whoever_waits_longest(cast: Cast) -> None:
    room, now = doors.room(cast), clock.now()
    for minutes, called in ((25, "Heron"), (14, "Blue cap"), (2, "Grey scarf")):
        at = now - timedelta(minutes=minutes)
        doors.somebody(cast, room=room.pk, called=called, happened_at=at)
    seen = [one.called for one in queries.board(cast.vera.by, cast.site, now=now).inside]
    assert seen == ["Heron", "Blue cap", "Grey scarf"]
    assert queries.board(cast.vera.by, cast.site, now=now).due == 2
    heron = next(row for row in models.Visit.objects.all() if row.called == "Heron")
    tap = {"id": str(ids.new()), "how": "fine", "site": str(cast.site.pk)}
    for _ in range(2):
        answer = cast.maya.client().post(f"/en/sites/visits/{heron.pk}/look/", tap)
        assert answer.status_code == 302 and answer["Location"].endswith(str(cast.site.pk))
    assert models.Look.objects.get().looked_by_id == cast.maya.by.person_id
    after = queries.board(cast.vera.by, cast.site, now=clock.now())
    assert [one.called for one in after.inside][-1] == "Heron" and after.due == 1
    cap = next(row for row in models.Visit.objects.all() if row.called == "Blue cap")
    actions.use(by=cast.vera.by, id=ids.new(), visit=cap.pk, mode="inject", substances=["down"])
    assert queries.board(cast.vera.by, cast.site, now=clock.now()).due == 0
    assert "Down: heroin, fentanyl" in board(cast)


def test_it_forgets_the_word_when_they_leave(cast: Cast) -> None:
    row = doors.somebody(cast, called=" Blue  cap\u202e ")
    assert row.called == "Blue cap"
    path, vera = f"/en/sites/visits/{row.pk}", cast.vera.client()
    for _ in range(2):
        assert vera.post(f"{path}/out/", {"site": str(cast.site.pk)}).status_code == 302
    row.refresh_from_db()
    assert row.called == "" and row.left_at
    assert Event.objects.filter(verb="go-out").count() == 1
    vera.post(f"{path}/stay/")
    assert "One person is here" in board(cast)
    vera.post(f"{path}/back/")
    row.refresh_from_db()
    assert row.taken_back_at and "Nobody is here" in board(cast)
    assert "taken back" in vera.get(f"{path}/").content.decode()


def test_it_is_theirs_only_where_they_typed_their_words(cast: Cast) -> None:
    """Two visits with words are one person; nobody in the room learns whose they are, but for
    whoever walks with them."""
    path = f"/en/sites/{cast.site.pk}/in/"
    for _ in range(2):
        form = {"id": str(ids.new()), "six_words": SAMS_WORDS, "room": ""}
        for _ in range(2):
            assert cast.vera.client().post(path, form).status_code == 302
    first, second = models.Visit.objects.order_by("came_at")
    assert first.code == second.code and len(first.code) == 64
    assert str(cast.sam.id) not in first.code
    assert models.OwnVisit.objects.filter(participant_id=cast.sam.id).count() == 2
    assert "Sam" in board(cast, "maya") and "Sam" not in board(cast, "vera")
    assert history.about(cast.sam.id).filter(verb="visit-site").count() == 2
    looks = cast.sam.client().get("/en/looks/?only=all").content.decode()
    assert "You came to a place, and it was written down as yours" in looks
    record = b"".join(cast.sam.client().get("/en/my-record/whole/")).decode()
    assert "When you were at a place where nobody uses alone" in record and "Mill Street" in record
    wrong = cast.vera.client().post(
        path, {"id": str(ids.new()), "six_words": "one two three four five six", "called": "Heron"}
    )
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "These words open nothing here" in page
    assert "Heron" in page and "one two three" not in page
    assert models.Visit.objects.count() == 2


def test_it_keeps_the_number_when_they_are_forgotten(cast: Cast) -> None:
    row = doors.somebody(cast, words=SAMS_WORDS)
    models.OwnVisit.objects.filter(participant_id=cast.sam.id).delete()  # as erasure does
    now = clock.now()
    week = queries.period("week", None, place=cast.site, now=now)
    total = queries.report(cast.omar.by, cast.site, week, now=now).total
    assert total["visits"] == total["people"] == 1
    assert models.Visit.objects.get().pk == row.pk


def test_it_knows_somebody_only_by_a_tie_and_their_yes(cast: Cast) -> None:
    mine = actions.come_in(
        by=cast.maya.by, id=ids.new(), site=cast.site.pk, participant=cast.sam.id
    )
    assert models.OwnVisit.objects.get().visit_id == mine.pk
    with pytest.raises(access.Unseen):
        doors.somebody(cast, participant=cast.sam.id)
    with pytest.raises(errors.Gone):  # Lee did not agree to being written down
        actions.come_in(by=cast.maya.by, id=ids.new(), site=cast.site.pk, participant=cast.lee.id)
    assert models.Visit.objects.count() == 1


def test_it_opens_and_closes_and_erases_the_words(cast: Cast) -> None:
    vera, path = cast.vera.client(), f"/en/sites/{cast.site.pk}/open/"
    form = {"id": str(ids.new()), "kind": "shelter", "booths": "6", "hours": "8"}
    for _ in range(2):
        assert vera.post(path, form).status_code == 302
    assert vera.post(path, form | {"id": str(ids.new())}).status_code == 302  # open already
    day = models.Day.objects.get()
    assert (day.kind, day.booths) == ("shelter", 6)
    assert doors.overdose(cast).where == "shelter"
    doors.somebody(cast, called="Heron")
    assert "open until" in board(cast)
    close = f"/en/sites/days/{day.pk}/close/"
    assert "One person is still in the room" in vera.get(close).content.decode()
    for _ in range(2):
        assert vera.post(close).status_code == 302
    row = models.Visit.objects.get()
    assert row.left_at and row.called == "" and "closed" in board(cast)
    assert vera.post(path, form | {"id": str(ids.new()), "booths": "-1"}).status_code == 422


def test_the_night_erases_words_where_it_never_opens_again(cast: Cast) -> None:
    with clock.pretend(clock.now() - timedelta(hours=19)):
        gone = doors.somebody(cast, called="Heron")
    here = doors.somebody(cast, called="Blue cap")
    for _ in range(2):
        tasks.forget_words()
    gone.refresh_from_db()
    here.refresh_from_db()
    assert (gone.called, here.called, gone.left_at) == ("", "Blue cap", None)
    assert [event.facts for event in Event.objects.filter(verb="forget-words")] == [{"visits": 1}]
    with pytest.raises(access.Refused):
        actions.forget_words(by=cast.ana.by, now=clock.now())


def test_it_refuses_what_can_not_be(cast: Cast) -> None:
    row, now = doors.somebody(cast), clock.now()
    for wrong in (
        {"happened_at": now + timedelta(hours=1)},
        {"mode": "magic"},
        {"substances": ["magic"]},
        {"age": "34"},
        {"gender": "x"},
    ):
        with pytest.raises(errors.Problem):
            doors.somebody(cast, **wrong)
    with pytest.raises(errors.Problem):
        actions.go_out(by=cast.vera.by, visit=row.pk, happened_at=now - timedelta(hours=1))
    with pytest.raises(errors.Missing):
        doors.somebody(cast, room=ids.new())
    for who in ("ana", "kit", "sam", "piet", "max"):
        with pytest.raises(access.Refused):
            actions.come_in(by=cast.characters[who].by, id=ids.new(), site=cast.site.pk)
    with pytest.raises(access.Refused):
        actions.add_room(
            by=cast.vera.by, id=ids.new(), site=cast.site.pk, name="Tent", seats=2, minutes=5
        )
    assert models.Visit.objects.count() == 1 and not models.Room.objects.exists()
    riley = cast.riley.client()
    assert riley.get(f"/en/sites/visits/{row.pk}/").status_code == 404
    assert riley.post(f"/en/sites/{cast.site.pk}/in/", {"id": str(ids.new())}).status_code == 404


def test_it_reads_the_same_few_times_however_many_are_here(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.board(cast.vera.by, cast.site, now=clock.now())
        return len(seen)

    room = doors.room(cast)
    doors.somebody(cast, room=room.pk)
    few = asked()
    for number in range(8):
        row = doors.somebody(cast, called=f"Cap {number}", mode="inhale")
        actions.look_in(by=cast.vera.by, id=ids.new(), visit=row.pk)
    assert asked() == few <= 9

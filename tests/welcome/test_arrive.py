"""Who comes in, under any word or none, and who may know of whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts import access
from alongside.audit import queries as history
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.welcome import actions, models, queries
from tests.cast import Cast
from tests.welcome import doors


def desk(cast: Cast, who: str, path: str = "welcome/") -> str:
    return cast.characters[who].client().get(f"/en/{path}").content.decode()


def test_it_takes_one_tap_and_no_name(cast: Cast) -> None:
    vera, path = cast.vera.client(), f"/en/desk/{cast.site.pk}/arrive/"
    form = {"id": str(ids.new()), "called": ""}
    for _ in range(2):
        assert vera.post(path, form).status_code == 302
    vera.post(path, {"id": str(ids.new()), "called": " Blue  cap\u202e "})
    rows = models.Presence.objects.order_by("arrived_at")
    assert [row.called for row in rows] == ["", "Blue cap"]
    assert Event.objects.filter(verb="arrive").count() == 2
    page = desk(cast, "maya")
    assert "Blue cap" in page and "2 people here" in page and "2 visits today" in page


def test_it_knows_only_whom_the_worker_walks_with(cast: Cast) -> None:
    """Maya walks with Sam and Lee; Rosa is here too, and for Maya and Vera she is nobody."""
    maya, path = cast.maya.client(), f"/en/desk/{cast.site.pk}/arrive/known/"
    page = maya.get(path).content.decode()
    assert "Sam" in page and "Rosa" not in page
    unknown = maya.post(path, {"id": str(ids.new()), "name": "Rosa"})
    nobody = maya.post(path, {"id": str(ids.new()), "name": "Xyzzy"})
    assert unknown.status_code == nobody.status_code == 422
    said = "None of the people you walk with is called exactly so."
    assert said in unknown.content.decode() and said in nobody.content.decode()
    assert not models.Presence.objects.exists()
    by_id = {"id": str(ids.new()), "participant": str(cast.rosa.id)}
    assert cast.vera.client().post(path, by_id).status_code == 404
    assert history.about(cast.rosa.id).filter(verb="desk-keep", outcome="refused").exists()


def test_it_is_theirs_to_read_and_nobody_elses_at_the_desk(cast: Cast) -> None:
    maya, path = cast.maya.client(), f"/en/desk/{cast.site.pk}/arrive/known/"
    for name in (" sam ", "SAM"):  # again, from another screen: they are here once
        maya.post(path, {"id": str(ids.new()), "name": name})
    row = models.Attendance.objects.get()
    assert row.participant_id == cast.sam.id and row.presence is not None
    assert not row.presence.called
    assert "Sam" in desk(cast, "maya") and "Write down your time together" in desk(
        cast, "maya", f"desk/here/{row.presence_id}/"
    )
    for who in ("vera", "omar"):
        assert "Sam" not in desk(cast, who)
        assert "Sam" not in desk(cast, who, f"desk/here/{row.presence_id}/")
    assert history.about(cast.sam.id).filter(verb="come-in").count() == 1
    looks = cast.sam.client().get("/en/looks/?only=all").content.decode()
    assert "You came in, and it was written down" in looks
    record = b"".join(cast.sam.client().get("/en/my-record/whole/"))
    assert "When you were here" in record.decode() and "Mill Street" in record.decode()
    assert "Here now" in maya.get("/en/log/").content.decode()
    assert cast.vera.client().post(f"/en/desk/here/{row.presence_id}/leave/").status_code == 302
    row.refresh_from_db()
    assert row.left_at is not None
    assert "Here now" not in maya.get("/en/log/").content.decode()


def test_it_writes_nothing_of_somebody_who_did_not_agree(cast: Cast) -> None:
    """Lee said no to being written down."""
    path = f"/en/desk/{cast.site.pk}/arrive/known/"
    answer = cast.maya.client().post(path, {"id": str(ids.new()), "participant": str(cast.lee.id)})
    assert answer.status_code == 410
    assert not models.Attendance.objects.exists() and not models.Presence.objects.exists()


def test_it_says_good_bye_in_a_tap_and_mends_a_wrong_one(cast: Cast) -> None:
    row, vera = doors.somebody(cast), cast.vera.client()
    path = f"/en/desk/here/{row.pk}"
    for _ in range(2):
        vera.post(f"{path}/leave/")
    row.refresh_from_db()
    assert row.left_at and Event.objects.filter(verb="see-off").count() == 1
    assert "One person left today" in desk(cast, "vera")
    vera.post(f"{path}/stay/")
    assert models.Presence.objects.filter(left_at=None).count() == 1
    vera.post(f"{path}/back/")
    assert not models.Presence.objects.exists()
    assert "0 visits today" in desk(cast, "vera")
    assert vera.post(f"{path}/leave/").status_code == 404


def test_it_makes_a_record_only_of_whoever_wishes_it(cast: Cast) -> None:
    row, omar = doors.somebody(cast, "Heron"), cast.omar.client()
    path = f"/en/desk/here/{row.pk}/record/"
    assert cast.vera.client().get(path).status_code == 403
    form = {"id": str(ids.new()), "language": "en", "asks": "on"}
    for _ in range(2):
        answer = omar.post(path, form)
        assert answer.status_code == 302 and "/words/" in answer["Location"]
    assert history.about(ids.parse(form["id"]) or ids.new()).filter(verb="welcome").count() == 1
    nameless = doors.somebody(cast, "")
    answer = omar.post(f"/en/desk/here/{nameless.pk}/record/", form | {"id": str(ids.new())})
    assert answer.status_code == 422


def test_it_opens_the_desk_to_those_who_keep_it(cast: Cast) -> None:
    path = f"/en/desk/{cast.site.pk}/arrive/"
    for name in ("piet", "max", "ana", "kit", "sam", "rosa"):
        with pytest.raises(access.Refused):
            actions.arrive(by=cast.characters[name].by, id=ids.new(), site=cast.site.pk)
    assert cast.max.client().post(path, {"id": str(ids.new())}).status_code == 403
    assert not models.Presence.objects.exists()


def test_it_keeps_each_desk_to_its_place_and_organisation(cast: Cast) -> None:
    riley = cast.riley.client()
    assert riley.post(f"/en/desk/{cast.site.pk}/arrive/", {"id": str(ids.new())}).status_code == 404
    assert riley.get("/en/welcome/").status_code == 200  # no place yet, in words
    assert "There is no place yet" in riley.get("/en/welcome/").content.decode()
    other = type(cast.site).objects.create(organisation=cast.riverbend, name="Quay")
    assert cast.vera.membership
    type(cast.vera.membership).objects.filter(pk=cast.vera.membership.pk).update(site=other)
    row = actions.arrive(by=cast.maya.by, id=ids.new(), site=cast.site.pk)
    assert cast.vera.client().get(f"/en/desk/here/{row.pk}/").status_code == 404
    with pytest.raises(errors.Missing):
        actions.leave(by=cast.vera.by, presence=row.pk)


def test_it_reads_the_same_few_times_however_many_are_here(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.desk(cast.vera.by, cast.site, now=clock.now())
        return len(seen)

    doors.belongings(cast.sam, cast.vera)
    few = asked()
    for number in range(12):
        row = doors.somebody(cast, f"Cap {number}")
        actions.ask_to_talk(by=cast.vera.by, id=ids.new(), presence=row.pk, wish="today")
    assert asked() == few <= 10

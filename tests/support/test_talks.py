"""Guided talks: guides are data in three languages; a talk is written down once."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.accounts import access
from alongside.core import clock, errors, ids
from alongside.support import actions
from alongside.support.models import Contact, Talk, Work
from alongside.support.queries import talks as queries
from alongside.support.rules import talks as rules
from tests.cast import Cast
from tests.support import doors


def typed(**more: Any) -> dict[str, Any]:
    return {
        "id": str(ids.new()),
        "minutes": "15",
        "setting": "centre",
        "way": "screen",
        "step-know": ["alone", "naloxone"],
        "step-ready": "6",
        "step-want": "safer",
        "step-first": "Text Maya on Friday.",
        "looks_back": "on",
    } | more


def test_it_leads_through_a_talk_and_looks_back_at_it(cast: Cast) -> None:
    maya = cast.maya.client()
    page = doors.get(maya, "support:talk", participant=cast.sam.id, protocol="use").content.decode()
    assert "nobody has studied ours" in page
    data = typed()
    for _ in range(2):  # tapped twice
        sent = doors.post(maya, "support:talk", data, participant=cast.sam.id, protocol="use")
        assert sent.status_code == 302
    row = Talk.objects.get()
    assert row.answers == {
        "know": ["alone", "naloxone"],
        "ready": 6,
        "want": "safer",
        "first": "Text Maya on Friday.",
    }
    contact = Contact.objects.get(pk=row.pk)  # entered once
    assert (contact.stage, contact.minutes) == ("brief", 15)
    assert "log-talk" in doors.verbs(cast.sam.id)
    assert row.look_back_at is not None

    with clock.pretend(row.look_back_at + timedelta(hours=1)):
        waiting = queries.to_look_back(cast.maya.by, "fr", now=clock.now())
        assert [one.title for one in waiting] == ["Parler de sa consommation"]
    back = doors.get(maya, "support:look_back", talk=row.pk).content.decode()
    assert "Use with less risk" in back
    sent = doors.post(
        maya, "support:look_back", {"version": row.version, "came_of": "partly"}, talk=row.pk
    )
    assert sent.status_code == 302
    row.refresh_from_db()
    assert row.came_of == "partly"
    with pytest.raises(errors.Stale):
        actions.look_back(by=cast.maya.by, talk=row.pk, version=1, came_of="not")
    said = queries.counts(cast.max.by, clock.now() - timedelta(hours=1), clock.now())
    assert {(each.what, each.n) for each in said} == {("had", 1), ("asked-back", 1), ("partly", 1)}


def test_it_keeps_nothing_said_by_somebody_without_a_name(cast: Cast) -> None:
    sent = doors.post(
        cast.maya.client(), "support:talk", typed(setting="street"), protocol="overdose"
    )
    assert sent.status_code == 302
    row = Talk.objects.get()
    assert (row.participant_id, row.answers, row.look_back_at) == (None, {}, None)
    assert Work.objects.get(pk=row.pk).stage == "brief"
    assert doors.get(cast.maya.client(), "support:look_back", talk=row.pk).status_code == 404


def test_it_opens_to_who_walks_with_them_alone(cast: Cast) -> None:
    with pytest.raises(access.Unseen):
        actions.log_talk(by=cast.vera.by, id=ids.new(), protocol="use", participant=cast.sam.id)
    row = actions.log_talk(by=cast.maya.by, id=ids.new(), protocol="detox", participant=cast.sam.id)
    with pytest.raises(access.Unseen):
        actions.look_back(by=cast.vera.by, talk=row.pk, version=1, came_of="yes")
    for who in ("vera", "riley"):
        page = doors.get(cast.characters[who].client(), "support:look_back", talk=row.pk)
        assert page.status_code == 404
    assert doors.get(cast.omar.client(), "support:talks").status_code == 403
    with pytest.raises(errors.Gone):  # Lee said no to being written down
        actions.log_talk(by=cast.maya.by, id=ids.new(), protocol="use", participant=cast.lee.id)
    for wrong in ({"ready": 11}, {"know": ["made-up"]}, {"nothing": "x"}, {"first": "x" * 501}):
        with pytest.raises(errors.Problem):
            actions.log_talk(
                by=cast.maya.by,
                id=ids.new(),
                protocol="use",
                participant=cast.sam.id,
                answers=wrong,
            )
    assert Talk.objects.count() == 1


def test_it_stands_in_the_whole_record_with_several_answers(cast: Cast) -> None:
    step = rules.PROTOCOLS["use"].step("know")
    assert step is not None
    said = [choice.slug for choice in step.choices[:2]]
    actions.log_talk(
        by=cast.maya.by,
        id=ids.new(),
        protocol="use",
        participant=cast.sam.id,
        answers={"know": said},
    )
    record = b"".join(cast.sam.client().get("/en/my-record/whole/")).decode()
    assert ", ".join(said) in record


def test_it_prints_every_guide_and_says_whose_it_is(cast: Cast) -> None:
    maya = cast.maya.client()
    assert set(rules.PROTOCOLS) == {"use", "detox", "mutual-aid", "overdose"}
    listed = doors.get(maya, "support:talks").content.decode()
    for guide in queries.guides("en"):
        assert guide.title in listed
        assert "ours" in guide.ours
        paper = doors.get(maya, "support:talk_paper", protocol=guide.slug).content.decode()
        assert all(found for _cite, found, _not in guide.studies)
        assert guide.studies[0][2].partition("’")[0][:30] in paper
    assert doors.get(maya, "support:talk", protocol="made-up").status_code == 404


WHOLE = """
version = 1
order = 1
minutes = 5
look_back_days = 7
title = { en = "a", fr = "a", es = "a" }
lead = { en = "a", fr = "a", es = "a" }
aim = { en = "a", fr = "a", es = "a" }
ours = { en = "a", fr = "a", es = "a" }
[[studies]]
cite = ""
found = { en = "a", fr = "a", es = "a" }
not_found = { en = "a", fr = "a", es = "a" }
[[steps]]
slug = "one"
kind = "one"
title = { en = "a", fr = "a", es = "a" }
say = { en = "a", fr = "a", es = "a" }
ask = { en = "a", fr = "a", es = "a" }
choices = [ { slug = "x", en = "a", fr = "a", es = "a" } ]
"""


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("minutes = 5", "", "minutes must be a whole number"),
        ('aim = { en = "a", fr = "a", es = "a" }', "", "aim is missing"),
        ('fr = "a", es = "a" } ]', 'es = "a" } ]', "choice 1: nothing in fr"),
        ('kind = "one"', 'kind = "guess"', "step 1: needs a slug, and a kind of"),
        ('cite = ""', "", "a study without `cite`"),
        ("[[steps]]", "[[stops]]", "no steps"),
        ("version = 1", "version = = 1", "mine: "),
    ],
)
def test_it_says_what_a_guide_lacks_when_it_is_read(was: str, now: str, says: str) -> None:
    assert rules.read("mine", WHOLE).steps[0].slugs == ("x",)
    with pytest.raises(rules.NotWhole, match=says):
        rules.read("mine", WHOLE.replace(was, now, 1))

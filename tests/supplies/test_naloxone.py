"""Naloxone goes out, is used, is told of, and goes out again; and nobody is named in it."""

from datetime import timedelta

import pytest
from django.test import Client

from alongside.accounts import access, actors
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.insights.queries.sources import naloxone as naloxone_counts
from alongside.insights.queries.sources import supplies as handed_out
from alongside.supplies import actions, models
from alongside.supplies.actions import naloxone
from alongside.supplies.queries import naloxone as queries
from alongside.supplies.rules import naloxone as rules
from tests.cast import Cast
from tests.supplies import kits

KIT, LOOP = "/en/supplies/naloxone/kit/", "/en/supplies/naloxone/"


def left(place: models.Place) -> int:
    return sum(models.Level.objects.filter(place=place).values_list("count", flat=True))


def test_it_goes_round(cast: Cast) -> None:
    """Out with two minutes of showing, a story told to Vera, a refill tied to it because they
    would like one; each sent twice."""
    van, maya = kits.place(cast, kits=10), cast.maya.client()
    assert "Nothing went out yet" in maya.get(LOOP).content.decode()
    given = {
        "id": str(ids.new()), "item": kits.NASAL, "kits": "3", "place": str(van.pk),
        "taught": ["signs", "breaths"], "people": "2", "way": "hand",
    }  # fmt: skip
    for _ in range(2):
        assert maya.post(KIT, given).status_code == 302
    kit = models.Kit.objects.get()
    assert (kit.kits, kit.doses, kit.trained, kit.route) == (3, 6, 2, "nasal")
    assert left(van) == 7 and kit.entry_id == kit.pk

    story = {"id": str(ids.new()), "doses": "2", "breaths": "yes", "ambulance": "no",
             "why_not": ["police"], "outcome": "came-round"}  # fmt: skip
    answer = cast.vera.client().post("/en/supplies/naloxone/reversal/", story)
    told = models.Reversal.objects.get()
    assert answer.headers["Location"] == f"{LOOP}?told={told.pk}"
    page = maya.get(answer.headers["Location"]).content.decode()
    assert f"reversal={told.pk}" in page and "They would like a new kit" in page
    again = given | {"id": str(ids.new()), "kits": "1", "reason": "used", "reversal": str(told.pk)}
    maya.post(KIT, again)
    assert models.Kit.objects.get(reason="used").reversal == told

    loop = queries.loop(cast.maya.by, now=clock.now())
    assert (loop.kits, loop.doses, loop.reversals, loop.trained) == (4, 8, 1, 4)
    assert loop.rate == 25
    page = maya.get(LOOP).content.decode()
    assert "25.0 for 100 kits" in page and "Fear of police" in page
    verbs = Event.objects.filter(verb__in=("give-kit", "record-reversal", "hand-out"))
    assert sorted(verbs.values_list("verb", flat=True)) == [
        "give-kit", "give-kit", "hand-out", "hand-out", "record-reversal",
    ]  # fmt: skip


def test_it_never_leads_from_a_story_to_a_person(cast: Cast) -> None:
    """Sam gets a refill: it stands in Sam's record, and no story is tied to it."""
    van = kits.place(cast, kits=2)
    told = naloxone.record_reversal(by=cast.maya.by, id=ids.new())
    kit = naloxone.give_kit(
        by=cast.maya.by, id=ids.new(), item=kits.NASAL, place=van.pk,
        participant=cast.sam.id, reversal=told.pk, reason="used",
    )  # fmt: skip
    assert kit.reversal is None
    assert models.Given.objects.get().participant_id == cast.sam.id
    names = {field.name for field in models.Kit._meta.get_fields()}
    assert not names & {"participant"}


def test_it_counts_each_kit_once_and_none_that_was_put_right(cast: Cast) -> None:
    van, by = kits.place(cast, kits=9), cast.maya.by
    kit = naloxone.give_kit(by=by, id=ids.new(), item=kits.NASAL, kits=4, place=van.pk)
    naloxone.give_kit(by=by, id=ids.new(), item=kits.NASAL, kits=2)  # from nowhere that counts
    actions.hand_out(by=by, id=ids.new(), place=van.pk, lines={kits.NASAL: 1})  # two taps, no kit
    assert queries.loop(by, now=clock.now()).kits == 7
    actions.put_right(by=by, id=ids.new(), entry=kit.pk)
    assert queries.loop(by, now=clock.now()).kits == 3
    soon = clock.now() + timedelta(minutes=1)
    rows = queries.counts(by, soon - timedelta(days=1), soon)
    assert [(row["what"], row["n"]) for row in rows] == [("kit", 2)]


def test_it_hands_nothing_over_by_post_or_into_a_box(cast: Cast) -> None:
    """For returns: nobody stood there. What was put right is neither."""
    van, by = kits.place(cast, kits=9), cast.maya.by
    for way in ("hand", "post", "box", "bulk"):
        naloxone.give_kit(by=by, id=ids.new(), item=kits.NASAL, place=van.pk, way=way)
    wrong = naloxone.give_kit(by=by, id=ids.new(), item=kits.NASAL, place=van.pk, way="post")
    actions.put_right(by=by, id=ids.new(), entry=wrong.pk)
    soon = clock.now() + timedelta(minutes=1)
    counted = {"supplies.times": 0, "supplies.people": 0, "naloxone.out": 0}
    for source in (handed_out, naloxone_counts):
        for fact in source.facts(by, soon - timedelta(days=1), soon):
            if fact.measure in counted:
                counted[fact.measure] += fact.things
    assert counted == {"supplies.times": 1, "supplies.people": 1, "naloxone.out": 4}


def test_it_ends_in_a_clear_card_and_changes_nothing(cast: Cast) -> None:
    van, maya = kits.place(cast, kits=1), cast.maya.client()
    given = {"id": str(ids.new()), "item": kits.NASAL, "kits": "5", "place": str(van.pk),
             "people": "1", "way": "hand"}  # fmt: skip
    short = maya.post(KIT, given)
    assert short.status_code == 422 and "how many were there before" in short.content.decode()
    assert not models.Kit.objects.exists() and left(van) == 1
    assert maya.post(KIT, given | {"there": "6"}).status_code == 302
    assert left(van) == 1
    for wrong in ({"item": "syringe"}, {"kits": "0"}, {"taught": ["magic"]}, {"people": "0"}):
        assert maya.post(KIT, given | {"id": str(ids.new())} | wrong).status_code == 422
    tomorrow = (clock.now() + timedelta(days=2)).date().isoformat()
    late = {"id": str(ids.new()), "happened_on": tomorrow}
    assert maya.post("/en/supplies/naloxone/reversal/", late).status_code == 422
    assert models.Kit.objects.count() == 1 and not models.Reversal.objects.exists()


def test_it_asks_at_the_lock(cast: Cast) -> None:
    van = kits.place(cast, kits=1)
    with pytest.raises(access.Refused):
        naloxone.give_kit(by=cast.max.by, id=ids.new(), item=kits.NASAL)
    with pytest.raises(errors.Missing):
        naloxone.give_kit(by=cast.riley.by, id=ids.new(), item=kits.NASAL, place=van.pk)
    with pytest.raises(access.Refused):
        naloxone.record_reversal(by=cast.sam.by, id=ids.new())


def test_it_takes_a_story_from_anybody_without_a_trace(cast: Cast) -> None:
    kits.offer(cast)
    area = kits.area(cast)
    path, browser = "/en/naloxone/story/", Client()
    story = {
        "id": str(ids.new()), "organisation": str(cast.riverbend.pk), "place": "mill",
        "words": "Two of us\u202e breathed for her.", "may_pass_on": "on", "ambulance": "yes",
    }  # fmt: skip
    for _ in range(2):
        answer = browser.post(path, story)
        assert answer.status_code == 200 and not answer.cookies
    told = models.Reversal.objects.get()
    assert (told.told_by, told.area, told.happened_at) == ("self", area, None)
    assert told.words == "Two of us breathed for her." and told.may_pass_on
    machine = story | {"id": str(ids.new()), "homepage": "http://example.org"}
    assert browser.post(path, machine).status_code == 200
    empty = {"id": str(ids.new()), "organisation": str(cast.riverbend.pk)}
    assert browser.post(path, empty).status_code == 200  # every answer may be missing
    assert models.Reversal.objects.count() == 2
    page = cast.dana.client().get("/en/supplies/naloxone/stories/").content.decode()
    assert "breathed for her" in page and "May be read to others" in page
    assert cast.vera.client().get("/en/supplies/naloxone/stories/").status_code == 403
    system = actors.system("test", organisation_id=cast.riverbend.pk)
    with pytest.raises(errors.TooMany):
        for _ in range(rules.MOST_SENT + 1):
            naloxone.record_reversal(by=system, id=ids.new(), address="203.0.113.7")


def test_it_shows_anybody_where_it_is(cast: Cast) -> None:
    kits.offer(cast, where="Moncton and around")
    page = Client().get("/en/naloxone/").content.decode()
    assert "Riverbend Recovery" in page and "Moncton and around" in page
    guide = Client().get("/en/naloxone/guide/").content.decode()
    assert "one breath every five seconds" in guide
    step = guide[guide.index("Call an ambulance") :][:600]
    assert "tel:911" in step and "tel:988" not in step  # not the line to talk to somebody
    assert "tel:911" in page[page.index("Is it happening now?") :][:600]
    assert "/en/naloxone/" in Client().get("/en/").content.decode()

"""Answering: by who walks with somebody or by themselves; read by them; changed, taken back, gone
in its time."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from alongside.accounts import actors
from alongside.accounts.models import Programme
from alongside.core import clock, errors, ids
from alongside.groups import actions as groups
from alongside.participants import actions as participants
from alongside.participants.models import Consent, Participant
from alongside.questions import actions, models, rules
from alongside.rights import actions as rights
from alongside.support import actions as support
from alongside.welcome import actions as welcome
from alongside.welcome.models import Presence
from tests.bad_input import writes
from tests.cast import Cast
from tests.groups import circles
from tests.questions import doors
from tests.support import doors as pages


def form(cast: Cast, sheet: models.Sheet, *values: Any, who: str = "maya") -> dict[str, Any]:
    """What a browser sends, with how it stands on the page."""
    client = getattr(cast, who).client()
    keys = {"sheet": sheet.pk} | ({} if who == "sam" else {"participant": cast.sam.id})
    name = "questions:own_answer" if who == "sam" else "questions:answer"
    page = pages.get(client, name, **keys)
    assert page.status_code == 200
    shown = page.context["form"]
    asked = [part.bound.name for part in shown.parts]
    return {"seen": shown["seen"].value()} | dict(zip(asked, values, strict=False))


def answers() -> list[models.Answer]:
    return list(models.Answer.objects.order_by("happened_at", "pk"))


def test_a_peer_writes_down_what_somebody_says_and_they_read_it(cast: Cast) -> None:
    sheet = doors.begun(cast, keep_days=90)
    maya, sam = cast.maya.client(), cast.sam.client()
    here = {"participant": cast.sam.id}
    assert b"Questions of our own" in pages.get(maya, "support:person", **here).content
    said = form(cast, sheet, "1", "A bus after eight.")
    for _twice in range(2):
        answer = pages.post(maya, "questions:answer", said, **here, sheet=sheet.pk)
        assert answer.status_code == 302
    bus, easier = answers()
    assert (bus.picked, bus.words, easier.words) == (["1"], "", "A bus after eight.")
    assert bus.until_on == clock.now().date() + timedelta(days=90)
    assert "answer-questions" in pages.verbs(cast.sam.id)
    theirs = pages.get(sam, "questions:own_asked").content.decode()
    assert "By bus" in theirs
    assert "A bus after eight." in theirs
    assert "maya" in theirs.casefold()
    french = sam.get("/fr/questions/mine/").content.decode()
    assert "En bus" in french
    assert '<span lang="en">What would make it easier?</span>' in french


def test_it_stands_in_everything_that_is_kept_about_them(cast: Cast) -> None:
    sheet = doors.begun(cast)
    doors.answered(
        cast.maya, sheet, rules.Said(("0",)), rules.Said(words="A lift."), participant=cast.sam.id
    )
    sam = cast.sam.client()
    page = b"".join(sam.get("/en/my-record/whole/").streaming_content).decode()  # type: ignore[attr-defined]
    assert "What you answered to questions of the organisation" in page
    for words in ("How did you come here?", "On foot", "A lift."):
        assert words in page
    told = b"".join(sam.get("/en/my-record/record.json").streaming_content).decode()  # type: ignore[attr-defined]
    assert "A lift." in told


def test_they_answer_by_themselves_only_where_the_sheet_lets_them(cast: Cast) -> None:
    sheet = doors.begun(cast)
    sam = cast.sam.client()
    assert pages.get(sam, "questions:own_answer", sheet=sheet.pk).status_code == 404
    ours = doors.begun(cast, doors.BUS, they_answer=True)
    said = form(cast, ours, "0", who="sam")
    assert pages.post(sam, "questions:own_answer", said, sheet=ours.pk).status_code == 302
    (row,) = answers()
    assert (row.by_self, row.written_by_id, row.picked) == (True, None, ["0"])
    page = pages.get(cast.maya.client(), "questions:asked", participant=cast.sam.id)
    assert b"They said so themselves" in page.content


def test_an_answer_is_put_right_and_what_it_said_stays_beside_it(cast: Cast) -> None:
    sheet = doors.begun(cast)
    doors.answered(cast.maya, sheet, rules.Said(("0",)), participant=cast.sam.id)
    sam = cast.sam.client()  # who may always put right what stands there
    said = form(cast, sheet, "1", who="sam")
    assert pages.post(sam, "questions:own_answer", said, sheet=sheet.pk).status_code == 302
    assert [row.picked for row in answers()] == [["0"], ["1"]]
    page = pages.get(cast.maya.client(), "questions:asked", participant=cast.sam.id)
    assert b"What it said before" in page.content


def test_rather_not_say_takes_out_what_stood_there(cast: Cast) -> None:
    sheet = doors.begun(cast)
    doors.answered(
        cast.maya, sheet, rules.Said(("0",)), rules.Said(words="A lift."), participant=cast.sam.id
    )
    sam = cast.sam.client()
    said = form(cast, sheet, "-", "A lift.", who="sam")
    long = next(name for name in said if said[name] == "A lift.")
    assert (
        pages.post(
            sam, "questions:own_answer", said | {f"n{long}": "on"}, sheet=sheet.pk
        ).status_code
        == 302
    )
    assert [(row.picked, row.words, row.is_declined) for row in answers()] == [([], "", True)] * 2
    # and to leave it open takes even that away
    left = form(cast, sheet, "", "", who="sam")
    assert pages.post(sam, "questions:own_answer", left, sheet=sheet.pk).status_code == 302
    assert answers() == []
    assert "take-back-answers" in pages.verbs(cast.sam.id)


def test_nothing_is_kept_of_who_said_no_to_it_but_taking_back_is_always_theirs(cast: Cast) -> None:
    sheet = doors.begun(cast)
    with pytest.raises(errors.Gone):
        doors.answered(cast.maya, sheet, rules.Said(("0",)), participant=cast.lee.id)
    page = pages.get(
        cast.maya.client(), "questions:answer", participant=cast.lee.id, sheet=sheet.pk
    )
    assert page.status_code == 200
    doors.answered(cast.maya, sheet, rules.Said(("0",)), participant=cast.sam.id)
    agreed = Consent.objects.get(participant=cast.sam.id, kind="recorded").pk
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=agreed)
    with pytest.raises(errors.Gone):
        doors.answered(cast.sam, sheet, rules.Said(("1",)), participant=cast.sam.id)
    doors.answered(cast.sam, sheet, rules.Said(is_declined=True), participant=cast.sam.id)
    assert answers() == []  # not even that they would rather not say


def test_two_write_at_once_and_the_second_reads_the_first(cast: Cast) -> None:
    sheet = doors.begun(cast, they_answer=True)
    mine, theirs = form(cast, sheet, "0"), form(cast, sheet, "1", who="sam")
    here = {"sheet": sheet.pk}
    assert pages.post(cast.sam.client(), "questions:own_answer", theirs, **here).status_code == 302
    late = pages.post(cast.maya.client(), "questions:answer", mine, participant=cast.sam.id, **here)
    assert late.status_code == 409
    assert "They said so themselves" in late.content.decode()
    again = mine | {"seen": late.context["form"]["seen"].value()}
    done = pages.post(
        cast.maya.client(), "questions:answer", again, participant=cast.sam.id, **here
    )
    assert done.status_code == 302
    assert [row.picked for row in answers()] == [["1"], ["0"]]


def test_a_question_said_otherwise_keeps_what_was_answered_to_the_old_words(cast: Cast) -> None:
    sheet = doors.begun(cast, doors.BUS)
    doors.answered(cast.maya, sheet, rules.Said(("0",)), participant=cast.sam.id)
    stale = form(cast, sheet, "1")
    (bus,) = doors.questions(sheet)
    new = rules.Wording("yes", {"en": "Did you walk here?"}, {"en": "To mend the path."})
    actions.change_question(by=cast.omar.by, id=ids.new(), question=bus.pk, asked=new)
    maya, here = cast.maya.client(), {"participant": cast.sam.id}
    page = pages.get(maya, "questions:asked", **here).content.decode()
    assert "Did you walk here?" in page
    assert "Asked then as: How did you come here?" in page
    assert "On foot" in page
    pages.post(maya, "questions:answer", stale, **here, sheet=sheet.pk)  # drawn with the old words
    assert [row.picked for row in answers()] == [["0"]]
    said = form(cast, sheet, "yes")
    assert pages.post(maya, "questions:answer", said, **here, sheet=sheet.pk).status_code == 302
    assert [row.picked for row in answers()] == [["0"], ["yes"]]


def test_what_is_asked_no_more_is_read_and_can_be_taken_back(cast: Cast) -> None:
    sheet = doors.begun(cast)
    doors.answered(cast.maya, sheet, rules.Said(("0",)), participant=cast.sam.id)
    actions.end_sheet(by=cast.omar.by, sheet=sheet.pk)
    sam = cast.sam.client()
    assert b"On foot" in pages.get(sam, "questions:own_asked").content
    here = {"participant": cast.sam.id}
    page = pages.get(cast.maya.client(), "questions:answer", **here, sheet=sheet.pk)
    assert page.status_code == 404
    (row,) = answers()
    for status in (302, 404):
        answer = pages.post(sam, "questions:own_take_back", answer=row.pk)
        assert answer.status_code == status
    assert answers() == []


def test_only_who_walks_with_somebody_writes_and_their_supervisor_reads(cast: Cast) -> None:
    sheet = doors.begun(cast)
    here = {"participant": cast.sam.id}
    for who, read, write in (
        ("dana", 200, 403),
        ("vera", 404, 404),
        ("omar", 403, 403),
        ("max", 403, 403),
        ("riley", 404, 404),
        ("tess", 404, 403),
    ):
        one = getattr(cast, who).client()
        assert pages.get(one, "questions:asked", **here).status_code == read, who
        answer = pages.post(one, "questions:answer", {}, **here, sheet=sheet.pk)
        assert answer.status_code == write, who
    assert answers() == []


def test_it_asks_in_a_programme_who_is_in_it_or_in_none_yet(cast: Cast) -> None:
    sheet = doors.begun(cast, programme=cast.programme.pk)
    another = Programme.objects.create(organisation=cast.riverbend, name="Nights")
    maya, here = cast.maya.client(), {"participant": cast.sam.id}
    for programme, asks in ((another, False), (cast.programme, True), (None, True)):
        Participant.objects.filter(pk=cast.sam.id).update(programme=programme)
        page = pages.get(maya, "support:person", **here)
        assert (b"Questions of our own" in page.content) is asks
        page = pages.get(maya, "questions:answer", **here, sheet=sheet.pk)
        assert page.status_code == (200 if asks else 404)


def test_an_answer_is_gone_when_its_time_is_over(cast: Cast) -> None:
    sheet = doors.begun(cast, keep_days=30)
    doors.answered(cast.maya, sheet, rules.Said(("0",)), participant=cast.sam.id)
    with time_machine.travel(clock.now() + timedelta(days=29)):
        rights.run_retention(by=cast_system(cast))
        assert len(answers()) == 1
    with time_machine.travel(clock.now() + timedelta(days=32)):
        rights.run_retention(by=cast_system(cast))
        assert answers() == []


def cast_system(cast: Cast) -> actors.Actor:
    return actors.system("retention", organisation_id=cast.riverbend.pk)


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("one", rules.Said(("0",)), rules.Said(("0",))),
        ("one", rules.Said(("0", "1")), None),
        ("one", rules.Said(("7",)), None),
        ("some", rules.Said(("1", "0")), rules.Said(("0", "1"))),
        ("yes", rules.Said(("yes",)), rules.Said(("yes",))),
        ("yes", rules.Said(words="yes"), None),
        ("number", rules.Said(words="12.50"), rules.Said(words="12.5")),
        ("number", rules.Said(words="NaN"), None),
        ("number", rules.Said(words="9" * 25), None),
        ("day", rules.Said(words="2026-02-30"), None),
        ("day", rules.Said(words="2026-02-03"), rules.Said(words="2026-02-03")),
        ("short", rules.Said(words="x" * 300), None),
        ("long", rules.Said(words="  a "), rules.Said(words="a")),
        ("long", rules.Said(words="a", is_declined=True), rules.Said(is_declined=True)),
    ],
)
def test_it_keeps_only_what_is_an_answer(
    kind: str, said: rules.Said, kept: rules.Said | None
) -> None:
    assert rules.read(kind, 2, said) == kept


def test_it_is_asked_with_a_time_together_each_time_anew(cast: Cast) -> None:
    sheet = doors.begun(cast, doors.BUS, about="contact")
    maya, here = cast.maya.client(), {"participant": cast.sam.id}
    first, second = writes.contact(cast), writes.contact(cast)
    listed = pages.get(maya, "questions:asked", **here).content.decode()
    (bus,) = doors.questions(sheet)
    for time, picked in ((first, "0"), (second, "1")):
        assert f"/en/contacts/{time.pk}/questions/{sheet.pk}/" in listed
        seen = doors.filled(cast.maya, sheet, cast.sam.id, time).seen
        said, keys = {"seen": seen, f"q-{bus.pk}": picked}, {"contact": time.pk, "sheet": sheet.pk}
        for _twice in range(2):
            assert pages.post(maya, "questions:answer_contact", said, **keys).status_code == 302
    assert [(row.contact_id, row.picked) for row in answers()] == [
        (first.pk, ["0"]),
        (second.pk, ["1"]),
    ]
    theirs = pages.get(cast.sam.client(), "questions:own_asked").content.decode()
    assert "With the time together on" in theirs
    vera = cast.vera.client()
    page = pages.get(vera, "questions:answer_contact", contact=first.pk, sheet=sheet.pk)
    assert page.status_code == 404

    support.take_back_contact(by=cast.maya.by, contact=second.pk)  # it was a slip: all of it goes
    (left,) = answers()
    other = walking_with(cast)
    support.move_contact(by=cast.maya.by, contact=first.pk, version=1, participant=other)
    left.refresh_from_db()
    assert left.participant_id == other  # the wrong person was picked: nothing of it stays here


def test_it_is_offered_where_a_time_or_a_visit_was_written_down(cast: Cast) -> None:
    """With a time together, after a group, and at the desk for who walks with them: as a link."""
    each, maya = doors.begun(cast, doors.BUS, about="contact"), cast.maya.client()
    time = writes.contact(cast)
    here = f"/en/contacts/{time.pk}/questions/{each.pk}/"
    assert here in maya.get(f"/en/today/?logged={time.pk}").content.decode()
    assert here in maya.get("/en/log/").content.decode()  # also what a phone sent meanwhile
    stands = doors.filled(cast.maya, each, cast.sam.id, time)
    said = {stands.ones[0].question.pk: rules.Said(("0",))}
    more: Any = {"said": said, "seen": stands.seen, "contact": time.pk}
    actions.answer(by=cast.maya.by, participant=cast.sam.id, sheet=each.pk, **more)
    assert here not in maya.get(f"/en/today/?logged={time.pk}").content.decode()
    group = circles.circle(cast)
    code = groups.show_code(by=cast.maya.by, group=group.pk, on=circles.today())
    there: Any = {"code": code, "wants_contact": True}
    groups.check_in(by=cast.sam.by, id=ids.new(), group=group.pk, **there)
    path = f"/en/groups/run/{group.pk}/on/{circles.today()}/"
    after = maya.post(f"{path}contacts/", follow=True).content.decode()
    assert f"/questions/{each.pk}/" in after
    assert f"/questions/{each.pk}/" in maya.get(path).content.decode()
    doors.begun(cast)  # about the person: at the desk
    visit: Any = {"site": cast.site.pk, "participant": cast.sam.id}
    welcome.arrive_known(by=cast.maya.by, id=ids.new(), **visit)
    presence = f"/en/desk/here/{Presence.objects.get().pk}/"
    asked = f"/en/people/{cast.sam.id}/questions/"
    assert asked in maya.get(presence).content.decode()
    assert asked not in cast.omar.client().get(presence).content.decode()


def walking_with(cast: Cast) -> Any:
    """Somebody else whom Maya walked with already when the times were."""
    return pages.walk_with_more(cast, 1)[0].pk

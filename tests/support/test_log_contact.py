"""Three taps: who, what it was, done."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts import access
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.participants import actions as participants
from alongside.participants.models import Consent
from alongside.support import actions
from alongside.support.models import Appointment, Contact, Goal, Pairing, Touch
from tests.cast import Cast
from tests.support.doors import get, post, queries_of, verbs

REST = {"minutes": "15", "form": "one", "setting": "street"}


def tapped(*kinds: str, **more: Any) -> dict[str, Any]:
    return {"id": str(ids.new()), "kinds": kinds or ("emotional",), **REST, **more}


def log(cast: Cast, **more: Any) -> Contact:
    said: dict[str, Any] = {"id": ids.new(), "kinds": ["emotional"], **more}
    return actions.log_contact(by=cast.maya.by, participant=cast.sam.id, **said)


def typed(at: Any) -> str:
    return str(at.astimezone(ZoneInfo("America/New_York")).strftime("%Y-%m-%dT%H:%M"))


def test_it_takes_three_taps_from_today(cast: Cast) -> None:
    maya = cast.maya.client()
    path = reverse("support:log", kwargs={"participant": cast.sam.id})
    assert path in get(maya, "homes:today").content.decode()  # tap 1: Log beside Sam

    page = maya.get(path).context["form"]
    begins_with = {name: page[name].value() for name in page.fields if page[name].value()}
    answer = maya.post(path, begins_with | {"kinds": ["emotional", "informational"]})  # 2 and 3

    row = Contact.objects.get()
    assert answer.headers["Location"] == f"{reverse('homes:today')}?logged={row.pk}"
    assert [kind.value for kind in row.kinds] == ["emotional", "informational"]
    assert (row.peer, row.participant_id) == (cast.maya.person, cast.sam.id)
    assert row.note == ""
    assert Pairing.objects.get(participant=cast.sam.id).last_contact_at == row.happened_at
    today = maya.get(answer.headers["Location"]).content.decode()
    assert "Listened, Shared information" in today
    assert reverse("support:correct_contact", kwargs={"contact": row.pk}) in today


def test_it_leaves_an_event_that_says_nothing_of_the_note(cast: Cast) -> None:
    log(cast, note="her sister rang", minutes=40)
    event = Event.objects.get(verb="log-contact")
    assert event.participant_id == cast.sam.id
    assert event.facts == {"kinds": ["emotional"], "minutes": 40}


def test_it_is_one_contact_when_sent_twice(cast: Cast) -> None:
    maya, said = cast.maya.client(), tapped()
    for _ in range(2):
        assert post(maya, "support:log", said, participant=cast.sam.id).status_code == 302
    assert Contact.objects.count() == 1
    assert verbs(cast.sam.id) == ["log-contact"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("vera", 404), ("dana", 403), ("omar", 403), ("sam", 403), ("rosa", 403), ("riley", 404)],
)
def test_it_is_only_for_those_who_walk_with_them(cast: Cast, who: str, status: int) -> None:
    client = cast.characters[who].client()
    answer = post(client, "support:log", tapped(), participant=cast.sam.id)
    assert answer.status_code == status
    assert not Contact.objects.exists()
    if who == "vera":
        assert verbs(cast.sam.id, outcome="refused") == ["contact-log"]


def test_it_writes_nothing_once_consent_is_withdrawn(cast: Cast) -> None:
    maya = cast.maya.client()
    get(maya, "support:log", participant=cast.sam.id)  # the form stands open
    consent = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=consent.pk)

    said = tapped("instrumental", note="what was typed")
    answer = post(maya, "support:log", said, participant=cast.sam.id)

    assert answer.status_code == 410
    text = answer.content.decode()
    assert "taken it back" in text
    assert "what was typed" in text
    assert not Contact.objects.exists()
    # Nor what happened before, written down after.
    with pytest.raises(errors.Gone):
        log(cast, happened_at=clock.now() - timedelta(days=2))


def test_it_says_beforehand_that_nothing_may_be_written_down(cast: Cast) -> None:
    answer = get(cast.maya.client(), "support:log", participant=cast.lee.id)
    assert answer.status_code == 200
    assert "Lee has not agreed" in answer.content.decode()
    assert "Done" not in answer.content.decode()


def test_it_holds_only_while_they_agreed(cast: Cast) -> None:
    Consent.objects.filter(participant=cast.sam.id, kind="recorded").update(
        given_at=clock.now() - timedelta(hours=2)
    )
    log(cast, happened_at=clock.now() - timedelta(hours=1))
    with pytest.raises(errors.Gone):
        log(cast, happened_at=clock.now() - timedelta(hours=3))
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kinds": []},
        {"kinds": ["counselling"]},
        {"minutes": "0"},
        {"minutes": "1441"},
        {"form": "therapy"},
        {"setting": "moon"},
        {"happened_at": "yesterday"},
        {"goals": [str(ids.new())]},
        {"goals": ["x"]},
        {"site": str(ids.new())},
        {"id": "1"},
    ],
)
def test_it_keeps_what_was_typed_when_something_is_wrong(cast: Cast, wrong: dict[str, Any]) -> None:
    said = tapped(note="kept words") | wrong
    answer = post(cast.maya.client(), "support:log", said, participant=cast.sam.id)
    assert answer.status_code in {200, 422}
    assert "kept words" in answer.content.decode()
    assert not Contact.objects.exists()


def test_it_refuses_times_to_come_and_times_before_they_met(cast: Cast) -> None:
    maya = cast.maya.client()
    tomorrow, last_year = clock.now() + timedelta(days=1), clock.now() - timedelta(days=300)
    for at, sentence in ((tomorrow, "has not come yet"), (last_year, "not walking together yet")):
        said = tapped(happened_at=typed(at))
        answer = post(maya, "support:log", said, participant=cast.sam.id)
        assert sentence in answer.content.decode()
    with pytest.raises(access.Refused):  # and so does the lock, for a resend from a phone
        log(cast, happened_at=last_year)
    assert not Contact.objects.exists()


def test_it_takes_what_happened_before_they_parted_for_a_week(cast: Cast) -> None:
    row = Pairing.objects.get(participant=cast.sam.id)
    actions.end_pairing(by=cast.maya.by, pairing=row.pk)
    before = clock.now() - timedelta(hours=1)
    first = log(cast, happened_at=before)
    with time_machine.travel(clock.now() + timedelta(days=8)):
        with pytest.raises(errors.Problem):
            log(cast, happened_at=before)
        assert log(cast, id=first.pk, happened_at=before) == first  # a resend from a phone
    assert Contact.objects.count() == 1


def test_it_reads_a_typed_time_as_the_place_has_it(cast: Cast) -> None:
    at = (clock.now() - timedelta(hours=3)).replace(second=0, microsecond=0)
    said = tapped(happened_at=typed(at))
    post(cast.maya.client(), "support:log", said, participant=cast.sam.id)
    assert Contact.objects.get().happened_at == at


def test_it_takes_goals_and_place_of_this_person_only(cast: Cast) -> None:
    goal = Goal.objects.get()
    log(cast, goal=goal.pk, site=cast.site.pk, programme=cast.programme.pk)
    row = Contact.objects.get()
    assert (goals(row), row.site, row.programme) == ([goal.pk], cast.site, cast.programme)


def goals(row: Contact) -> list[Any]:
    return sorted(Touch.objects.filter(contact=row).values_list("goal_id", flat=True))


def test_it_is_about_as_many_goals_as_it_was(cast: Cast) -> None:
    """Ticked on the page, put right one by one, read by both, and gone with the contact."""
    one = Goal.objects.get()
    common: dict[str, Any] = {"organisation": cast.riverbend, "participant_id": cast.sam.id}
    two = Goal.objects.create(**common, plan=one.plan, dimension="health", words="Sleep at night")
    maya = cast.maya.client()
    said = tapped(goals=[str(one.pk), str(two.pk)])
    today = maya.get(
        post(maya, "support:log", said, participant=cast.sam.id).headers["Location"]
    ).content.decode()
    row = Contact.objects.get()
    assert goals(row) == sorted([one.pk, two.pk])
    assert "Sleep at night" in today  # to be put right in one tap
    shown = get(cast.sam.client(), "support:contacts").content.decode()
    assert shown.count("About the goal") == 2

    tap = {"version": "1", "goal": str(one.pk)}
    assert post(maya, "support:correct_fact", tap, contact=row.pk).status_code == 302
    assert goals(row) == [two.pk]
    shown = get(cast.sam.client(), "support:contacts").content.decode()
    assert shown.count("About the goal") == 1
    assert one.words in shown  # what it said before
    assert post(maya, "support:correct_fact", tap, contact=row.pk).status_code == 409
    form = get(maya, "support:correct_contact", contact=row.pk).context["form"]
    assert form["goals"].value() == [two.pk]
    assert post(maya, "support:take_back_contact", contact=row.pk).status_code == 302
    assert not Touch.objects.exists()
    with pytest.raises(errors.Problem):
        log(cast, goals=[ids.new() for _ in range(13)])


def test_it_begins_as_last_time(cast: Cast) -> None:
    log(cast, form="navigation", setting="service", minutes=50, site=cast.site.pk)
    form = get(cast.maya.client(), "support:log", participant=cast.sam.id).context["form"]
    assert form["minutes"].value() == 50
    assert form["setting"].value() == "service"
    assert str(form["site"].value()) == str(cast.site.pk)


def test_it_keeps_the_promises_of_that_day(cast: Cast) -> None:
    common: dict[str, Any] = {"organisation": cast.riverbend, "participant_id": cast.sam.id}
    now = clock.now()
    today = Appointment.objects.create(
        **common, peer_id=cast.maya.by.person_id, what="call", at=now
    )
    later = Appointment.objects.create(
        **common, peer_id=cast.maya.by.person_id, what="call", at=now + timedelta(days=3)
    )
    others = Appointment.objects.create(
        **common, peer_id=cast.vera.by.person_id, what="call", at=now
    )

    log(cast)

    for row in (today, later, others):
        row.refresh_from_db()
    assert today.kept_at is not None
    assert later.kept_at is None
    assert others.kept_at is None


def test_it_never_moves_the_last_time_back(cast: Cast) -> None:
    newest = log(cast)
    log(cast, happened_at=clock.now() - timedelta(days=3))
    assert Pairing.objects.get(participant=cast.sam.id).last_contact_at == newest.happened_at


def test_it_lets_people_be_chosen_when_the_big_button_was_tapped(cast: Cast) -> None:
    text = get(cast.maya.client(), "support:log").content.decode()
    for person in (cast.sam, cast.lee):
        assert reverse("support:log", kwargs={"participant": person.id}) in text
    assert "walk with nobody yet" in get(cast.vera.client(), "support:log").content.decode()
    assert get(cast.dana.client(), "support:log").status_code == 403


def test_it_takes_few_queries(cast: Cast) -> None:
    maya = cast.maya.client()
    log(cast)
    path = reverse("support:log", kwargs={"participant": cast.sam.id})
    assert queries_of(maya, path, tapped()) <= 12

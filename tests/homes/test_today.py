"""Who needs me today, and why."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.capture import actions as capture
from alongside.capture.models import Hold
from alongside.core import clock, ids
from alongside.participants.models import Consent
from alongside.support import actions
from alongside.support.models import Appointment, Pairing
from alongside.welcome import actions as welcome
from tests.capture import handset
from tests.cast import Cast
from tests.support.doors import get, queries_of, walk_with_more
from tests.welcome.doors import somebody

NOON = datetime(2027, 6, 10, 16, 0, tzinfo=UTC)  # in New York


def promise(cast: Cast, who: str, at: datetime, what: str = "call") -> Appointment:
    return Appointment.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.characters[who].id,
        peer_id=cast.maya.by.person_id,
        what=what,
        at=at,
    )


def met(cast: Cast, who: str, days: int, *, missed_after: int | None = None) -> None:
    Pairing.objects.filter(participant=cast.characters[who].id).update(
        last_contact_at=clock.now() - timedelta(days=days), quiet_after_days=missed_after
    )


def names(cast: Cast) -> list[str]:
    needing = get(cast.maya.client(), "homes:today").context["needing"]
    return [person.name for person in needing]


def test_it_welcomes_who_chose_you_and_was_not_met(cast: Cast) -> None:
    answer = get(cast.maya.client(), "homes:today")
    assert [person.name for person in answer.context["needing"]] == ["Sam"]
    assert "You have not met yet" in answer.content.decode()


def test_it_puts_promises_first_by_time(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        Consent.objects.create(
            organisation=cast.riverbend,
            participant_id=cast.lee.id,
            kind="recorded",
            given_at=NOON - timedelta(days=90),
        )
        promise(cast, "lee", NOON + timedelta(hours=3), "meeting")
        assert names(cast) == ["Lee", "Sam"]
        promise(cast, "sam", NOON - timedelta(days=1))
        answer = get(cast.maya.client(), "homes:today")
        assert [person.name for person in answer.context["needing"]] == ["Sam", "Lee"]
        text = answer.content.decode()
        assert "You meet today at 3 p.m." in text
        assert "You promised to call on Wednesday 9 June, noon. Not kept yet." in text


def test_it_folds_the_work_in_the_field_but_not_what_waits(cast: Cast) -> None:
    """On a phone, who needs me is not followed by a screen and a half of other doors."""
    page = get(cast.maya.client(), "homes:today").content.decode()
    before, folded = page.split('<details class="more unfolds">')
    assert reverse("support:people") in before
    for name in ("homes:welcome", "followups:followups", "supplies:stock", "capture:kit"):
        assert f'href="{reverse(name)}"' in folded and f'href="{reverse(name)}"' not in before
    welcome.begin_shift(by=cast.maya.by, id=ids.new(), site=cast.site.pk)
    here = somebody(cast).pk
    welcome.ask_to_talk(by=cast.vera.by, id=ids.new(), presence=here, wish="now")
    page = get(cast.maya.client(), "homes:today").content.decode()
    before, folded = page.split('<details class="more unfolds">')
    assert f'href="{reverse("homes:welcome")}"' in before
    assert f'href="{reverse("homes:welcome")}"' not in folded


def test_it_keeps_tomorrow_for_tomorrow(cast: Cast) -> None:
    met(cast, "sam", 1)
    with time_machine.travel(datetime(2027, 6, 11, 3, 30, tzinfo=UTC), tick=False):  # 23:30
        promise(cast, "sam", datetime(2027, 6, 11, 4, 30, tzinfo=UTC))  # 00:30 the next day
        assert names(cast) == []
    with time_machine.travel(datetime(2027, 6, 11, 4, 10, tzinfo=UTC), tick=False):
        assert names(cast) == ["Sam"]


def test_it_misses_only_those_who_wished_it(cast: Cast) -> None:
    met(cast, "sam", 60)
    assert names(cast) == []
    met(cast, "sam", 8, missed_after=7)
    answer = get(cast.maya.client(), "homes:today")
    assert "Quiet for 8 days, and wished to be missed" in answer.content.decode()
    Consent.objects.filter(participant=cast.sam.id, kind="recorded").delete()
    assert names(cast) == []


def test_it_teaches_the_next_step_when_nobody_waits(cast: Cast) -> None:
    met(cast, "sam", 1)
    text = get(cast.maya.client(), "homes:today").content.decode()
    assert "Nobody is waiting for you today" in text
    assert "People I walk with" in text
    assert "You walk with nobody yet" in get(cast.vera.client(), "homes:today").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("dana", 403), ("omar", 403), ("sam", 403), ("riley", 200)]
)
def test_it_is_for_those_who_walk_with_people(cast: Cast, who: str, status: int) -> None:
    answer = get(cast.characters[who].client(), "homes:today")
    assert answer.status_code == status
    assert "Sam" not in answer.content.decode()


def test_it_shows_what_was_logged_only_to_who_logged_it(cast: Cast) -> None:
    row = actions.log_contact(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, kinds=["affiliational"]
    )
    for logged, seen in ((str(row.pk), True), (str(ids.new()), False), ("nonsense", False)):
        answer = cast.maya.client().get(f"{reverse('homes:today')}?logged={logged}")
        assert ("Written down, with Sam" in answer.content.decode()) is seen
    answer = cast.riley.client().get(f"{reverse('homes:today')}?logged={row.pk}")
    assert "Written down" not in answer.content.decode()


def test_it_takes_the_same_queries_for_five_and_fifty_people(cast: Cast) -> None:
    maya = cast.maya.client()
    walk_with_more(cast, 5)
    get(maya, "homes:today")  # the session is written once
    few = queries_of(maya, reverse("homes:today"))
    walk_with_more(cast, 45)
    assert queries_of(maya, reverse("homes:today")) == few <= 8


def test_it_says_how_much_that_a_phone_brought_waits_for_an_answer(cast: Cast) -> None:
    phone = handset.ready(cast.maya)
    for _ in range(2):
        phone.send(phone.capture("contact", handset.LISTENED, person=ids.new()))
    one, other = Hold.objects.order_by("pk")
    dana = cast.dana.by.person_id
    capture.send_on(by=cast.maya.by, hold=one.pk, version=one.version, person=dana)
    page = get(cast.maya.client(), "homes:today").content.decode()
    assert "2 things that came from a phone wait for your answer" in page
    assert reverse("capture:holds") in page and reverse("capture:phones") in page
    team = get(cast.dana.client(), "homes:team").content.decode()
    assert "One thing that came from a phone waits for your answer" in team
    assert reverse("capture:holds") in team and reverse("capture:phones") in team
    for row in (one, other):
        row.refresh_from_db()
        capture.drop(by=cast.maya.by, hold=row.pk, version=row.version)
    for who, name in ((cast.maya, "homes:today"), (cast.dana, "homes:team")):
        assert "for your answer" not in get(who.client(), name).content.decode()

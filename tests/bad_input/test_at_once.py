"""Two people at the same moment: one comes first, the other is told and loses nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import unescape
from itertools import chain
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from alongside.accounts.models import Organisation, Person
from alongside.audit import queries as history
from alongside.audit.models import Event
from alongside.core import clock, counts, ids
from alongside.matching.models import Proposal
from alongside.participants.models import Consent, Request
from alongside.peers.models import PeerProfile
from alongside.support.models import Contact, Goal, Pairing
from alongside.welcome.models import Attendance, Presence, Room
from tests.bad_input.doors import WRITES, client_of
from tests.cast import Cast
from tests.history import happened


@pytest.fixture
def cast(shared: Cast) -> Cast:
    cache.clear()
    return shared


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """All of them start at the same moment, each with a connection of its own."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(10)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [each.result(30) for each in [pool.submit(run, call) for call in calls]]


def sender(client: Client, path: str, said: dict[str, Any]) -> Callable[[], Any]:
    client.raise_request_exception = False
    return lambda: client.post(path, said)


def test_what_is_tried_at_the_same_moment_is_counted_each_time(cast: Cast) -> None:
    """Wrong tries from one network, and of one name, as the lock-out counts them."""
    cache.add("name", 0, 60)
    for count in (lambda: counts.count("network", 60), lambda: cache.incr("name")):
        found = at_once(*[partial(_again_and_again, count)] * 6)
        assert sorted(chain(*found)) == list(range(1, 241))
    assert (counts.often("network"), cache.get("name")) == (240, 240)


def _again_and_again(count: Callable[[], int]) -> list[int]:
    return [count() for _ in range(40)]


# name, the field both change, the row's words for 'somebody was first', kept, to do
EDITS = [
    (
        "support:reword_goal",
        "words",
        "Somebody else changed these words meanwhile.",
        "Both versions are on this page. Nothing was lost.",
        "Change yours if you wish, and send it again.",
    ),
    (
        "support:correct_contact",
        "note",
        "This was changed meanwhile, perhaps in another window.",
        "What you typed is still here.",
        "Look at it once more and send it again.",
    ),
    (
        "accounts:account",
        "name",
        "Somebody changed this while you had it open.",
        "Their change is kept; yours is still in the form.",
        "Open the page again to see what they changed, then write yours again.",
    ),
    (
        "accounts:organisation",
        "phone",
        "Somebody changed this while you had it open.",
        "Their change is kept; yours is still in the form.",
        "Open the page again to see what they changed, then write yours again.",
    ),
    (
        "peers:edit_profile",
        "introduction",
        "Your profile was changed meanwhile, perhaps in another window.",
        "What you typed is still here, and is not saved yet.",
        "Open your profile again to see how it is now, then change it.",
    ),
    (
        "participants:change_request",
        "words",
        "Your request was changed meanwhile, perhaps in another window.",
        "What you typed is still here, and is not saved yet.",
        "Open your request again to see how it is now, then change it.",
    ),
    (
        "referrals:close",
        "words",
        "Somebody else changed this referral while you looked at it.",
        "Your words are still in the form.",
        "Load the page again, read what is new, then send once more.",
    ),
    (
        "referrals:partner",
        "words",
        "Somebody else changed this referral while you looked at it.",
        "Your words are still in the form.",
        "Load the page again, read what is new, then send once more.",
    ),
]


@pytest.mark.parametrize(("name", "field", *[f"said{n}" for n in range(3)]), EDITS)
def test_it_lets_one_of_two_editors_win_and_keeps_the_words_of_the_other(
    cast: Cast, name: str, field: str, said0: str, said1: str, said2: str
) -> None:
    each = WRITES[name](cast)
    first, second = client_of(cast, each), Client()
    second.cookies = first.cookies.copy()  # type: ignore[assignment]
    texts = {"first words <one>", "second words <two>"}
    if name == "referrals:close":
        each.data["answer"] = "waiting"  # which leaves it open: both answers are possible
    one, two = (each.data | {field: text} for text in sorted(texts))
    events = Event.objects.filter(outcome="done").exclude(verb="look").count()

    answers = at_once(sender(first, each.path, one), sender(second, each.path, two))

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = 0 if answers[0].status_code == 409 else 1
    page = unescape(answers[lost].content.decode())
    for sentence in (said0, said1, said2):
        assert sentence in page
    assert sorted(texts)[lost] in page
    now = unescape(repr([kept_of(name, cast)]))
    assert sorted(texts)[1 - lost] in now
    assert sorted(texts)[lost] not in now
    after = Event.objects.filter(outcome="done").exclude(verb="look").count()
    assert after - events == 1
    assert not list(history.verify())


def kept_of(name: str, cast: Cast) -> str:
    from alongside.referrals.models import Referral

    rows: dict[str, Callable[[], Any]] = {
        "support:reword_goal": lambda: Goal.objects.get().words,
        "support:correct_contact": lambda: Contact.objects.get().note,
        "accounts:account": lambda: Person.objects.get(pk=cast.maya.by.person_id).name,
        "accounts:organisation": lambda: Organisation.objects.get(slug="riverbend").phone,
        "peers:edit_profile": lambda: PeerProfile.objects.get(person=cast.maya.by.id).introduction,
        "participants:change_request": lambda: Request.objects.get().words,
        "referrals:close": lambda: Referral.objects.get().own_words,
        "referrals:partner": lambda: Referral.objects.get().partner_words,
    }
    return str(rows[name]())


def test_it_gives_the_last_place_of_a_peer_to_one_of_two(cast: Cast) -> None:
    profile = PeerProfile.objects.get(person=cast.vera.by.id)
    PeerProfile.objects.filter(pk=profile.pk).update(capacity=1)
    waiting = {}
    for who in (cast.sam, cast.lee):
        asked = Request.objects.create(
            organisation=cast.riverbend, participant_id=who.id, state=Request.State.PROPOSED
        )
        waiting[who.name] = Proposal.objects.create(
            organisation=cast.riverbend,
            participant_id=who.id,
            request=asked,
            profile=profile,
            state=Proposal.State.SHOWN,
            rank=1,
        )

    answers = at_once(
        *(
            sender(cast.characters[who].client(), f"/en/my-request/peers/{row.pk}/choose/", {})
            for who, row in waiting.items()
        )
    )

    assert sorted(answer.status_code for answer in answers) == [302, 410]
    page = unescape(next(a for a in answers if a.status_code == 410).content.decode())
    assert "Somebody else has just taken this peer’s last place." in page
    assert "Your request is still open, and the others are still here." in page
    assert "Choose another, or ask for others." in page
    assert Pairing.objects.filter(peer=cast.vera.by.id, until_at=None).count() == 1
    states = sorted(Request.objects.values_list("state", flat=True))
    assert states == ["chosen", "proposed"]
    assert Event.objects.filter(verb="choose").count() == 1
    assert not list(history.verify())


@pytest.mark.parametrize(
    "name",
    [
        "support:log",
        "support:set_goal",
        "support:promise",
        "measures:checkin",
        "participants:talk",
        "participants:welcome",
        "participants:hand_words",
        "participants:new_key",
        "participants:ask_again",
        "participants:give_consent",
        "accounts:replace_return_key",
        "accounts:invite",
        "accounts:reset_passphrase",
        "accounts:grant",
        "accounts:add_site",
        "referrals:refer",
        "matching:choose",
        "welcome:any_name",
        "welcome:arrive",
        "welcome:begin_shift",
        "welcome:close_day",
        "welcome:tablets",
    ],
)
def test_it_works_once_when_a_button_is_tapped_twice_at_once(cast: Cast, name: str) -> None:
    """Not one after the other, but both before either has an answer."""
    each = WRITES[name](cast)
    first, second = client_of(cast, each), Client()
    second.cookies = first.cookies.copy()  # type: ignore[assignment]
    before = Event.objects.filter(outcome="done").exclude(verb="look").count()
    answers = at_once(*(sender(client, each.path, each.data) for client in (first, second)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] in {200, 302}
    assert statuses[1] in {200, 302, 410}
    after = Event.objects.filter(outcome="done").exclude(verb="look")
    once = list(after.order_by("recorded_at").values_list("verb", flat=True))[before:]
    # Both taps of one form left what one tap leaves: no verb twice about the same thing.
    assert len(once) == len(set(once)), once
    assert once
    assert not list(history.verify())


def test_it_loses_and_doubles_nothing_when_eight_write(cast: Cast) -> None:
    """Eight phones log at once, each contact sent twice: each is there once."""
    path, each = f"/en/log/{cast.sam.id}/", 6
    sent = [[str(ids.new()) for _ in range(each)] for _ in range(8)]

    def writer(mine: list[str]) -> Callable[[], list[int]]:
        client = cast.maya.client()
        client.raise_request_exception = False

        def write() -> list[int]:
            rest = {"kinds": ["emotional"], "minutes": "5", "form": "one", "setting": "phone"}
            return [
                client.post(path, {"id": one, **rest}).status_code for one in mine for _ in range(2)
            ]

        return write

    statuses = [status for each in at_once(*map(writer, sent)) for status in each]

    assert set(statuses) == {302}  # nobody read that a database was locked
    wanted = sorted(one for mine in sent for one in mine)
    assert sorted(map(str, Contact.objects.values_list("pk", flat=True))) == wanted
    assert sorted(str(event.about_id) for event in happened(verb="log-contact")) == wanted
    assert not list(history.verify())


def test_it_keeps_to_a_consent_withdrawn_at_the_same_moment(cast: Cast) -> None:
    """Logged before, or not at all: never after."""
    consent = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    each = WRITES["support:log"](cast)
    each.data.pop("happened_at")
    log, back = at_once(
        sender(cast.maya.client(), each.path, each.data),
        sender(cast.sam.client(), "/en/agreed/withdraw/", {"consent": str(consent.pk)}),
    )
    assert back.status_code == 302
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert consent.withdrawn_at <= clock.now()
    if log.status_code == 302:
        verbs = Event.objects.filter(verb__in=("log-contact", "withdraw-consent"))
        order = list(verbs.order_by("position").values_list("verb", flat=True))
        assert order == ["log-contact", "withdraw-consent"]
    else:
        assert log.status_code == 410
        assert not Contact.objects.exists()
        assert "We walked by the river." in log.content.decode()


def test_two_at_the_desk_write_one_person_down_once(cast: Cast) -> None:
    """Maya and Dana both see Sam come in; and the last chair of a room is taken once."""
    path = f"/en/desk/{cast.site.pk}/arrive/known/"
    answers = at_once(
        *(
            sender(who.client(), path, {"id": str(ids.new()), "participant": str(cast.sam.id)})
            for who in (cast.maya, cast.dana)
        )
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Presence.objects.count() == Attendance.objects.count() == 1
    room = Room.objects.create(
        organisation=cast.riverbend, site=cast.site, name="Quiet room", capacity=1
    )
    taken = {"people": "1", "minutes": "30"}
    answers = at_once(
        *(
            sender(who.client(), f"/en/desk/rooms/{room.pk}/", taken | {"id": str(ids.new())})
            for who in (cast.maya, cast.vera)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert room.uses.count() == 1
    assert not list(history.verify())

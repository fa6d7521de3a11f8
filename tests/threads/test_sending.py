"""What goes out: once, by real servers on this machine, and never against anybody's wish."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
import time_machine

from alongside.core import clock, ids
from alongside.participants import actions as participants
from alongside.participants.models import Consent, Participant, Status
from alongside.rights import actions as rights
from alongside.rights.models import Agreement
from alongside.support import actions as support
from alongside.support.models import Appointment
from alongside.threads import actions
from alongside.threads.channels import gateway as generic
from alongside.threads.models import Line, Outgoing
from tests.cast import Cast
from tests.jobs.letters import Post
from tests.support.doors import get, post, verbs
from tests.threads import gateways
from tests.threads.doors import NUMBER, deliver, line, signed, system, written

State = Outgoing.State
NOON = datetime(2027, 6, 10, 16, 0, tzinfo=UTC)  # in New York


@pytest.fixture
def letters(settings: Any) -> Iterator[Post]:
    with Post() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.MAIL_HOST = settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT, settings.EMAIL_USE_TLS = server.server_address[1], False
        settings.NOTICE_FROM = "hello@post.example"
        yield server
        server.shutdown()


def test_it_sends_words_that_say_nothing_and_only_once(cast: Cast, kept: gateways.Kept) -> None:
    signed(cast)
    line(cast)
    Participant.objects.filter(pk=cast.sam.id).update(language="fr")
    written(cast, "The clinic says yes")
    row = deliver(cast)
    assert row is not None
    assert row.state == State.SENT
    deliver(cast)
    ((path, headers, body),) = kept.taken
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert headers["Authorization"].startswith("Basic ")
    form = {name: values[0] for name, values in parse_qs(body).items()}
    assert (form["To"], form["From"]) == (NUMBER, "+15005550006")
    assert form["StatusCallback"] == "https://walk.example/hooks/text/twilio/"
    for word in ("clinic", "Sam", "Maya", "Riverbend", "http", "Alongside", str(cast.sam.id)):
        assert word not in form["Body"]
    assert "tell-outside" in verbs(cast.sam.id)
    # Told, and not looked yet: a second message is no second notice.
    written(cast, "And one thing more")
    assert Outgoing.objects.count() == 1
    page = get(cast.maya.client(), "threads:thread", participant=cast.sam.id).content.decode()
    assert "A notice was sent." in page


def test_it_tries_again_later_and_then_gives_up(cast: Cast, kept: gateways.Kept) -> None:
    signed(cast)
    line(cast)
    kept.answers = [(503, b""), (429, b"{}"), (201, b'{"sid": "SM9"}')]
    with time_machine.travel(NOON, tick=False) as traveller:
        written(cast)
        waits = []
        for _ in range(3):
            row = deliver(cast)
            assert row is not None
            if row.next_try_at:
                waits.append(row.next_try_at - clock.now())
                deliver(cast)  # not due: nothing happens
                traveller.move_to(row.next_try_at)
        assert waits == [timedelta(minutes=1), timedelta(minutes=2)]
        assert row is not None
        assert (row.state, row.tries, len(kept.taken)) == (State.SENT, 3, 3)
        get(cast.sam.client(), "threads:messages")
        for status, said, state in (
            (400, b'{"code": 21211}', State.FAILED),
            (0, b"", State.SENT),  # it hung up: nobody knows, so it is not sent twice
            (400, b'{"code": 21610}', State.STOPPED),
        ):
            traveller.shift(timedelta(days=1))
            kept.answers = [(status, said)]
            written(cast)
            row = deliver(cast)
            assert row is not None
            assert row.state == state
            get(cast.sam.client(), "threads:messages")
    assert Line.objects.get().stopped_at is not None


def test_it_reaches_no_private_network_unless_told_to(
    cast: Cast, kept: gateways.Kept, settings: Any
) -> None:
    signed(cast)
    line(cast)
    settings.SMS_INSIDE = False
    written(cast)
    row = deliver(cast)
    assert row is not None
    assert (row.state, kept.taken) == (State.QUEUED, [])


def test_it_speaks_to_any_other_gateway(cast: Cast, kept: gateways.Kept, settings: Any) -> None:
    settings.SMS, settings.SMS_ADDRESS = "http", f"{kept.url}/send"
    signed(cast)
    line(cast, says="own", own_words="The library has your book.")
    kept.answers = [(0, b""), (204, b"")]
    with time_machine.travel(NOON, tick=False) as traveller:
        written(cast)
        row = deliver(cast)
        assert row is not None
        assert row.next_try_at is not None  # it tells doubles by the id, so it is asked again
        traveller.move_to(row.next_try_at)
        row = deliver(cast)
    assert row is not None
    assert row.state == State.SENT
    (_path, headers, body) = kept.taken[-1]
    said = json.loads(body)
    assert (said["to"], said["id"]) == (NUMBER, str(row.pk))
    assert said["text"].startswith("The library has your book.")
    made = generic.signature(headers["X-Alongside-Time"], body.encode())
    assert headers["X-Alongside-Signature"] == made


def test_it_sends_mail_from_an_address_that_says_nothing(cast: Cast, letters: Post) -> None:
    signed(cast)
    line(cast, way="email", address="sam@example.org")
    written(cast, "The clinic says yes")
    letters.answer = "451 later"
    with time_machine.travel(clock.now(), tick=False) as traveller:
        row = deliver(cast)
        assert row is not None
        assert row.next_try_at is not None
        letters.answer = "250 known"
        traveller.move_to(row.next_try_at)
        row = deliver(cast)
    assert row is not None
    assert row.state == State.SENT
    (letter,) = letters.letters
    assert "From: hello@post.example" in letter
    assert "Something new is there for you." in letter
    for word in ("clinic", "Sam", "Maya", "Riverbend", "http"):
        assert word not in letter


def _withdraw(cast: Cast) -> None:
    Consent.objects.filter(participant=cast.sam.id).update(withdrawn_at=clock.now())


def _unsign(cast: Cast) -> None:
    for row in Agreement.objects.filter(ended_at=None):
        rights.end_agreement(by=cast.piet.by, agreement=row.pk)


def _never(cast: Cast) -> None:
    Participant.objects.filter(pk=cast.sam.id).update(never_ways=["text"])


def _stop(cast: Cast) -> None:
    actions.stop(by=cast.sam.by)


def _pause(cast: Cast) -> None:
    Status.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, where=Status.Where.PAUSED
    )


def _die(cast: Cast) -> None:
    participants.tell_passing(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, told_by="His mother"
    )


def _read(cast: Cast) -> None:
    get(cast.sam.client(), "threads:messages")


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (_withdraw, "withdrawn"),
        (_unsign, "no-agreement"),
        (_never, "never"),
        (_stop, "stopped"),
        (_pause, "away"),
        (_die, "died"),
        (_read, "over"),
    ],
)
def test_it_asks_again_at_the_moment_of_sending(
    cast: Cast, kept: gateways.Kept, meanwhile: Any, why: str
) -> None:
    """What changed between the writing and the sending counts."""
    signed(cast)
    line(cast)
    written(cast)
    meanwhile(cast)
    row = deliver(cast)
    assert row is not None
    assert (row.state, row.why, kept.taken) == (State.STOPPED, why, [])


def test_it_waits_for_the_end_of_quiet_hours(cast: Cast, kept: gateways.Kept) -> None:
    signed(cast)
    line(cast)
    quiet = {"quiet_from": time(22), "quiet_until": time(8)}
    Participant.objects.filter(pk=cast.sam.id).update(**quiet)
    night = datetime(2027, 3, 14, 4, 30, tzinfo=UTC)  # 23:30, before the clocks go forward
    with time_machine.travel(night, tick=False) as traveller:
        written(cast)
        row = deliver(cast)
        assert row is not None
        assert (row.state, row.next_try_at, kept.taken) == (
            State.QUEUED,
            datetime(2027, 3, 14, 12, 0, tzinfo=UTC),  # eight in the morning, an hour less away
            [],
        )
        traveller.move_to(datetime(2027, 3, 14, 12, 0, tzinfo=UTC))
        row = deliver(cast)
    assert row is not None
    assert row.state == State.SENT


def test_it_sends_nothing_while_nothing_is_signed_or_set_up(cast: Cast, settings: Any) -> None:
    page = get(cast.sam.client(), "threads:ways").content.decode()
    assert "Here nothing can be sent outside yet." in page
    signed(cast)
    assert "By text message" not in get(cast.sam.client(), "threads:ways").content.decode()
    settings.SMS = "console"
    assert "By text message" in get(cast.sam.client(), "threads:ways").content.decode()


def test_it_hides_the_number_on_the_console(
    cast: Cast, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SMS = "console"
    signed(cast)
    line(cast)
    written(cast)
    deliver(cast)
    said = capsys.readouterr().err
    assert "Something new is there for you." in said
    assert "555" not in said


def promised(cast: Cast, at: datetime) -> Appointment:
    return support.promise(
        by=cast.maya.by, id=ids.new(), participant=cast.sam.id, what="meeting", at=at
    )


def test_it_reminds_at_the_times_they_chose(cast: Cast, kept: gateways.Kept) -> None:
    """The evening before at six and two hours before, in New York; each once."""
    signed(cast)
    with time_machine.travel(NOON, tick=False) as traveller:
        line(cast, reminds=("evening", "hours"), says="reminder")
        row = promised(cast, datetime(2027, 6, 12, 14, 0, tzinfo=UTC))
        found = []
        for hours in range(50):
            traveller.move_to(NOON + timedelta(hours=hours))
            for _ in range(2):
                actions.remind(by=system(cast))
            for notice in Outgoing.objects.filter(state=State.QUEUED):
                actions.deliver(by=system(cast), notice=notice.pk)
                found.append((notice.moment, clock.now()))
    assert found == [
        ("evening", datetime(2027, 6, 11, 22, 0, tzinfo=UTC)),
        ("hours", datetime(2027, 6, 12, 12, 0, tzinfo=UTC)),
    ]
    assert all("A+reminder+from+us." in body for _path, _headers, body in kept.taken)
    assert row.pk == Outgoing.objects.first().about_id  # type: ignore[union-attr]


def test_it_reminds_of_nothing_that_is_off(cast: Cast, kept: gateways.Kept) -> None:
    signed(cast)
    with time_machine.travel(NOON, tick=False) as traveller:
        line(cast)
        first = promised(cast, NOON + timedelta(hours=3))
        traveller.shift(timedelta(hours=1, minutes=5))
        actions.remind(by=system(cast))
        support.not_coming(by=cast.sam.by, appointment=first.pk)
        row = deliver(cast)
        assert row is not None
        assert (row.state, row.why) == (State.STOPPED, "over")
        promised(cast, clock.now() + timedelta(hours=1))  # made too late to be reminded of
        actions.remind(by=system(cast))
    assert Outgoing.objects.count() == 1
    assert not kept.taken


def test_it_tells_of_a_time_that_was_offered(cast: Cast, kept: gateways.Kept) -> None:
    signed(cast)
    line(cast)
    times = [clock.now() + timedelta(days=3)]
    wanted = support.Wanted("meeting", times, "America/New_York")
    support.offer_time(by=cast.maya.by, id=ids.new(), participant=cast.sam.id, wanted=wanted)
    for _ in range(2):
        actions.remind(by=system(cast))
    row = deliver(cast)
    assert row is not None
    assert (row.kind, row.state, len(kept.taken)) == ("time", State.SENT, 1)


def test_it_is_chosen_tried_and_stopped_on_their_own_page(cast: Cast, kept: gateways.Kept) -> None:
    signed(cast)
    sam = cast.sam.client()
    form = {
        "way": "text",
        "address": "202 555 0142",
        "says": "new",
        "own_words": "",
        "tells_messages": "on",
        "reminds": ["evening"],
        "version": "0",
    }
    wrong = form | {"address": "911"}
    assert post(sam, "threads:ways", wrong).status_code == 422
    assert post(sam, "threads:ways", form).status_code == 302
    assert post(sam, "threads:ways", form).status_code == 409
    tried = {"id": str(ids.new())}
    for _ in range(2):
        assert post(sam, "threads:try_line", tried).status_code == 302
    deliver(cast)
    assert len(kept.taken) == 1
    for _ in range(2):
        assert post(sam, "threads:stop").status_code == 302
    page = get(sam, "threads:ways").content.decode()
    assert "You stopped this on" in page
    assert verbs(cast.sam.id) == ["choose-line", "try-line", "tell-outside", "stop-line"]
    written(cast)
    assert Outgoing.objects.exclude(kind="try").count() == 0
    for who, status in (("maya", 404), ("dana", 403)):
        answer = get(cast.characters[who].client(), "threads:ways")
        assert answer.status_code == status

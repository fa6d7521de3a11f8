"""What does not work is said in three sentences: what happened, what was kept, what to do."""

from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from alongside.core import clock, ids
from alongside.directory.models import Meeting
from alongside.participants import actions as participants
from alongside.participants.models import Consent, Request
from alongside.referrals.models import Link, Referral
from alongside.support.models import Appointment, Contact, Goal, Plan, Step
from tests.bad_input.doors import WRITES, client_of, everything, send
from tests.cast import Cast
from tests.directory import feeds
from tests.referrals import doors as referrals


@pytest.fixture(autouse=True)
def _forget(db: None) -> None:
    cache.clear()


def says(answer: Any, status: int, *sentences: str) -> None:
    page = unescape(answer.content.decode())
    assert answer.status_code == status
    for sentence in sentences:
        assert sentence in page


# --- looking for help --------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", ["Atlantis", "00000000", "\u202eمدينة", "'; drop table--", "x" * 119]
)
def test_it_says_that_it_does_not_know_a_place(db: None, place: str) -> None:
    answer = Client().get("/en/", {"place": place})
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert place in page  # what was typed
    assert "We do not know" in page
    assert not answer.cookies


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"place": ""},
        {"place": "   ", "what": " "},
        {"place": "x" * 100_000},
        {"what": "x" * 100_000},
        {"place": "a\x00b", "what": "\x00", "when": "\x00"},
        {"lat": "NaN", "lon": "inf"},
        {"lat": "91", "lon": "181"},
        {"lat": "1e400", "lon": "-1e400"},
        {"at": "9" * 30, "page": "9" * 30},
        {"at": "9" * 5_000},
        {"at": "-1", "page": "0"},
        {"when": "yesterday", "part": "noon", "how": "?", "within": "-5", "language": "xx"},
        {"what": "<script>alert(1)</script>"},
        {"what": '" OR "" NEAR( * AND NOT'},
        {"show": "everything", "medication": "💊"},
    ],
)
def test_it_answers_every_search(db: None, asked: dict[str, str]) -> None:
    answer = Client().get("/en/", asked)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert not answer.cookies


def test_it_says_when_a_meeting_has_closed(db: None, tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("gone"), feeds.meeting("stays")])
    row = Meeting.objects.get(key="gone")
    feeds.bring(tmp_path, [feeds.meeting("stays")])
    answer = Client().get(f"/en/meetings/{row.pk}/")
    stays = Meeting.objects.get(key="stays")
    says(answer, 410, row.name, f"/en/meetings/{stays.pk}/")  # another one near it


# --- links and words that open nothing any more ------------------------------------------


def test_it_says_that_a_link_was_used(cast: Cast) -> None:
    sent = referrals.sent(cast)
    referrals.noor(sent.path)
    before = everything()
    says(
        Client().post(sent.path, {"pin": referrals.PINS[sent.path]}),
        410,
        "This link was opened in another browser before, and it opens only there.",
        "What the service answered is kept.",
        "Ask the organisation that sent it for a new link.",
    )
    assert everything() == before


def test_it_says_that_a_link_has_expired(cast: Cast) -> None:
    sent = referrals.sent(cast)
    Link.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    before = everything()
    says(
        Client().get(sent.path),
        410,
        "This link has ended.",
        "What the service answered is kept.",
        "Ask the organisation that sent it for a new link.",
    )
    assert everything() == before


def test_it_says_that_a_link_is_wrong_and_slows_down(cast: Cast) -> None:
    sent = referrals.sent(cast)
    wrong = sent.path[:-4] + "zzz/"
    for _ in range(10):
        says(
            Client().post(wrong),
            404,
            "This link opens nothing here.",
            "Look at each sign again, or ask the organisation for a new link.",
        )
    says(Client().post(wrong), 429, "so we are slow for a moment", "Wait five minutes")
    says(Client().post("/en/r/\x00/"), 429, "Wait five minutes")


def test_it_stops_the_partners_form_when_the_consent_is_withdrawn(cast: Cast) -> None:
    each = WRITES["referrals:partner"](cast)
    consent = Consent.objects.get(kind="shared")
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=consent.pk)
    before = everything()
    says(
        send(client_of(cast, each), each),
        410,
        "The person took their consent back; nothing more is shown.",
        "What you hold already stays with you",
    )
    assert everything() == before
    assert Referral.objects.get().partner_words == ""


@pytest.mark.parametrize(
    "name",
    [
        "support:log",
        "support:set_goal",
        "support:add_step",
        "support:promise",
        "support:reword_goal",
    ],
)
def test_it_keeps_what_was_typed_when_a_consent_was_withdrawn(cast: Cast, name: str) -> None:
    each = WRITES[name](cast)
    client = client_of(cast, each)
    client.get(each.path)  # the form stands open
    consent = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=consent.pk)
    before = everything()
    says(
        send(client, each),
        410,
        "They have not agreed to this, or have taken it back.",
        "Nothing was written down, and nothing left Alongside.",
        "Talk about it together. They can agree on their own page.",
        each.data[each.typed],
    )
    assert everything() == before


def test_it_keeps_no_check_in_when_the_consent_was_withdrawn(cast: Cast) -> None:
    each = WRITES["measures:checkin"](cast)
    consent = Consent.objects.get(participant=cast.sam.id, kind="recorded")
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=consent.pk)
    before = everything()
    answer = send(client_of(cast, each), each)
    assert answer.status_code == 200
    assert "Nothing you answered was kept" in answer.content.decode()
    assert everything() == before


# --- forms that were used, or are somebody else's ----------------------------------------


def test_it_says_that_an_invitation_was_made(cast: Cast) -> None:
    each = WRITES["accounts:invite"](cast)
    kit = client_of(cast, each)
    send(kit, each)
    before = everything()
    says(
        send(kit, each),
        410,
        "This invitation was made already, and its passphrase was shown once.",
        "The person is in the list, once.",
        "open their page and make a new one",
    )
    assert everything() == before


MAKES_A_ROW = [
    "accounts:invite",
    "accounts:grant",
    "accounts:add_programme",
    "accounts:add_site",
    "participants:talk",
    "participants:welcome",
    "participants:account",
    "participants:ask_again",
    "measures:checkin",
    "referrals:refer",
    "referrals:link",
    "support:log",
    "api:log_contact",
    "support:promise",
    "support:set_goal",
    "support:add_step",
]


@pytest.mark.whole
@pytest.mark.parametrize("name", MAKES_A_ROW)
def test_it_takes_no_id_that_somebody_elses_row_has(cast: Cast, name: str) -> None:
    """Whether by chance or on purpose: nothing is overwritten, and nothing breaks."""
    each = WRITES[name](cast)
    client = client_of(cast, each)
    client.raise_request_exception = False
    for one in _taken(cast):
        before = everything()
        answer = send(client, each, each.data | {"id": str(one)})
        assert answer.status_code in {200, 201, 302, 404, 409, 410, 422}
        now = everything()
        for label in OTHERS:
            assert set(before[label]) <= set(now[label])


OTHERS = (
    "accounts.Membership",
    "accounts.Person",
    "accounts.Site",
    "participants.Request",
    "support.Appointment",
    "support.Contact",
    "support.Goal",
    "support.Step",
    "measures.Response",
)


def _taken(cast: Cast) -> list[Any]:
    """The ids of rows about other people, one of each kind."""
    lee: dict[str, Any] = {"organisation": cast.riverbend, "participant_id": cast.lee.id}
    plan = Plan.objects.create(**lee)
    goal = Goal.objects.create(**lee, plan=plan, words="Mine")
    rows = [
        Contact.objects.create(**lee, peer_id=cast.maya.by.person_id, emotional=True),
        Appointment.objects.create(**lee, peer_id=cast.maya.by.person_id, at=clock.now()),
        goal,
        Step.objects.create(**lee, goal=goal, words="Mine"),
        Request.objects.create(**lee),
        cast.lee.participant,
        cast.vera.person,
        cast.vera.membership,
        cast.site,
        cast.programme,
    ]
    return [row.pk for row in rows if row is not None]


def test_it_says_that_a_meeting_is_not_known(db: None) -> None:
    for kind in ("meetings", "services"):
        says(Client().get(f"/en/{kind}/{ids.new()}/"), 404, "We know no", "Search for your town")
    assert not Meeting.objects.exists()

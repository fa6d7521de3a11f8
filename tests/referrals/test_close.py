"""The end of a referral: the participant's own answer, and who may read it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.audit.models import Event
from alongside.core import clock
from alongside.participants.models import Consent
from alongside.referrals.models import Link
from tests.cast import Cast, Character
from tests.history import happened
from tests.referrals import doors


def close(who: Character, sent: doors.Sent, said: str = "seen-kind", **changes: object) -> int:
    data = {"version": sent.row.version, "answer": said, "words": "They were kind", **changes}
    status = who.client().post(f"/en/referrals/{sent.row.pk}/close/", data).status_code
    sent.row.refresh_from_db()
    return status


def test_it_is_closed_by_sam_s_own_answer(cast: Cast) -> None:
    sent = doors.sent(cast)
    assert close(cast.sam, sent) == 302
    assert (sent.row.state, sent.row.own_answer) == ("closed", "seen-kind")
    assert sent.row.closed_at is not None
    assert not Link.objects.filter(ended_at=None).exists()
    event = Event.objects.get(verb="close-referral")
    assert event.facts == {"answer": "seen-kind"}
    page = cast.maya.client().get(f"/en/referrals/{sent.row.pk}/").content.decode()
    assert "closed by their own answer" in page
    assert "They were kind" in page


def test_it_stays_open_while_sam_is_still_waiting(cast: Cast) -> None:
    sent = doors.sent(cast)
    assert close(cast.sam, sent, "waiting") == 302
    assert sent.row.state == "sent"
    assert close(cast.sam, sent, "not-seen") == 302
    assert sent.row.state == "closed"


def test_it_is_not_closed_by_anybody_else(cast: Cast) -> None:
    sent = doors.sent(cast)
    assert close(cast.maya, sent) == 403
    assert close(cast.dana, sent) == 403
    assert close(cast.rosa, sent) in {403, 404}
    assert close(cast.tess, sent) == 404
    assert sent.row.state == "sent"


def test_it_is_closed_once_for_a_double_tap(cast: Cast) -> None:
    sent = doors.sent(cast)
    version = sent.row.version
    assert close(cast.sam, sent, version=version) == 302
    assert close(cast.sam, sent, version=version) == 302
    assert Event.objects.filter(verb="close-referral").count() == 1


def test_it_keeps_the_words_when_the_service_answered_meanwhile(cast: Cast) -> None:
    sent = doors.sent(cast)
    data = {"version": sent.row.version, "answer": "not-seen", "words": "Nobody was there"}
    noor = doors.noor(sent.path)
    noor.post("/en/r/", {"version": sent.row.version, "answer": "received"})
    page = cast.sam.client().post(f"/en/referrals/{sent.row.pk}/close/", data)
    assert page.status_code == 409
    assert "Nobody was there" in page.content.decode()
    sent.row.refresh_from_db()
    assert sent.row.state == "received"


def test_it_changes_nothing_for_bad_input(cast: Cast) -> None:
    sent = doors.sent(cast)
    assert close(cast.sam, sent, "wonderful") == 422
    assert close(cast.sam, sent, version="x") == 422
    assert (sent.row.state, sent.row.own_answer) == ("sent", "")


def test_it_takes_the_consent_back_when_sam_stops_it(cast: Cast) -> None:
    sent = doors.sent(cast)
    for _tap in range(2):
        cast.sam.client().post(f"/en/referrals/{sent.row.pk}/stop/")
    sent.row.refresh_from_db()
    assert sent.row.state == "stopped"
    assert not Consent.objects.filter(kind="shared", withdrawn_at=None).exists()
    assert Event.objects.filter(verb="stop-referral").count() == 1


def test_it_lists_what_waits_and_for_how_long(cast: Cast) -> None:
    sent = doors.sent(cast)
    for who, path in ((cast.sam, ""), (cast.maya, f"people/{cast.sam.id}/")):
        page = who.client().get(f"/en/{path}referrals/").content.decode()
        assert sent.row.service_name in page
        assert "since today" in page
    assert sent.row.service_name not in cast.rosa.client().get("/en/referrals/").content.decode()
    close(cast.sam, sent)
    assert "One that has ended" in cast.sam.client().get("/en/referrals/").content.decode()


def test_it_lists_a_withdrawn_one_as_ended(cast: Cast) -> None:
    sent = doors.sent(cast)
    Consent.objects.filter(about=sent.row.pk).update(withdrawn_at=clock.now())
    page = cast.maya.client().get("/en/referrals/").content.decode()
    assert "No referral is open" in page
    assert "One that has ended" in page


def test_it_teaches_what_a_referral_is_when_there_is_none(cast: Cast) -> None:
    assert "No referral is open" in cast.sam.client().get("/en/referrals/").content.decode()


def test_it_asks_no_more_of_the_database_with_more_referrals(cast: Cast) -> None:
    service = doors.clinic()
    client = cast.maya.client()
    client.get("/en/referrals/")
    counts = []
    for _round in range(2):
        doors.prepare(cast.maya, cast.sam, service)
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/referrals/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_it_names_no_service_in_the_list_of_everybody(cast: Cast) -> None:
    """Which service somebody goes to is read on their own pages, and leaves a look."""
    sent = doors.sent(cast)
    page = cast.dana.client().get("/en/referrals/").content.decode()
    assert sent.row.service_name not in page
    assert "Sam" in page
    assert "since today" in page
    cast.dana.client().get(f"/en/referrals/{sent.row.pk}/")
    assert len(happened(verb="look", by_id=cast.dana.by.id)) == 1

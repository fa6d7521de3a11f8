"""What says who somebody is leaves only with their own name under it; else they carry it."""

from alongside.accounts.models import Programme
from alongside.participants.models import Consent
from alongside.referrals.models import Referral
from tests.cast import Cast
from tests.referrals import doors

NUMBER = "555 0142, text only"


def prepared(cast: Cast) -> Referral:
    """By Sam, with how to reach them ticked."""
    sent = doors.form(doors.clinic(), share_reach="on", reach=NUMBER)
    assert cast.sam.client().post("/en/refer/", sent).status_code == 302
    return Referral.objects.get(pk=sent["id"])


def agree(cast: Cast, row: Referral, **data: str) -> int:
    data = {"version": str(row.version), **data}
    status = cast.sam.client().post(f"/en/referrals/{row.pk}/agree/", data).status_code
    row.refresh_from_db()
    return status


def test_it_waits_for_a_signature_where_it_says_who_they_are(cast: Cast) -> None:
    row = prepared(cast)
    assert row.state == "draft"
    page = cast.sam.client().get(f"/en/referrals/{row.pk}/").content.decode()
    assert "Your own name, to sign with" in page
    assert agree(cast, row) == 422
    assert row.state == "draft"
    assert not Consent.objects.filter(kind="shared").exists()


def test_it_leaves_with_their_own_name_under_it(cast: Cast) -> None:
    row = prepared(cast)
    assert agree(cast, row, own_name="Samuel Reyes") == 302
    assert row.state == "ready"
    given = Consent.objects.get(kind="shared")
    assert (given.signed_as, given.signed_name) == ("name", "Samuel Reyes")
    assert "reach" in given.categories
    client = doors.noor(doors.make_link(cast.sam, row))
    assert NUMBER in client.get("/en/r/").content.decode()


def test_it_is_left_out_and_carried_on_a_slip(cast: Cast) -> None:
    row = prepared(cast)
    assert agree(cast, row, slip="1") == 302
    assert "reach" not in row.shares
    client = doors.noor(doors.make_link(cast.sam, row))
    assert NUMBER not in client.get("/en/r/").content.decode()
    address = f"/en/referrals/{row.pk}/slip/"
    assert address in cast.sam.client().get(f"/en/referrals/{row.pk}/").content.decode()
    slip = cast.sam.client().get(address).content.decode()
    assert NUMBER in slip
    assert cast.rosa.client().get(f"/en/referrals/{row.pk}/slip/").status_code in {403, 404}


def test_it_can_be_carried_where_no_law_was_chosen(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    Programme.objects.update(regime="")
    page = cast.sam.client().get(f"/en/referrals/{row.pk}/").content.decode()
    assert "nothing can leave us" in page
    assert "/agree/" not in page
    assert agree(cast, row) == 422
    slip = cast.sam.client().get(f"/en/referrals/{row.pk}/slip/").content.decode()
    assert doors.WORDS in slip


def test_it_ends_with_the_referral(cast: Cast) -> None:
    row = doors.sent(cast).row
    data = {"version": str(row.version), "answer": "seen-kind"}
    assert cast.sam.client().post(f"/en/referrals/{row.pk}/close/", data).status_code == 302
    assert Consent.objects.get(kind="shared").event_at is not None

"""Preparing a referral, and the participant's yes without which nothing can be sent."""

from alongside.audit.models import Event
from alongside.core import ids
from alongside.participants import actions as participants
from alongside.participants.models import Consent, Disclosure
from alongside.referrals.models import Link, Referral
from tests.cast import Cast
from tests.referrals import doors


def test_it_finds_a_service_by_its_words(cast: Cast) -> None:
    service = doors.clinic()
    client = cast.maya.client()
    page = client.get(f"/en/people/{cast.sam.id}/refer/?q=hill+rapid").content.decode()
    assert f"?service={service.pk}" in page
    page = client.get(f"/en/people/{cast.sam.id}/refer/?q=nowhere").content.decode()
    assert "No service has all of these words" in page


def test_it_ticks_nothing_by_itself(cast: Cast) -> None:
    service = doors.clinic()
    page = cast.maya.client().get(f"/en/people/{cast.sam.id}/refer/?service={service.pk}")
    assert "checked" not in page.content.decode()


def test_it_shows_exactly_what_will_be_shown_before_anything_is_kept(cast: Cast) -> None:
    sent = doors.form(doors.clinic(), do="read")
    page = cast.maya.client().post(f"/en/people/{cast.sam.id}/refer/", sent).content.decode()
    assert "Exactly this will be shown" in page
    assert doors.WORDS in page
    shown = page.partition("<dl")[2].partition("</dl>")[0]
    assert "text, never call" not in shown  # typed, not ticked
    assert not Referral.objects.exists()


def test_it_waits_for_sam_when_maya_prepares_it(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    assert (row.state, row.consent, row.sent_by) == ("draft", None, cast.maya.person)
    assert (row.name_given, row.reach_given) == ("Sam", "")
    assert row.service_name == "Rapid access clinic · Hill Street Health"
    event = Event.objects.get(verb="prepare-referral")
    assert (event.participant_id, event.facts) == (cast.sam.id, {"shares": ["name", "words"]})


def test_it_can_not_be_sent_before_the_yes(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    assert doors.make_link(cast.maya, row) == ""
    assert not Link.objects.exists()
    assert doors.agree(cast.maya, row) == 403
    assert row.state == "draft"


def test_it_takes_sam_one_tap_to_agree(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    page = cast.sam.client().get(f"/en/referrals/{row.pk}/").content.decode()
    assert "May we share this?" in page
    assert doors.WORDS in page
    assert doors.agree(cast.sam, row) == 302
    assert doors.agree(cast.sam, row) == 302  # twice is once
    assert row.state == "ready"
    consent = Consent.objects.get(kind="shared", about=row.pk)
    assert consent == row.consent
    assert Event.objects.filter(verb="agree-referral").count() == 1


def test_it_takes_sam_one_tap_to_say_no_and_nothing_else_changes(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    sam = cast.sam.client()
    page = sam.get(f"/en/referrals/{row.pk}/").content.decode()
    yes, no = f'action="/en/referrals/{row.pk}/agree/"', f'action="/en/referrals/{row.pk}/stop/"'
    assert yes in page and no in page and "No, share nothing" in page
    assert "<details" not in page.split(yes)[1].split(no)[1].split("</form>")[0]
    assert sam.post(f"/en/referrals/{row.pk}/stop/").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.consent) == ("stopped", None)
    assert sam.get("/en/my-support/").status_code == 200
    assert "May we share this?" not in sam.get(f"/en/referrals/{row.pk}/").content.decode()


def test_it_is_agreed_to_at_once_when_sam_prepares_it_alone(cast: Cast) -> None:
    row = doors.prepare(cast.sam, cast.sam, doors.clinic())
    assert (row.state, row.sent_by) == ("ready", None)
    assert Consent.objects.filter(kind="shared", about=row.pk, withdrawn_at=None).exists()
    assert doors.make_link(cast.sam, row).startswith("/en/r/")


def test_it_keeps_a_double_tap_once(cast: Cast) -> None:
    client, sent = cast.maya.client(), doors.form(doors.clinic())
    path = f"/en/people/{cast.sam.id}/refer/"
    assert [client.post(path, sent).status_code for _tap in range(2)] == [302, 302]
    assert Referral.objects.count() == 1
    assert Event.objects.filter(verb="prepare-referral").count() == 1


def test_it_writes_nothing_about_lee_who_said_no_to_being_recorded(cast: Cast) -> None:
    page = cast.maya.client().post(f"/en/people/{cast.lee.id}/refer/", doors.form(doors.clinic()))
    assert page.status_code == 410
    assert doors.WORDS in page.content.decode()  # what was typed is still there
    assert not Referral.objects.exists()


def test_it_changes_nothing_for_bad_input(cast: Cast) -> None:
    service = doors.clinic()
    client, path = cast.maya.client(), f"/en/people/{cast.sam.id}/refer/"
    for changes in ({"name": ""}, {"share_name": "", "share_words": ""}, {"id": "no"}):
        assert client.post(path, doors.form(service, **changes)).status_code == 422
    assert client.post(path, {**doors.form(service), "service": str(ids.new())}).status_code == 422
    service.status = "defunct"
    service.save()
    assert client.post(path, doors.form(service)).status_code == 422
    assert not Referral.objects.exists()


def test_it_refuses_wrong_roles_and_those_without_a_tie(cast: Cast) -> None:
    sent = doors.form(doors.clinic())
    assert cast.omar.client().post(f"/en/people/{cast.sam.id}/refer/", sent).status_code == 403
    assert cast.dana.client().post(f"/en/people/{cast.sam.id}/refer/", sent).status_code == 403
    before = Event.objects.filter(outcome="refused", participant_id=cast.rosa.id).count()
    assert cast.maya.client().post(f"/en/people/{cast.rosa.id}/refer/", sent).status_code == 404
    after = Event.objects.filter(outcome="refused", participant_id=cast.rosa.id).count()
    assert after == before + 1
    assert cast.riley.client().post(f"/en/people/{cast.sam.id}/refer/", sent).status_code == 404
    assert not Referral.objects.exists()


def test_it_is_not_found_from_another_organisation(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    for path in ("", "link/", "stop/"):
        data = {"id": str(ids.new())}
        answer = cast.riley.client().post(f"/en/referrals/{row.pk}/{path}", data)
        assert answer.status_code == 404
    assert cast.tess.client().post(f"/en/referrals/{row.pk}/agree/").status_code == 404
    assert cast.rosa.client().post(f"/en/referrals/{row.pk}/agree/").status_code in {403, 404}
    row.refresh_from_db()
    assert row.state == "draft"


def test_it_says_so_when_sam_agrees_to_something_that_was_stopped_meanwhile(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    cast.maya.client().post(f"/en/referrals/{row.pk}/stop/")
    assert doors.agree(cast.sam, row) == 410
    assert row.state == "stopped"
    assert not Consent.objects.filter(kind="shared").exists()


def test_it_is_stale_when_it_changed_while_it_was_read(cast: Cast) -> None:
    row = doors.prepare(cast.maya, cast.sam, doors.clinic())
    page = cast.sam.client().post(f"/en/referrals/{row.pk}/agree/", {"version": 7})
    assert page.status_code == 409
    assert not Consent.objects.filter(kind="shared").exists()


def test_it_kills_the_old_link_with_a_new_one(cast: Cast) -> None:
    sent = doors.sent(cast)
    again = doors.make_link(cast.maya, sent.row)
    assert again != sent.path
    assert Link.objects.filter(ended_at=None).count() == 1
    assert cast.maya.client().post(sent.path, {"pin": doors.PINS[sent.path]}).status_code == 410
    assert doors.noor(again).get("/en/r/").status_code == 200


def test_it_shows_a_link_once_and_makes_none_for_a_double_tap(cast: Cast) -> None:
    row = doors.prepare(cast.sam, cast.sam, doors.clinic())
    id = str(ids.new())
    assert doors.make_link(cast.sam, row, id)
    assert doors.make_link(cast.sam, row, id) == ""
    assert Link.objects.count() == 1


def test_it_keeps_no_secret_but_a_digest(cast: Cast) -> None:
    sent = doors.sent(cast)
    secret = sent.path.removeprefix("/en/r/").strip("/").replace("-", "")
    link = Link.objects.get()
    assert secret not in link.secret_digest
    assert len(link.secret_digest) == 64


def test_it_makes_no_link_once_the_consent_is_withdrawn(cast: Cast) -> None:
    row = doors.prepare(cast.sam, cast.sam, doors.clinic())
    assert row.consent_id
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=row.consent_id)
    assert doors.make_link(cast.sam, row) == ""
    assert not Link.objects.exists()
    assert not Disclosure.objects.exists()

"""Whoever gave a number is called by text message; everybody else by e-mail."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from alongside.accounts import access, actors
from alongside.accounts.models import Membership, Person
from alongside.audit.models import Event
from alongside.core import clock
from alongside.jobs import actions as jobs
from alongside.jobs.models import OutgoingMail
from alongside.outreach import actions, tasks
from alongside.outreach.models import Shift, TextsTo
from alongside.rights.models import Agreement
from tests.cast import Cast, Character
from tests.outreach import doors
from tests.threads import gateways
from tests.threads.conftest import kept as kept
from tests.threads.doors import signed

PATH, NUMBER = "/en/outreach/called/", "+12025550142"


def gave(who: Character, number: str = "202 555 0142") -> None:
    assert who.client().post(PATH, {"number": number}).status_code == 302


def missed(cast: Cast) -> Shift:
    """Maya's answer is an hour late."""
    shift = doors.shift(cast)
    Shift.objects.update(due_at=clock.now() - timedelta(hours=1))
    tasks.call_buddies()
    return shift


def arrive() -> None:
    for mail in OutgoingMail.objects.all():
        jobs.deliver(mail_id=mail.pk, now=clock.now())


def test_it_texts_who_looks_after_them_in_words_that_say_nothing(
    cast: Cast, kept: gateways.Kept
) -> None:
    signed(cast)
    Person.objects.filter(pk=cast.vera.by.person_id).update(email="vera@example.org")
    gave(cast.vera)
    assert 'value="+12025550142"' in cast.vera.client().get(PATH).content.decode()
    shift = missed(cast)
    page = cast.maya.client().get(reverse("outreach:shift", args=[shift.pk])).content.decode()
    assert "by text message" in page and NUMBER not in page
    arrive()
    arrive()
    ((_path, _headers, body),) = kept.taken
    form = {name: values[0] for name, values in parse_qs(body).items()}
    assert form["To"] == NUMBER
    assert form["Body"].startswith("Somebody who is out there may need you.")
    assert form["Body"].endswith(reverse("outreach:shift", args=[shift.pk]))
    for word in ("Maya", "river", "Riverbend"):
        assert word not in form["Body"]
    row = OutgoingMail.objects.get()
    assert (row.to, row.body, row.last_outcome) == ("", "", "sent")


def test_it_writes_an_e_mail_where_no_text_may_go(cast: Cast, kept: gateways.Kept) -> None:
    """No agreement for the gateway; the page says so."""
    Person.objects.filter(pk=cast.vera.by.person_id).update(email="vera@example.org")
    gave(cast.vera)
    assert "Until then you get an e-mail" in cast.vera.client().get(PATH).content.decode()
    missed(cast)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.is_text) == ("vera@example.org", False)


def test_it_tries_again_and_asks_for_the_agreement_when_it_goes(
    cast: Cast, kept: gateways.Kept
) -> None:
    signed(cast)
    gave(cast.vera)
    missed(cast)
    kept.answers = [(503, b"{}"), (201, b'{"sid": "SM1"}')]
    arrive()
    mail = OutgoingMail.objects.get()
    assert (mail.tries, mail.last_outcome, mail.sent_at) == (1, "again", None)
    Agreement.objects.filter(service="sms").update(ended_at=clock.now())
    arrive()
    mail.refresh_from_db()
    assert (len(kept.taken), mail.to) == (1, "")
    assert mail.given_up_at is not None and mail.sent_at is None


def test_it_is_ones_own_number_and_can_be_taken_out(cast: Cast) -> None:
    answer = cast.vera.client().post(PATH, {"number": "call me"})
    assert answer.status_code == 422 and "no number that we can send to" in answer.content.decode()
    for _ in range(2):
        gave(cast.vera)
    assert Event.objects.filter(verb="choose-call").count() == 1
    assert 'value="+1' not in cast.maya.client().get(PATH).content.decode()
    gave(cast.vera, "")
    assert not TextsTo.objects.exists()
    assert cast.ana.client().get(PATH).status_code == 403
    with pytest.raises(access.Refused):
        actions.choose_texts(by=cast.ana.by, number=NUMBER)


def test_it_is_gone_with_the_last_role(cast: Cast) -> None:
    gave(cast.vera)
    gave(cast.maya)
    Membership.objects.filter(person=cast.vera.person).update(until_at=clock.now())
    by = actors.system("the night", organisation_id=cast.riverbend.pk)
    assert actions.forget_texts(by=by) == 1
    assert TextsTo.objects.get().person_id == cast.maya.by.person_id

"""What comes in from gateways: signed, once, bounded; STOP at once; strangers get nothing."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from alongside.audit.models import Event
from alongside.threads import actions
from alongside.threads.channels import gateway as generic
from alongside.threads.channels import twilio
from alongside.threads.models import Heard, Line, Message, Outgoing
from alongside.threads.models.sending import digest_of
from tests.cast import Cast
from tests.support.doors import get, verbs
from tests.threads.doors import NUMBER, line, written

SECRET = "a shared secret of the test"
HERE = "https://walk.example/hooks/text/twilio/"


@pytest.fixture(autouse=True)
def _twilio(settings: Any) -> None:
    settings.SMS, settings.SMS_SECRET = "twilio", SECRET
    settings.PUBLIC_ADDRESS = "https://walk.example"


def signature(fields: dict[str, str], url: str = HERE) -> str:
    """As Twilio documents it, written here anew."""
    said = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    made = hmac.new(SECRET.encode(), said.encode(), hashlib.sha1).digest()
    return base64.b64encode(made).decode()


def come_in(words: str, reference: str = "SM1", number: str = NUMBER, **more: str) -> Any:
    fields = {"MessageSid": reference, "From": number, "To": "+15005550006", "Body": words, **more}
    return Client().post(
        reverse("twilio-hook"), fields_of(fields), content_type=FORM, **signed_by(fields)
    )


FORM = "application/x-www-form-urlencoded"


def fields_of(fields: dict[str, str]) -> str:
    return urlencode(fields)


def signed_by(fields: dict[str, str]) -> dict[str, Any]:
    return {"headers": {"X-Twilio-Signature": signature(fields)}}


def test_it_knows_a_signature_that_twilio_publishes(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worked example of Twilio's own page on the security of webhooks."""
    settings.SMS_SECRET = "12345"
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    made = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    monkeypatch.setattr(twilio, "address", lambda: url)
    assert twilio.is_signed(fields, made)
    assert not twilio.is_signed({**fields, "Digits": "1235"}, made)


def test_it_comes_into_the_thread_once_and_says_how_it_came(cast: Cast) -> None:
    line(cast)
    for _ in range(2):
        assert come_in("I am at the \u202estation").status_code == 200
    row = Message.objects.get()
    assert (row.words, row.came, row.author_id) == ("I am at the station", "text", None)
    page = get(cast.maya.client(), "threads:thread", participant=cast.sam.id).content.decode()
    assert "Who typed it on that phone, nobody can know." in page
    assert verbs(cast.sam.id)[-1] == "hear-text"


@pytest.mark.parametrize("word", ["STOP", "Arrêt", "ALTO"])
def test_it_honours_stop_at_once_and_start_again(cast: Cast, word: str, settings: Any) -> None:
    line(cast)
    written(cast)
    assert come_in(word).status_code == 200
    assert Line.objects.get().stopped_at is not None
    row = Outgoing.objects.get()
    assert (row.state, row.why) == ("stopped", "stopped")
    assert not Message.objects.filter(author=None).exists()
    come_in(word, "SM2")
    come_in("START", "SM3")
    assert Line.objects.get().stopped_at is None
    assert verbs(cast.sam.id)[-2:] == ["hear-stop", "hear-start"]
    assert come_in(word, "SM1").status_code == 200  # an old one, sent again
    assert Line.objects.get().stopped_at is None


def test_it_keeps_nothing_of_strangers_and_answers_the_same(cast: Cast) -> None:
    line(cast)
    known, unknown = come_in("STOP"), come_in("STOP", "SM2", "+12025550199")
    assert known.content == unknown.content
    assert known.status_code == unknown.status_code
    events = Event.objects.count()
    come_in("Who is this?", "SM3", "+12025550199")
    assert (Event.objects.count(), Message.objects.count()) == (events, 0)
    assert Heard.objects.count() == 1


def test_it_puts_nothing_in_a_thread_where_a_phone_is_shared(cast: Cast) -> None:
    line(cast)
    choice = actions.Choice(way="text", address=NUMBER)
    actions.choose(by=cast.lee.by, choice=choice, version=0)
    come_in("It is me")
    assert not Message.objects.exists()
    come_in("STOP", "SM2")
    assert not Line.objects.filter(stopped_at=None).exists()


def test_it_refuses_what_is_not_signed_or_too_long(cast: Cast, settings: Any) -> None:
    line(cast)
    path, fields = reverse("twilio-hook"), {"MessageSid": "SM1", "From": NUMBER, "Body": "STOP"}
    body, client = fields_of(fields), Client()
    for headers in (
        {},
        {"X-Twilio-Signature": "nonsense"},
        {"X-Twilio-Signature": signature(fields | {"Body": "Hello"})},
        {"X-Twilio-Signature": signature(fields, "https://other.example/")},
        {"X-Twilio-Signature": "ü"},
    ):
        answer = client.post(path, body, content_type=FORM, headers=headers)
        assert answer.status_code == 403
    long = fields | {"Body": "x" * 20_000}
    answer = client.post(path, fields_of(long), content_type=FORM, **signed_by(long))
    assert answer.status_code == 413
    assert client.post(path, fields).status_code == 415
    assert client.get(path).status_code == 405
    settings.SMS = ""
    assert client.post(path, body, content_type=FORM, **signed_by(fields)).status_code == 404
    settings.SMS, settings.SMS_SECRET = "twilio", ""
    assert client.post(path, body, content_type=FORM, **signed_by(fields)).status_code == 403
    assert Line.objects.get().stopped_at is None


def test_it_hears_whether_it_arrived(cast: Cast) -> None:
    line(cast)
    written(cast)
    row = Outgoing.objects.get()
    Outgoing.objects.filter(pk=row.pk).update(state="sent", reference_digest=digest_of("SM7"))
    for state, becomes in (("queued", "sent"), ("delivered", "delivered"), ("failed", "delivered")):
        fields = {"MessageSid": "SM7", "MessageStatus": state}
        path = reverse("twilio-hook")
        Client().post(path, fields_of(fields), content_type=FORM, **signed_by(fields))
        row.refresh_from_db()
        assert row.state == becomes
    page = get(cast.maya.client(), "threads:thread", participant=cast.sam.id).content.decode()
    assert "A notice arrived." in page


def send_json(said: Any, *, at: float | None = None, secret_ok: bool = True) -> Any:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    stamp = str(int(at if at is not None else time.time()))
    made = generic.signature(stamp, body) if secret_ok else "0" * 64
    headers = {"X-Alongside-Time": stamp, "X-Alongside-Signature": made}
    return Client().post(
        reverse("text-hook"), body, content_type="application/json", headers=headers
    )


def test_it_hears_any_other_gateway_while_it_is_fresh(cast: Cast, settings: Any) -> None:
    settings.SMS = "http"
    line(cast)
    said = {"id": "a1", "from": NUMBER, "text": "On my way"}
    assert send_json(said, at=time.time() - 400).status_code == 403
    assert send_json(said, secret_ok=False).status_code == 403
    for _ in range(2):
        assert send_json(said).status_code == 204
    assert Message.objects.get().words == "On my way"
    assert send_json({"id": "a2", "from": NUMBER, "text": "alto"}).status_code == 204
    assert Line.objects.get().stopped_at is not None


@examples(max_examples=25)
@given(
    st.one_of(
        st.binary(min_size=1, max_size=200),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["id", "from", "text", "state"]), inner, max_size=4
                )
            ),
            max_leaves=8,
        ),
        st.just(b"[" * 9000),
    )
)
def test_it_bears_any_body(cast: Cast, settings: Any, said: Any) -> None:
    settings.SMS = "http"
    assert send_json(said).status_code == 204
    assert not Message.objects.exists()


def test_it_leaves_other_organisations_alone(cast: Cast, within: Any) -> None:
    """The same number at Harbour is Harbour's line: STOP counts in both, each in its history."""
    line(cast)
    with within(cast.harbour.pk):
        choice = actions.Choice(way="text", address="+1 202 555 0142")
        actions.choose(by=cast.tess.by, choice=choice, version=0)
    come_in("STOP")
    assert Line.objects.filter(participant=cast.sam.id, stopped_at=None).count() == 0
    with within(cast.harbour.pk):
        assert Line.objects.filter(participant=cast.tess.id, stopped_at=None).count() == 0

"""What anybody tells us: through the public doors, unknown, without a trace."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from alongside.audit.models import Event
from alongside.core import clock, ids, keyring
from alongside.directory import models, policy, search
from alongside.directory.models import Suggestion
from alongside.jobs.models import OutgoingMail
from tests.directory import feeds, telling
from tests.history import happened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


def today() -> str:
    return f"{clock.now():%Y-%m-%d}"


def page(row: Any) -> str:
    return Client().get(telling.path(row)).content.decode()


def test_it_keeps_a_change_for_an_editor_and_changes_nothing() -> None:
    row = telling.meeting()
    answer = telling.send(row, "suggest/", **telling.shown(row) | {"start_minute": "18:30"})
    assert answer.status_code == 200
    assert not answer.cookies
    told = Suggestion.objects.get()
    assert (told.kind, told.state, told.changes) == ("change", "waiting", {"start_minute": 1110})
    assert told.was == {"start_minute": 1140}
    row.refresh_from_db()
    assert row.start_minute == 1140
    event = Event.objects.get(verb="tell")
    assert (event.about_id, event.by_kind) == (told.pk, "system")


def test_it_hides_at_once_what_was_found_closed() -> None:
    row = telling.meeting()
    search.reindex(meetings=[row.pk])
    text = telling.send(row, "closed/", happened_on=today()).content.decode()
    assert "out of our lists" in text
    row.refresh_from_db()
    assert row.hidden_at is not None
    assert not policy.meetings().filter(pk=row.pk).exists()
    shown = page(row)
    assert "Reported closed" in shown
    assert Client().get(telling.path(row)).status_code == 200


def test_it_asks_for_the_day_on_the_clock_of_the_place() -> None:
    row = telling.meeting(time_zone="America/Toronto")
    with time_machine.travel(datetime(2026, 6, 10, 1, 30, tzinfo=UTC), tick=False):
        asked = Client().get(telling.path(row, "closed/")).content.decode()
    assert 'value="2026-06-09"' in asked, "there it is still the evening of the ninth"


@pytest.mark.parametrize("make", [telling.meeting, telling.service])
def test_it_leaves_what_is_hidden_out_of_searches(make: Any) -> None:
    row = make()
    search.reindex(**{telling.kind_of(row): [row.pk]})
    ask = f"/api/v1/{telling.kind_of(row)}?lat=45&lon=-75"
    assert Client().get(ask).json()["total"] == 1
    telling.send(row, "closed/", happened_on=today())
    assert Client().get(ask).json()["total"] == 0


def test_it_does_not_hide_what_somebody_looked_at_since() -> None:
    row = telling.service(verified_at=clock.now(), verified_says="editor")
    yesterday = f"{clock.now() - timedelta(days=1):%Y-%m-%d}"
    text = telling.send(row, "closed/", happened_on=yesterday).content.decode()
    assert "an editor looks again" in text
    row.refresh_from_db()
    assert row.hidden_at is None
    assert models.Report.objects.get(service=row).ended_at is None


def test_it_lets_one_network_hide_only_a_few() -> None:
    rows = [telling.meeting() for _ in range(5)]
    for row in rows:
        telling.send(row, "closed/", happened_on=today())
    assert models.Meeting.objects.filter(hidden_at__isnull=False).count() == 3
    assert models.Report.objects.count() == 5


def test_it_folds_the_same_said_by_several() -> None:
    row = telling.service()
    changed = telling.shown(row) | {"fees": "Free"}
    telling.send(row, "suggest/", **changed)
    telling.send(row, "suggest/", **changed)
    assert Suggestion.objects.get().told == 1  # the same network again
    data = {"id": telling.seen_a_minute_ago(), "words": "", "reach": "", **changed}
    Client(REMOTE_ADDR="203.0.113.9").post(telling.path(row, "suggest/"), data)
    assert Suggestion.objects.get().told == 2


def test_it_keeps_no_address_of_anybody() -> None:
    row = telling.service()
    data = {"id": telling.seen_a_minute_ago(), "happened_on": today()}
    Client(REMOTE_ADDR="203.0.113.9").post(telling.path(row, "closed/"), data)
    rows = [*Suggestion.objects.values(), *models.Report.objects.values(), *Event.objects.values()]
    assert rows
    assert "203.0.113" not in repr(rows)


def test_it_asks_again_where_a_machine_was_quick() -> None:
    row = telling.service()
    just_now = telling.seen_a_minute_ago(seconds=1)
    answer = telling.send(row, "closed/", happened_on=today(), id=just_now, words="Dark.")
    assert answer.status_code == 422
    assert "Send it once more" in answer.content.decode()
    assert "Dark." in answer.content.decode()
    assert not Suggestion.objects.exists()


def test_it_thanks_a_machine_and_keeps_nothing() -> None:
    row = telling.service()
    answer = telling.send(row, "closed/", happened_on=today(), homepage="http://buy.example")
    assert answer.status_code == 200
    assert not Suggestion.objects.exists()
    row.refresh_from_db()
    assert row.hidden_at is None


@pytest.mark.parametrize(
    ("word", "more"),
    [
        ("suggest/", {"words": "http://a.example http://b.example"}),
        ("suggest/", {"words": "x" * 2001}),
        ("suggest/", {"website": "javascript:alert(1)"}),
        ("closed/", {"happened_on": "2999-01-01"}),
        ("closed/", {"happened_on": "tomorrow"}),
        ("closed/", {"reach": "no address", "happened_on": "2026-01-01"}),
        ("tell/", {}),
    ],
)
def test_it_takes_no_nonsense(word: str, more: dict[str, str]) -> None:
    row = telling.service()
    answer = telling.send(row, word, **telling.shown(row) | more)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not Suggestion.objects.exists()


def test_it_gets_slow_where_a_network_sends_very_much() -> None:
    row = telling.service()
    for number in range(30):
        telling.send(row, "suggest/", **telling.shown(row) | {"fees": f"{number} pounds"})
    answer = telling.send(row, "suggest/", **telling.shown(row) | {"fees": "Free"})
    assert answer.status_code == 429
    assert "Free" in answer.content.decode()
    assert Suggestion.objects.count() == 30


def test_it_drops_what_turns_the_reading_direction_and_tags() -> None:
    row = telling.service()
    telling.send(row, "suggest/", **telling.shown(row) | {"fees": "\u202eeerf <b>now</b>"})
    assert Suggestion.objects.get().changes == {"fees": "eerf now"}


def test_it_keeps_how_it_was_for_an_editor() -> None:
    row = telling.service()
    telling.send(row, "tell/", **{"kind": "yes", "no-papers": "no", "culturally-safe": "women"})
    told = Suggestion.objects.get()
    assert told.changes == {"kind/": True, "no-papers/": False, "culturally-safe/women": True}
    assert not row.facts.exists()


def test_it_keeps_a_new_listing_with_where_it_is() -> None:
    feeds.towns()
    data = {"id": telling.seen_a_minute_ago(), "name": "Night kitchen", "town": "Elmora"}
    assert Client().post("/en/missing/service/", data).status_code == 200
    told = Suggestion.objects.get(kind="new")
    assert (told.latitude, told.longitude) == feeds.TOWN
    assert not models.Service.objects.exists()


def test_it_sends_words_only_to_the_published_address() -> None:
    row = telling.service()
    for _ in range(2):
        answer = Client().post(telling.path(row, "ours/"), {"way": "mail"})
        assert answer.status_code == 200
        assert "soup@kettle.example" not in answer.content.decode()
    mail = OutgoingMail.objects.get()  # once a day
    assert mail.to == "soup@kettle.example"
    words = mail.body.split("\n\n")[1]
    assert len(words.split()) == 6
    assert words not in repr([*models.Keeper.objects.values(), *Event.objects.values()])


def test_it_opens_a_listing_with_its_words_and_shows_what_they_say() -> None:
    row = telling.service(hidden_at=clock.now())
    models.Report.objects.create(service=row)
    Client().post(telling.path(row, "ours/"), {"way": "mail"})
    words = OutgoingMail.objects.get().body.split("\n\n")[1]
    form = Client().post("/en/keep/", {"said": words.upper()})
    seen = form.context["form"].initial["seen"]
    data = telling.shown(row) | {"said": words, "seen": seen, "fees": "Free"}
    assert Client().post("/en/keep/", data).status_code == 200
    row.refresh_from_db()
    assert (row.fees, row.hidden_at, row.verified_says) == ("Free", None, "listing")
    edit = models.Edit.objects.get(listing_id=row.pk)
    assert (edit.field, edit.value, edit.was, edit.says) == ("fees", "Free", "", "listing")
    assert happened(verb="keep-listing", about_id=row.pk)
    assert "by themselves" in page(row)


def test_it_opens_nothing_with_wrong_or_old_words() -> None:
    row = telling.service()
    Client().post(telling.path(row, "ours/"), {"way": "mail"})
    words = OutgoingMail.objects.get().body.split("\n\n")[1]
    models.Keeper.objects.update(ended_at=clock.now())
    for said in (words, "river candle maple quiet ladder stone"):
        answer = Client().post("/en/keep/", {"said": said})
        assert answer.status_code == 422
        assert "Soup" not in answer.content.decode()


def test_it_says_what_becomes_of_the_other_days() -> None:
    row = telling.meeting()
    for number, day in enumerate((4, 1)):
        other = models.Meeting.objects.get(pk=row.pk)
        other.pk, other.key, other.weekday = ids.new(), f"other {number}", day
        other.save(force_insert=True)
    form = page_of("closed/", row)
    assert "other days stay in our lists" in form
    told = closed(row)
    assert "other days stay in our lists" in told
    assert told.index("Monday") < told.index("Thursday")
    assert models.Meeting.objects.filter(hidden_at=None).count() == 2


def page_of(word: str, row: Any) -> str:
    return Client().get(telling.path(row, word)).content.decode()


def closed(row: Any) -> str:
    data = {"id": telling.seen_a_minute_ago(), "happened_on": today()}
    answer = Client().post(telling.path(row, "closed/"), data)
    assert answer.status_code == 200
    return answer.content.decode()


def ask_for_mail(row: models.Service) -> str:
    """What anybody may do; the words, as the mail says them."""
    models.Keeper.objects.update(made_at=clock.now() - timedelta(days=2))
    assert Client().post(telling.path(row, "ours/"), {"way": "mail"}).status_code == 200
    return str(OutgoingMail.objects.order_by("-pk")[0].body.split("\n\n")[1])


def opens(said: str) -> bool:
    return Client().post("/en/keep/", {"said": said}).status_code == 200


def test_it_lets_no_stranger_end_the_words_of_another() -> None:
    row = telling.service()
    by_phone = "river candle maple quiet ladder stone"
    digest = keyring.digest(by_phone, use="keeper")
    models.Keeper.objects.create(service=row, way="phone", words_digest=digest)
    first = ask_for_mail(row)
    second = ask_for_mail(row)
    assert [opens(said) for said in (by_phone, first, second)] == [True, True, True]
    seen = Client().post("/en/keep/", {"said": second}).context["form"].initial["seen"]
    data = telling.shown(row) | {"said": second, "seen": seen, "fees": "Free"}
    assert Client().post("/en/keep/", data).status_code == 200
    assert [opens(said) for said in (by_phone, first, second)] == [True, False, True]


def test_it_slows_down_who_guesses_words() -> None:
    for number in range(30):
        Client().post("/en/keep/", {"said": f"guess {number}"})
    assert Client().post("/en/keep/", {"said": "guess again"}).status_code == 429


@pytest.mark.parametrize("word", ["", "suggest/", "closed/", "tell/", "ours/"])
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_it_says_nothing_of_a_private_listing(word: str, language: str) -> None:
    row = telling.service(is_public=False)
    path = telling.path(row, word).replace("/en/", f"/{language}/")
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"way": "mail"}).status_code in {404, 405}


@pytest.mark.parametrize("word", ["", "suggest/", "closed/", "tell/", "ours/"])
def test_it_says_nothing_of_a_private_organisation(word: str) -> None:
    row = telling.service()
    said = ask_for_mail(row)
    models.ListedOrganisation.objects.update(is_public=False)
    search.reindex(services=[row.pk])
    assert Client().get(telling.path(row, word)).status_code == 404
    assert not opens(said)
    assert not policy.offers().exists()
    assert not models.Entry.objects.exists()

"""Writing to each other: once, read, kept for later, and by nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from alongside.accounts.models import Programme
from alongside.core import clock, ids
from alongside.participants.models import Consent, Participant
from alongside.support import actions as support
from alongside.support.models import Pairing
from alongside.threads import actions
from alongside.threads.models import Draft, Message
from tests.cast import Cast
from tests.support.doors import get, post, queries_of, verbs, walk_with_more
from tests.threads.doors import written


def said(words: str, **more: Any) -> dict[str, Any]:
    return {"id": str(ids.new()), "words": words, **more}


def test_it_is_written_once_read_and_answered(cast: Cast) -> None:
    """Sam writes by return key with a double tap; Maya reads it, and answers."""
    sam, maya, form = cast.sam.client(), cast.maya.client(), said("Can we talk?\nToday.")
    for _ in range(2):
        assert post(sam, "threads:messages", form).status_code == 302
    row = Message.objects.get()
    assert (row.words, row.author_id, row.read_at) == ("Can we talk?\nToday.", None, None)
    today = get(maya, "homes:today").content.decode()
    assert "Wrote to you on" in today
    assert "One person wrote to you" in today
    assert "One new message" in get(maya, "threads:messages").content.decode()
    page = get(maya, "threads:thread", participant=cast.sam.id).content.decode()
    assert "Can we talk?<br>Today." in page
    row.refresh_from_db()
    assert row.read_at is not None
    assert "wrote to you" not in get(maya, "homes:today").content.decode().casefold()
    answer = said("Yes. At <b>four</b>?")
    assert post(maya, "threads:thread", answer, participant=cast.sam.id).status_code == 302
    assert "One new message" in get(sam, "homes:support").content.decode()
    text = get(sam, "threads:messages").content.decode()
    assert "At &lt;b&gt;four&lt;/b&gt;?" in text
    assert "Maya reads this, and nobody else." in text
    assert "new message" not in get(sam, "homes:support").content.decode()
    assert verbs(cast.sam.id) == ["write-message", "write-message"]


def test_it_tells_nobody_what_a_participant_has_read(cast: Cast) -> None:
    row = written(cast)
    get(cast.sam.client(), "threads:messages")
    row.refresh_from_db()
    assert row.read_at is not None
    page = get(cast.maya.client(), "threads:thread", participant=cast.sam.id).content.decode()
    assert ">Read<" not in page.replace("\n", "").replace(" ", "")


def test_it_keeps_what_was_begun_for_its_writer_alone(cast: Cast) -> None:
    sam, maya = cast.sam.client(), cast.maya.client()
    assert post(sam, "threads:messages", said("I wanted to", keep="1")).status_code == 302
    assert not Message.objects.exists()
    assert "I wanted to" in get(sam, "threads:messages").content.decode()
    page = get(maya, "threads:thread", participant=cast.sam.id).content.decode()
    assert "I wanted to" not in page
    post(sam, "threads:messages", said("I wanted to say thanks"))
    assert not Draft.objects.exists()


def test_it_says_when_a_human_reads_and_whom_to_call(cast: Cast) -> None:
    sam = cast.sam.client()
    assert (
        "We can’t promise when somebody reads this."
        in get(sam, "threads:messages").content.decode()
    )
    kit = cast.kit.client()
    form = {"id": str(ids.new()), "days": range(7), "from_time": "00:00", "until_time": "00:00"}
    for _ in range(2):
        assert post(kit, "threads:hours", form).status_code == 302
    text = get(sam, "threads:messages").content.decode()
    assert "Somebody reads messages now." in text
    assert "day and night" in text
    assert 'href="tel:988"' in text
    assert post(kit, "threads:end_hours", reading=form["id"]).status_code == 302
    assert "Somebody reads" not in get(sam, "threads:messages").content.decode()
    assert post(cast.omar.client(), "threads:hours", form).status_code == 403


def test_a_programme_has_the_hours_of_all_or_its_own(cast: Cast) -> None:
    sam, kit, person = cast.sam.client(), cast.kit.client(), cast.sam.participant
    theirs = Programme.objects.create(organisation=cast.riverbend, name="Night walks")
    elsewhere = Programme.objects.create(organisation=cast.harbour, name="Elsewhere")
    form: dict[str, Any] = {"days": range(7), "from_time": "00:00", "until_time": "00:00"}
    assert post(kit, "threads:hours", form | {"id": str(ids.new())}).status_code == 302
    assert person is not None
    Participant.objects.filter(pk=person.pk).update(programme=theirs)
    assert "Somebody reads messages now." in get(sam, "threads:messages").content.decode()
    later = (clock.now() + timedelta(days=3)).weekday()
    own = form | {"id": str(ids.new()), "programme": str(theirs.pk), "days": [later]}
    assert post(kit, "threads:hours", own).status_code == 302
    assert "Nobody reads this now." in get(sam, "threads:messages").content.decode()
    assert "Only for Night walks" in get(kit, "threads:hours").content.decode()
    other = get(cast.rosa.client(), "threads:messages").content.decode()
    assert "Somebody reads messages now." in other
    wrong = own | {"id": str(ids.new()), "programme": str(elsewhere.pk)}
    assert post(kit, "threads:hours", wrong).status_code == 422
    post(kit, "threads:end_hours", reading=own["id"])
    assert "Somebody reads messages now." in get(sam, "threads:messages").content.decode()


def test_it_goes_on_with_the_next_peer_only_as_the_participant_leaves_it(cast: Cast) -> None:
    """Sam tells Maya something; then Vera walks with Sam, and Maya no more."""
    actions.write(by=cast.sam.by, id=ids.new(), participant=cast.sam.id, words="What I told Maya")
    support.end_pairing(by=cast.sam.by, pairing=Pairing.objects.get(participant=cast.sam.id).pk)
    assert get(cast.maya.client(), "threads:thread", participant=cast.sam.id).status_code == 404
    vera_id = cast.vera.by.person_id
    support.pair(by=cast.sam.by, participant=cast.sam.id, peer=vera_id)
    vera, sam = cast.vera.client(), cast.sam.client()
    assert (
        "What I told Maya" in get(vera, "threads:thread", participant=cast.sam.id).content.decode()
    )
    for _ in range(2):
        assert post(sam, "threads:leave_past", {"opens": "no"}).status_code == 302
    page = get(vera, "threads:thread", participant=cast.sam.id).content.decode()
    assert "What I told Maya" not in page
    actions.write(by=cast.sam.by, id=ids.new(), participant=cast.sam.id, words="And this to Vera")
    page = get(vera, "threads:thread", participant=cast.sam.id).content.decode()
    assert "And this to Vera" in page
    assert "What I told Maya" in get(sam, "threads:messages").content.decode()
    assert "leave-past" in verbs(cast.sam.id)


def test_it_asks_for_a_yes_before_a_peer_writes(cast: Cast) -> None:
    """Lee said no to things being written down; whoever writes first may be answered."""
    maya, form = cast.maya.client(), said("Hello Lee")
    assert post(maya, "threads:thread", form, participant=cast.lee.id).status_code == 410
    assert post(cast.lee.client(), "threads:messages", said("Hello Maya")).status_code == 302
    assert post(maya, "threads:thread", form, participant=cast.lee.id).status_code == 302
    Consent.objects.filter(participant=cast.lee.id).update(withdrawn_at=clock.now())
    answer = post(maya, "threads:thread", said("And again"), participant=cast.lee.id)
    assert answer.status_code == 410
    assert "And again" in answer.content.decode()


@pytest.mark.parametrize("words", ["", "  ", "\u202e\u200b", "x" * 4001])
def test_it_takes_nothing_that_is_nothing(cast: Cast, words: str) -> None:
    answer = post(cast.sam.client(), "threads:messages", said(words))
    assert answer.status_code == 422
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 404), ("dana", 403), ("omar", 403), ("rosa", 404), ("riley", 404)]
)
def test_it_is_read_by_nobody_else(cast: Cast, who: str, status: int) -> None:
    """Not by a supervisor, nor by another participant, who gets a page for nobody."""
    written(cast, "Between us")
    client = cast.characters[who].client()
    for answer in (
        get(client, "threads:thread", participant=cast.sam.id),
        post(client, "threads:thread", said("Me, too"), participant=cast.sam.id),
    ):
        assert answer.status_code == status
        assert "Between us" not in answer.content.decode()
    assert Message.objects.count() == 1


def test_it_takes_the_same_queries_for_any_number(cast: Cast) -> None:
    maya, sam = cast.maya.client(), cast.sam.client()
    written(cast)
    for client, path in (
        (maya, reverse("threads:messages")),
        (maya, reverse("threads:thread", kwargs={"participant": cast.sam.id})),
        (sam, reverse("threads:messages")),
    ):
        client.get(path)
        few = queries_of(client, path)
        for person in (*walk_with_more(cast, 3), cast.sam.participant):
            assert person is not None
            for _ in range(3):
                actions.write(by=cast.maya.by, id=ids.new(), participant=person.pk, words="Again")
        client.get(path)
        assert queries_of(client, path) == few

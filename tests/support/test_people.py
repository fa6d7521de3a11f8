"""The people a peer walks with, one of them, and parting."""

import pytest
from django.urls import reverse

from alongside.audit.models import Event
from alongside.support.models import Contact, Pairing
from tests.cast import Cast
from tests.support.doors import get, post, queries_of, verbs, walk_with_more


def test_it_lists_everybody_by_name(cast: Cast) -> None:
    text = get(cast.maya.client(), "support:people").content.decode()
    assert text.index("Lee") < text.index("Sam")
    assert "Rosa" not in text
    assert "walk with nobody yet" in get(cast.vera.client(), "support:people").content.decode()
    assert get(cast.omar.client(), "support:people").status_code == 403


def test_it_shows_one_person_and_leaves_a_look(cast: Cast) -> None:
    maya = cast.maya.client()
    text = get(maya, "support:person", participant=cast.sam.id).content.decode()
    assert "A door that locks" in text
    assert reverse("support:log", kwargs={"participant": cast.sam.id}) in text
    get(maya, "support:person", participant=cast.sam.id)
    looks = Event.objects.filter(participant_id=cast.sam.id, verb="look")
    assert [look.facts for look in looks] == [{"page": "person"}]


def test_it_says_how_to_reach_them_and_how_never(cast: Cast) -> None:
    person = cast.sam.participant
    assert person is not None
    person.reach_how, person.reach_never = "Text in the evening", "Ring my mother"
    person.save()
    text = get(cast.maya.client(), "support:person", participant=cast.sam.id).content.decode()
    assert "Text in the evening" in text
    assert "Ring my mother" in text


def test_it_says_once_what_all_times_together_share(cast: Cast) -> None:
    def page() -> str:
        answer = get(cast.maya.client(), "support:contacts", participant=cast.sam.id)
        return str(answer.content.decode())

    common = {"organisation": cast.riverbend, "participant_id": cast.sam.id, "emotional": True}
    mine = {**common, "peer_id": cast.maya.by.person_id}
    Contact.objects.create(**mine)
    assert "with Maya" in page()
    assert "All with Maya" not in page(), "one time shares nothing"
    Contact.objects.create(**mine)
    assert (page().count("All with Maya"), page().count("with Maya")) == (1, 1)
    Contact.objects.create(**common, peer_id=cast.vera.by.person_id)
    assert "All with" not in page()
    assert (page().count("with Maya"), page().count("with Vera")) == (2, 1)


def test_it_is_read_only_for_their_supervisor(cast: Cast) -> None:
    answer = get(cast.dana.client(), "support:person", participant=cast.sam.id)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert reverse("support:log", kwargs={"participant": cast.sam.id}) not in text
    assert "Stop walking" not in text


@pytest.mark.parametrize(
    ("who", "status"), [("sam", 200), ("vera", 404), ("rosa", 404), ("omar", 403), ("riley", 404)]
)
def test_it_opens_by_a_tie(cast: Cast, who: str, status: int) -> None:
    client = cast.characters[who].client()
    assert get(client, "support:person", participant=cast.sam.id).status_code == status
    refused = ["participant-read"] if who in {"vera", "rosa", "omar"} else []
    assert verbs(cast.sam.id, outcome="refused") == refused


def test_it_takes_the_same_queries_for_five_and_fifty_people(cast: Cast) -> None:
    maya = cast.maya.client()
    person = walk_with_more(cast, 5)[0]
    pages = [
        reverse("support:people"),
        reverse("support:log"),
        reverse("homes:today"),
        reverse("support:person", kwargs={"participant": person.pk}),
        reverse("support:plan", kwargs={"participant": person.pk}),
        reverse("support:contacts", kwargs={"participant": person.pk}),
    ]
    for page in pages:
        maya.get(page)  # the look is written once
    few = [queries_of(maya, page) for page in pages]
    walk_with_more(cast, 45)
    assert [queries_of(maya, page) for page in pages] == few
    assert max(few) <= 16


@pytest.mark.parametrize("who", ["sam", "maya", "omar"])
def test_it_ends_on_one_page_without_reasons(cast: Cast, who: str) -> None:
    row = Pairing.objects.get(participant=cast.sam.id)
    client = cast.characters[who].client()
    assert get(client, "support:end_pairing", pairing=row.pk).status_code == 200
    assert post(client, "support:end_pairing", pairing=row.pk).status_code == 302
    row.refresh_from_db()
    assert row.until_at is not None
    assert get(cast.maya.client(), "support:person", participant=cast.sam.id).status_code == 404


def test_it_lets_them_say_when_to_be_missed(cast: Cast) -> None:
    row, sam = Pairing.objects.get(participant=cast.sam.id), cast.sam.client()
    assert "Maya" in get(sam, "support:walking").content.decode()
    for days, expected in (("7", 7), ("never", None)):
        post(sam, "support:wish_to_be_missed", {"days": days}, pairing=row.pk)
        row.refresh_from_db()
        assert row.quiet_after_days == expected
    for days in ("2", "", "x"):
        answer = post(sam, "support:wish_to_be_missed", {"days": days}, pairing=row.pk)
        assert answer.status_code == 422
    rosa = post(cast.rosa.client(), "support:wish_to_be_missed", {"days": "7"}, pairing=row.pk)
    assert rosa.status_code == 404
    tess = post(cast.tess.client(), "support:wish_to_be_missed", {"days": "7"}, pairing=row.pk)
    assert tess.status_code == 404
    assert "Nobody yet" in get(cast.rosa.client(), "support:walking").content.decode()

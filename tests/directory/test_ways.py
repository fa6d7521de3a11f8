"""Kinds of meetings and fellowships as data: named by those who bring in lists, chosen by all."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from alongside.audit.models import Event
from alongside.directory import models
from alongside.directory.models import labels
from alongside.directory.rules import changes
from tests.cast import Cast
from tests.directory import feeds

pytestmark = pytest.mark.django_db
NEW_KIND = "/en/listings/fellowships/kinds/new/"
NEW = "/en/listings/fellowships/new/"


def find(query: str, language: str = "en") -> str:
    return Client().get(f"/{language}/?{query}").content.decode()


def test_it_adds_a_kind_that_everybody_can_choose(cast: Cast, tmp_path: Path) -> None:
    feeds.towns()
    client = cast.omar.client()
    assert client.post(NEW_KIND, {"name": "Walking groups", "is_listed": "on"}).status_code == 302
    data = {"name": "Kettle Walkers", "pathway": "walking-groups", "spelled": "KW\nthe walkers"}
    assert client.post(NEW, data).status_code == 302
    feeds.bring(
        tmp_path,
        [feeds.meeting("walk", fellowship="The Walkers"), feeds.meeting("sit", fellowship="AA")],
    )
    row = models.Meeting.objects.get(key="walk")
    assert (row.belongs_to_id, row.pathway) == ("kettle-walkers", "walking-groups")
    assert "Walking groups" in find("place=elmora")
    text = find("place=elmora&when=any&show=meetings&way=walking-groups")
    assert "Meeting walk" in text
    assert "Meeting sit" not in text
    assert "Walking groups" in Client().get(f"/en/meetings/{row.pk}/").content.decode()
    assert set(Event.objects.values_list("verb", flat=True)) >= {"keep-pathway", "keep-fellowship"}


def test_it_finds_nothing_of_a_kind_that_nothing_is(cast: Cast, tmp_path: Path) -> None:
    feeds.towns()
    cast.omar.client().post(NEW_KIND, {"name": "Walking groups", "is_listed": "on"})
    feeds.bring(tmp_path, [feeds.meeting("sit")])
    assert "Meeting sit" not in find("place=elmora&when=any&way=walking-groups&show=meetings")


def test_it_keeps_a_kind_that_a_list_names(cast: Cast, tmp_path: Path) -> None:
    cast.omar.client().post(NEW_KIND, {"name": "Walking groups", "is_listed": "on"})
    feeds.bring(
        tmp_path,
        [feeds.meeting("walk", pathway="walking-groups"), feeds.meeting("odd", pathway="no-such")],
    )
    kept = dict(models.Meeting.objects.values_list("key", "pathway"))
    assert kept == {"walk": "walking-groups", "odd": ""}


def test_it_says_what_ships_in_every_language(cast: Cast) -> None:
    with translation.override("fr"):
        said = str(labels.PATHWAYS["secular"])
    assert f">{said}</option>" in find("", "fr")
    cast.omar.client().post(
        "/en/listings/fellowships/kinds/secular/",
        {"name": "Without religion", "is_listed": "on", "seen": seen("secular")},
    )
    assert "Without religion" in find("", "fr")


def seen(slug: str) -> str:
    row = models.Pathway.objects.get(pk=slug)
    return changes.mark_of({"name": row.name, "names": row.names, "is_listed": row.is_listed})


def test_it_is_called_as_it_is_in_each_language(cast: Cast) -> None:
    data = {"name": "Walking groups", "name_fr": "Groupes de marche", "is_listed": "on", "seen": ""}
    assert cast.omar.client().post(NEW_KIND, data).status_code == 302
    told = {code: find("", code) for code in ("en", "fr", "es")}
    assert ">Groupes de marche</option>" in told["fr"]
    assert all(">Walking groups</option>" in told[code] for code in ("en", "es"))
    page = cast.omar.client().get("/en/listings/fellowships/kinds/walking-groups/")
    assert "Groupes de marche" in page.content.decode()


def test_it_hides_a_kind_from_the_choices(cast: Cast) -> None:
    data = {"name": "", "seen": seen("faith")}
    page = "/en/listings/fellowships/kinds/faith/"
    assert cast.omar.client().post(page, data).status_code == 302
    assert 'value="faith"' not in find("")
    assert 'value="secular"' in find("")


def test_it_overwrites_nobody(cast: Cast) -> None:
    client = cast.omar.client()
    assert client.post(NEW, {"name": "AA", "pathway": "secular"}).status_code == 422
    page, old = "/en/listings/fellowships/kinds/faith/", seen("faith")
    client.post(page, {"name": "Faith", "is_listed": "on", "seen": old})
    late = client.post(page, {"name": "Other", "is_listed": "on", "seen": old})
    assert late.status_code == 409
    assert "Other" in late.content.decode()
    assert models.Pathway.objects.get(pk="faith").name == "Faith"


def test_it_takes_one_spelling_for_one_fellowship(cast: Cast) -> None:
    data = {"name": "Kettle", "pathway": "secular", "spelled": "Alcoholics Anonymous"}
    answer = cast.omar.client().post(NEW, data)
    assert answer.status_code == 422
    assert not models.Fellowship.objects.filter(pk="kettle").exists()


def test_it_opens_only_to_those_who_bring_lists(cast: Cast) -> None:
    pages = ("", "new/", "aa/", "kinds/new/", "kinds/faith/")
    for page in pages:
        path = f"/en/listings/fellowships/{page}"
        assert cast.omar.client().get(path).status_code == 200
        assert cast.maya.client().get(path).status_code == 403
    assert cast.omar.client().get("/en/listings/fellowships/nothing/").status_code == 404

"""What stands in the way of a plan leads to what may help, without a word of theirs."""

import html

import pytest

from alongside.directory.rules import lexicon, words
from alongside.support import actions
from alongside.support.models import Plan
from alongside.support.rules import ideas
from tests.cast import Cast
from tests.support.doors import get


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Papers. And the stairwell at my cousin’s.", ["papers", "home"]),
        ("Me da MIEDO el alquiler", ["fear", "home"]),
        ("La peur du téléphone.", ["fear"]),
        ("The idea of a paperback", []),
        ("", []),
        ("rent food money bus work court kids", ["home", "food", "money", "way"]),
    ],
)
def test_it_knows_what_stands_in_the_way(text: str, slugs: list[str]) -> None:
    assert [each.slug for each in ideas.barriers(text)] == slugs


def test_it_looks_for_what_the_finder_understands() -> None:
    for each in ideas.BARRIERS.values():
        assert set(each.words) == set(each.what) == set(ideas.LANGUAGES)
        for what in each.what.values():
            assert words.plain(what) in lexicon.PHRASES, (each.slug, what)


def test_it_opens_the_finder_without_their_words(cast: Cast) -> None:
    told = {"dreams": "", "strengths": "", "in_the_way": "Papers, says Wilhelmina"}
    row = Plan.objects.filter(participant=cast.sam.id).first()
    actions.tell_about(
        by=cast.sam.by, participant=cast.sam.id, version=row.version if row else 0, **told
    )
    for client, given in (
        (cast.sam.client(), {}),
        (cast.maya.client(), {"participant": cast.sam.id}),
    ):
        page = html.unescape(get(client, "support:plan", **given).content.decode())
        assert 'href="/en/?what=id+card&when=any"' in page
        assert "what=Wilhelmina" not in page
    assert client.get("/en/?what=id+card&when=any").status_code == 200

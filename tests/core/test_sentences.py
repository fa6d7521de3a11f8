"""A sentence is kept as what it says, and read in the language of whoever reads it."""

import json

import pytest
from django.utils.translation import gettext, gettext_lazy, override

from alongside.core import sentences
from alongside.outreach.forms import supply

LOT = gettext_lazy("Lot %(number)s has been recalled. It can’t be handed out.")
BOOK = gettext_lazy("What is left of “%(item)s” is past its date.")


def test_it_is_put_into_words_when_it_is_read() -> None:
    water = sentences.named({"en": "Water", "fr": "Eau"})
    with override("fr"):
        all_of_them = [
            sentences.kept(gettext_lazy("Look at it again.")),
            sentences.kept(sentences.filled(LOT, number="7 %s")),
            sentences.kept(sentences.filled(BOOK, item=water)),
            sentences.kept(gettext("Look at it again.")),  # in words before it came here
        ]
        again, said = json.loads(json.dumps(all_of_them)), sentences.said(all_of_them[2])
    assert "Eau" in said and said != "Eau"
    assert [sentences.said(one) for one in again[:3]] == [
        "Look at it again.",
        "Lot 7 %s has been recalled. It can’t be handed out.",
        "What is left of “Water” is past its date.",
    ]
    with override("es"):
        spanish = sentences.said(again[2])
        assert "Water" in spanish  # which has no name in it
        assert "What is left" not in spanish
    assert again[3] == sentences.said(again[3]) != "Look at it again."


@pytest.mark.parametrize(("language", "said"), [("en", "3 days"), ("fr", "3 jours")])
def test_it_counts_in_the_language_of_whoever_reads_it(language: str, said: str) -> None:
    """A form is made when the program begins, and read by everybody after it."""
    days = dict(supply.DAYS)
    with override(language):
        assert str(days[3]) == said

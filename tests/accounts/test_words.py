"""How days of a week are said in one line."""

import pytest

from alongside.accounts import words


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], ""),
        ([6, 0], "Monday, Sunday"),
        ([4, 3, 2, 1, 0], "Monday – Friday"),
        ([0, 1, 3, 4, 5], "Monday, Tuesday, Thursday – Saturday"),
    ],
)
def test_it_says_days_that_follow_each_other_as_a_stretch(chosen: list[int], said: str) -> None:
    assert words.stretches(chosen) == said
    assert words.stretches(iter(chosen), "abcdefg").count("–") == said.count("–")

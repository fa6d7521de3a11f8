"""A definition of a return is data: what is wrong with it is said, all of it, in words."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insights.rules import definitions
from alongside.insights.rules.measures import PEOPLE, THINGS, Measure, Split

MEASURES = {
    "desk.visits": Measure(
        words="Visits",
        counted="Once each time.",
        splits={"band": Split("Part of the day", {"day": "day", "night": "night"})},
        asks=(THINGS, PEOPLE),
    )
}
GOOD = """
version = "1"
country = "CA"
every = "month"
title = { en = "T", fr = "T", es = "T" }
about = { en = "A", fr = "A", es = "A" }
[[parts]]
words = { en = "P", fr = "P", es = "P" }
[[parts.lines]]
slug = "visits"
measure = "desk.visits"
asks = "things"
by = "band"
words = { en = "V", fr = "V", es = "V" }
[[not_asked]]
words = { en = "N", fr = "N", es = "N" }
why = { en = "W", fr = "W", es = "W" }
"""


def wrong(text: str, name: str = "ours") -> str:
    with pytest.raises(definitions.Broken) as said:
        definitions.read(name, text, MEASURES)
    return str(said.value)


def test_it_reads_what_is_right() -> None:
    found = definitions.read("ours", GOOD, MEASURES)
    assert (found.slug, found.every, [line.slug for line in found.lines]) == (
        "ours",
        "month",
        ["visits"],
    )


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('country = "CA"', 'country = "Canada"', "country is not two capital letters"),
        ('every = "month"', 'every = "fortnight"', "every is neither month nor quarter"),
        ('version = "1"', "", "version is missing"),
        ('title = { en = "T", fr = "T", es = "T" }', "", "title is missing"),
        ('fr = "V", ', "", "line 'visits': words is not said in fr"),
        ("desk.visits", "desk.guesses", "asks for 'desk.guesses', which nobody counts"),
        ('asks = "things"', 'asks = "most"', "asks for 'most' of desk.visits"),
        ('by = "band"', 'by = "gender"', "splits by 'gender'; desk.visits knows: band"),
        ('by = "band"', 'only.band = ["noon"]', "band is never noon; known: day, night"),
        ('by = "band"', 'only.band = "day"', "only.band is no list of values"),
        ('by = "band"', "figure = 12", "line 'visits' says figure"),
        ('slug = "visits"', 'slug = "My visits"', "no slug of small letters"),
        ("[[parts]]", "[[oarts]]", "it has no parts"),
        ("[[not_asked]]", "[[parts.lines]]", "has no slug"),
        ('country = "CA"', 'country = "CA', "not TOML: "),
    ],
)
def test_it_says_what_is_wrong(was: str, becomes: str, said: str) -> None:
    assert was in GOOD
    assert said in wrong(GOOD.replace(was, becomes))


def test_it_says_everything_that_is_wrong_at_once() -> None:
    text = GOOD.replace('"CA"', '"?"').replace('"month"', '"day"').replace('by = "band"', "by = 3")
    assert wrong(text, "Not Ours").count(";") >= 3


def test_it_takes_no_line_twice() -> None:
    line = GOOD[GOOD.index("[[parts.lines]]") : GOOD.index("[[not_asked]]")]
    assert "line 'visits' stands there twice" in wrong(GOOD.replace(line, line + line))


NONSENSE = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text(max_size=5)),
    lambda inside: st.one_of(
        st.lists(inside, max_size=3), st.dictionaries(st.text("abc", max_size=3), inside)
    ),
    max_leaves=5,
)


def _as_toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = ", ".join(f'"{key}" = {_as_toml(each)}' for key, each in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_as_toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else '"?"'


@given(
    st.sampled_from(
        ["slug", "measure", "asks", "by", "only", "words", "note", "lines", "parts", "not_asked"]
    ),
    NONSENSE,
)
@settings(max_examples=150, deadline=None)
def test_it_stands_any_nonsense(name: str, value: object) -> None:
    """In any place where something else is expected: said, never a broken program."""
    line = f"{name} = {_as_toml(value)}"
    for text in (
        GOOD.replace('slug = "visits"', f'slug = "visits"\n{line}'),
        GOOD.replace('version = "1"', f'version = "1"\n{line}'),
    ):
        try:
            definitions.read("ours", text, MEASURES)
        except definitions.Broken as said:
            assert said.wrong


def test_it_reads_a_folder_without_stumbling_over_one_file(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.toml").write_text("parts = 1", encoding="utf-8")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "long.toml").write_text("#" * (definitions.LONGEST + 1), encoding="utf-8")
    found, broken = definitions.read_all(tmp_path, MEASURES)
    assert [*found] == ["good"]
    assert [each.name for each in broken] == ["bad", "bytes", "long"]

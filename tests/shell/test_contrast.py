"""Every pair of colours that meets is readable, by day and by night (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

TOKENS = Path("alongside/shell/static/shell/tokens.css")
ROLE = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
DAY, NIGHT = 0, 1

ROLES = {name: (day, night) for name, day, night in ROLE.findall(TOKENS.read_text())}

GROUNDS = ["surface", "card", "sunk"]
WORDS = [
    *(
        (word, ground)
        for word in ("ink", "ink-soft", "accent", "accent-deep")
        for ground in GROUNDS
    ),
    *(("needs-you", ground) for ground in ("surface", "card", "needs-you-soft")),
    *(("kept", ground) for ground in ("surface", "card", "kept-soft")),
    *(("ink", ground) for ground in ("accent-soft", "needs-you-soft", "kept-soft", "point-soft")),
    ("ink-soft", "accent-soft"),
    ("accent", "accent-soft"),
    ("accent-deep", "accent-soft"),
    ("on-accent", "accent"),
    ("on-band", "band"),
    ("needs-you", "accent-soft"),
    ("accent", "needs-you-soft"),
]
EDGES = [
    *((edge, ground) for edge in ("line-strong", "focus", "accent") for ground in GROUNDS),
    ("line-strong", "accent-soft"),
    ("needs-you", "card"),
    ("kept", "kept-soft"),
    ("point", "band"),
]


def brightness(colour: str) -> float:
    """Relative luminance of '#rrggbb', 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((brightness(one), brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_it_can_be_read(word: str, ground: str, theme: int) -> None:
    assert contrast(ROLES[word][theme], ROLES[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_it_shows_where_to_type_and_where_one_is(edge: str, ground: str, theme: int) -> None:
    assert contrast(ROLES[edge][theme], ROLES[ground][theme]) >= 3


def test_it_measures_as_the_standard_does() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_it_knows_every_colour_the_style_sheets_use() -> None:
    used = set()
    for sheet in TOKENS.parent.glob("*.css"):
        if sheet.name not in {"tokens.css", "print.css"}:
            text = sheet.read_text()
            assert not re.search(r"#[0-9a-f]{3,8}\b", text), f"{sheet.name} names a paint"
            used |= set(re.findall(r"(?:color|background|stroke|fill): var\(--([a-z-]+)\)", text))
    assert used - ROLES.keys() == {"cloth", "paint"} & used

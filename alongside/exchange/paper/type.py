"""Words set in a typeface: which signs it has, how wide they are, where a line breaks."""

import threading
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "Hyperlegible", "Hyperlegible-Bold"
FILES = {
    PLAIN: "AtkinsonHyperlegibleNext-Regular.ttf",
    BOLD: "AtkinsonHyperlegibleNext-Bold.ttf",
}
UNKNOWN = "?"
DRAWING = threading.Lock()  # a registered typeface remembers which of its signs a page used


@cache
def typefaces() -> frozenset[int]:
    """Both, ready to draw with; and the signs that they have."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(Path(__file__).parent / "vendor" / file)))
    faces: list[Any] = [pdfmetrics.getFont(name).face for name in FILES]
    return frozenset(faces[0].charToGlyph) & frozenset(faces[1].charToGlyph)


def written(text: str) -> str:
    """Only signs that can be drawn, left to right; a letter without its accent before none."""
    known = typefaces()
    if all(ord(sign) in known for sign in text):
        return text
    drawn = []
    for sign in unicodedata.normalize("NFC", text):
        if ord(sign) in known:
            drawn.append(sign)
        elif unicodedata.category(sign) == "Cf":
            continue  # says in which direction to write, and is not seen
        else:
            plain = [part for part in unicodedata.normalize("NFKD", sign) if ord(part) in known]
            drawn.append("".join(plain) or (" " if sign.isspace() else UNKNOWN))
    return "".join(drawn)


@lru_cache(20_000)
def width(word: str, face: str, size: float) -> float:
    typefaces()
    return float(pdfmetrics.stringWidth(word, face, size))


@dataclass(frozen=True, slots=True)
class Style:
    """`above` is the gap before a paragraph, in points like all the rest."""

    face: str
    size: float
    leading: float
    above: float = 0
    grey: float = 0
    indent: float = 0

    def larger(self, scale: float) -> "Style":
        """The same, for eyes that need it."""
        if scale == 1:
            return self
        return replace(
            self, size=self.size * scale, leading=self.leading * scale, above=self.above * scale
        )


def broken(text: str, style: Style, room: float) -> list[str]:
    """Lines no wider than `room`; a word longer than that is cut."""
    lines: list[str] = []
    line, space, room = "", width(" ", style.face, style.size), room - style.indent
    so_far = 0.0
    for word in written(text).split():
        wide = width(word, style.face, style.size)
        if line and so_far + space + wide <= room:
            line, so_far = f"{line} {word}", so_far + space + wide
            continue
        if line:
            lines.append(line)
        while wide > room and len(word) > 1:
            cut = _fitting(word, style, room)
            lines.append(word[:cut])
            word = word[cut:]
            wide = width(word, style.face, style.size)
        line, so_far = word, wide
    return [*lines, line] if line else lines


def _fitting(word: str, style: Style, room: float) -> int:
    """How many signs of the word fit; at least one."""
    cut = len(word)
    while cut > 1 and pdfmetrics.stringWidth(word[:cut], style.face, style.size) > room:
        cut -= 1
    return cut

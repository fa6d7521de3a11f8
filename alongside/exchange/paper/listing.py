"""The list itself: what stands first, by day or by area, and in which shape."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.pdfgen.canvas import Canvas

from alongside.directory.queries import printed
from alongside.directory.queries.printed import Entry, Printed
from alongside.exchange.paper import flow as flowing
from alongside.exchange.paper import folds
from alongside.exchange.paper.flow import Block, Frame
from alongside.exchange.paper.tags import Tags
from alongside.exchange.paper.type import BOLD, DRAWING, PLAIN, Style, typefaces

MOST_PAGES = 60
MOST_ON_A_FOLD, FEW_FACTS = 10, 3  # services, and what is said of each


@dataclass(frozen=True, slots=True)
class Shape:
    """`size` is that of the body, in points. Panels are one sheet, folded; else columns."""

    size: float
    columns: int = 1
    panels: tuple[int, int] | None = None
    is_sideways: bool = False
    code: float = 70

    def style(self, face: str = PLAIN, scale: float = 1, **more: float) -> Style:
        size = self.size * scale
        return Style(face, size, size * 1.25, **more)


SHAPES = {
    "list": Shape(10, columns=2),
    "large": Shape(18, code=100),
    "pocket": Shape(7.5, panels=(4, 2), is_sideways=True, code=52),
    "quarter": Shape(8.5, panels=(2, 2), code=60),
}


@dataclass(frozen=True, slots=True)
class About:
    """What every list says of itself."""

    title: str
    link: str
    made_at: datetime
    zone: str
    help_lines: list[tuple[str, str]]


def draw(found: Printed, about: About, *, shape: str, paper: str, by: str, language: str) -> bytes:
    """The PDF. `by` is 'day' or 'area'. A list that is too long says how much is missing."""
    how = SHAPES[shape]
    opening = list(_opening(found, about, how))
    rest = [*_meetings(found, how, by), *_services(found, how, by)]
    if how.panels:  # few fit, and food or a bed is what somebody without a phone asks for first
        few = replace(found, services=found.services[:MOST_ON_A_FOLD])
        found = replace(found, more=found.more + len(found.services) - len(few.services))
        rest = [*_services(few, how, by), *_meetings(few, how, by)]
    if not rest:
        nothing = _("Nothing in our list fits what was searched.")
        rest = [Block(((nothing, how.style(above=how.size)),))]
    rest += _closing(found, how)
    with DRAWING:
        typefaces()
        wide, high = folds.PAPERS[paper]
        sheet = folds.Sheet(*((high, wide) if how.is_sideways else (wide, high)))
        done = flowing.flow([*opening, *rest], _frames(sheet, how))
        for _again in range(3):  # saying how many are missing may push one more out
            missing = done.left_over + found.more
            said_so = [_missing(missing, how)] if missing else []
            done = flowing.flow([*opening, *said_so, *rest], _frames(sheet, how))
            if done.left_over + found.more == missing:
                break
        return _paged(done, sheet, about, how, language)


def _frames(sheet: folds.Sheet, how: Shape) -> Iterator[Frame]:
    if how.panels:
        across, down = how.panels
        return folds.panels(folds.Sheet(sheet.wide, sheet.high, across, down))
    frames = folds.columns(sheet, how.columns, 0)
    return (frame for frame, _ in zip(frames, range(MOST_PAGES * how.columns), strict=False))


def _paged(
    done: flowing.Flow, sheet: folds.Sheet, about: About, how: Shape, language: str
) -> bytes:
    out = io.BytesIO()
    size = (sheet.wide, sheet.high)
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, initialFontName=PLAIN)
    canvas.setTitle(about.title)
    canvas.setCreator("Alongside")
    canvas.setCatalogEntry("Lang", language)
    canvas.setViewerPreference("PrintScaling", "None")
    tags = Tags(canvas)
    pages = max((each.frame.page for each in done.placed), default=0) + 1
    for page in range(pages):
        for each in done.placed:
            if each.frame.page == page:
                flowing.draw(tags, each)
        with tags.unread():
            if how.panels:
                _fold_marks(canvas, sheet, how.panels)
            else:
                _foot(canvas, sheet, about, (page + 1, pages), max(8, how.size * 0.7))
        tags.turn()
    tags.save()
    return out.getvalue()


def _foot(
    canvas: Canvas, sheet: folds.Sheet, about: About, page: tuple[int, int], size: float
) -> None:
    canvas.setFont(PLAIN, size)
    canvas.setFillGray(0.3)
    made = date_format(about.made_at, "DATE_FORMAT")
    words = _("%(title)s · made on %(day)s · page %(page)s of %(pages)s") % {
        "title": about.title, "day": made, "page": page[0], "pages": page[1],
    }  # fmt: skip
    canvas.drawString(15 * folds.MM, 12 * folds.MM, words)


def _fold_marks(canvas: Canvas, sheet: folds.Sheet, panels: tuple[int, int]) -> None:
    """Short lines at the edges where it is folded, dashes where it is cut."""
    across, down = panels
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.55)
    tick = 4 * folds.MM
    for column in range(1, across):
        x = column * sheet.wide / across
        canvas.line(x, 0, x, tick)
        canvas.line(x, sheet.high - tick, x, sheet.high)
    middle = sheet.high / down
    canvas.line(0, middle, tick, middle)
    canvas.line(sheet.wide - tick, middle, sheet.wide, middle)
    if across > down:
        canvas.setDash(3, 3)
        canvas.line(sheet.wide / across, middle, sheet.wide * (across - 1) / across, middle)


def _opening(found: Printed, about: About, how: Shape) -> Iterable[Block]:
    made = date_format(about.made_at, "DATE_FORMAT")
    yield Block(((about.title, how.style(BOLD, 1.7)),), role="H1")
    words = [_("Made on %(day)s.") % {"day": made}]
    if about.zone:
        words.append(_("Times are those of %(zone)s.") % {"zone": about.zone})
    words.append(_("Things change: call or write first if the way is long."))
    yield Block(((" ".join(words), how.style(above=how.size * 0.4)),))
    if about.help_lines:
        lines = " · ".join(
            label if number in label else f"{label} {number}" for label, number in about.help_lines
        )
        ask = _("In danger right now? Call %(lines)s") % {"lines": lines}
        yield Block(((ask, how.style(BOLD, above=how.size * 0.6)),))
    scan = _("The newest list: point a phone’s camera at this.")
    yield Block(((scan, how.style(scale=0.85)),), squares=(about.link, how.code), rule=True)


def _missing(many: int, how: Shape) -> Block:
    words = ngettext(
        "%(n)s more did not fit on this list. The newest list, online, has it.",
        "%(n)s more did not fit on this list. The newest list, online, has them.",
        many,
    ) % {"n": many}
    return Block(((words, how.style(BOLD)),))


def _meetings(found: Printed, how: Shape, by: str) -> Iterable[Block]:
    if found.meetings:
        yield _heading(_("Meetings"), how, 1.35, role="H2")
        yield from _groups(printed.meetings_by(by, found.meetings), how)


def _services(found: Printed, how: Shape, by: str) -> Iterable[Block]:
    if found.services:
        yield _heading(_("Places and services"), how, 1.35, role="H2")
        yield from _groups(printed.services_by(by, found.services), how)


def _groups(groups: Iterable[printed.Group], how: Shape) -> Iterable[Block]:
    for group in groups:
        if group.heading:
            yield _heading(group.heading, how)
        for when, entry in group.entries:
            yield _entry(entry, how, when)


def _heading(text: str, how: Shape, scale: float = 1.15, *, role: str = "H3") -> Block:
    again = _("%(heading)s, continued") % {"heading": text}
    return Block(
        ((text, how.style(BOLD, scale, above=how.size * 0.9)),),
        leads=True,
        again=((again, how.style(scale=0.85, grey=0.25)),),
        role=role,
    )


def _entry(entry: Entry, how: Shape, when: str) -> Block:
    paragraphs = [(f"{when} {entry.name}", how.style(BOLD, above=how.size * 0.45))]
    said_at = f"{entry.checked} ({entry.source})"
    if how.panels:
        words = " · ".join((*entry.lines, *entry.facts[:FEW_FACTS], said_at))
        return Block((*paragraphs, (words, how.style(indent=how.size / 2))))
    lines = [*entry.lines, " · ".join(entry.facts)]
    paragraphs += [(line, how.style(indent=how.size)) for line in lines if line]
    paragraphs.append((said_at, how.style(scale=0.85, grey=0.25, indent=how.size)))
    return Block(tuple(paragraphs))


def _closing(found: Printed, how: Shape) -> Iterable[Block]:
    if not found.sources:
        return
    lines = [f"({number}) {name}" for number, name in enumerate(found.sources, 1)]
    words = [(_("We know this from:"), how.style(BOLD, 0.9, above=how.size))]
    words += [(line, how.style(scale=0.9)) for line in lines]
    yield Block(tuple(words))

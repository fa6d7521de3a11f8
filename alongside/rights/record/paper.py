"""The whole record on paper: one column, drawn line by line, a page at a time."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.pdfgen.canvas import Canvas

from alongside.exchange.paper import type as letters
from alongside.exchange.paper.folds import MM, PAPERS
from alongside.exchange.paper.tags import Tags
from alongside.exchange.paper.type import BOLD, DRAWING, PLAIN, Style
from alongside.participants.models import Participant
from alongside.rights.record.reading import Section

BODY = Style(PLAIN, 10.5, 14)
SOFT = Style(PLAIN, 9, 12, grey=0.35)
NAME = Style(BOLD, 10.5, 14)
SECTION = Style(BOLD, 14, 20, above=18)
TITLE = Style(BOLD, 20, 26)
ROLES = {TITLE: "H1", SECTION: "H2", NAME: "H3"}
MARGIN, FOOT = 20 * MM, 14 * MM
IN_MEMORY = 1 << 20
LETTER = {"US", "CA", "MX", "PH"}  # countries that print on letter paper


class Sheet:
    """A canvas and how far down its page is written."""

    def __init__(self, file: Any, *, country: str, title: str, language: str) -> None:
        self.wide, self.high = PAPERS["letter" if country in LETTER else "a4"]
        size = (self.wide, self.high)
        self.canvas = Canvas(file, pagesize=size, pageCompression=1, initialFontName=PLAIN)
        self.canvas.setTitle(title)
        self.canvas.setCreator("Alongside")
        self.canvas.setCatalogEntry("Lang", language)
        self.title, self.page, self.tags = title, 1, Tags(self.canvas)
        self.y = self.high - MARGIN

    def write(self, text: str, style: Style, *, keep: float = 0) -> None:
        """A paragraph; `keep` points of what follows should stay on the same page."""
        self.y -= style.above
        room = self.wide - 2 * MARGIN
        for paragraph in text.splitlines() or [""]:
            element = self.tags.element(ROLES.get(style, "P"))
            for line in letters.broken(paragraph, style, room):
                if self.y - style.leading - keep < MARGIN + FOOT:
                    self.turn()
                self.y -= style.leading
                with self.tags.marked(element):
                    self._draw(line, style)

    def _draw(self, line: str, style: Style) -> None:
        self.canvas.setFillGray(style.grey)
        self.canvas.setFont(style.face, style.size)
        self.canvas.drawString(MARGIN + style.indent, self.y, line)

    def rule(self) -> None:
        self.y -= 6
        with self.tags.unread():
            self.canvas.setLineWidth(0.4)
            self.canvas.setStrokeGray(0.6)
            self.canvas.line(MARGIN, self.y, self.wide - MARGIN, self.y)

    def turn(self) -> None:
        """The page is full: its foot, and a new one."""
        self.foot()
        self.tags.turn()
        self.page, self.y = self.page + 1, self.high - MARGIN

    def foot(self) -> None:
        words = _("%(title)s · page %(page)s") % {"title": self.title, "page": self.page}
        with self.tags.unread():
            self.canvas.setFillGray(SOFT.grey)
            self.canvas.setFont(SOFT.face, SOFT.size)
            self.canvas.drawString(MARGIN, MARGIN, letters.written(words))

    def close(self) -> None:
        self.foot()
        self.tags.turn()
        self.tags.save()


def draw(
    person: Participant, sections: Iterator[Section], *, language: str, made_at: datetime
) -> Iterator[bytes]:
    """The pages are written to a file that has no name, and read from it: a long record is not
    held in memory as text, and nothing of it stays on the disk."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        with DRAWING:
            letters.typefaces()
            title = _("Everything kept about me")
            country = person.organisation.country
            sheet = Sheet(file, country=country, title=title, language=language)
            sheet.write(title, TITLE)
            day = date_format(made_at, "DATE_FORMAT")
            sheet.write(f"{person.organisation.name} · {day}", SOFT)
            for section in sections:
                _section(sheet, section)
            sheet.close()
        file.seek(0)
        while piece := file.read(1 << 16):
            yield piece


def _section(sheet: Sheet, section: Section) -> None:
    sheet.write(section.title, SECTION, keep=60)
    sheet.write(str(section.purpose), SOFT)
    if section.keep:
        sheet.write(str(section.keep), SOFT)
    empty = True
    for row in section.rows:
        empty = False
        sheet.rule()
        for name, said in row.lines:
            many = len(said) > 60 or "\n" in said
            line = _("%(name)s: %(said)s") % {"name": name, "said": said}
            sheet.write(name if many else line, NAME if many else BODY)
            if many:
                sheet.write(said, BODY)
    if empty:
        sheet.write(_("Nothing."), BODY)

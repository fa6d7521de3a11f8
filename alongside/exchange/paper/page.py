"""One column on paper, drawn line by line, a page at a time, with tags for readers."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from reportlab.pdfgen.canvas import Canvas

from alongside.exchange.paper import type as letters
from alongside.exchange.paper.folds import MM, PAPERS
from alongside.exchange.paper.tags import Tags
from alongside.exchange.paper.type import PLAIN, Style

SOFT = Style(PLAIN, 9, 12, grey=0.35)
MARGIN, FOOT = 20 * MM, 14 * MM
LETTER = {"US", "CA", "MX", "PH"}  # countries that print on letter paper


class Sheet:
    """A canvas and how far down its page is written. `roles` says which styles are headings;
    `scale` makes all of it larger."""

    def __init__(
        self,
        file: Any,
        *,
        country: str,
        title: str,
        language: str,
        roles: Mapping[Style, str],
        scale: float = 1,
    ) -> None:
        self.wide, self.high = PAPERS["letter" if country in LETTER else "a4"]
        size = (self.wide, self.high)
        self.canvas = Canvas(file, pagesize=size, pageCompression=1, initialFontName=PLAIN)
        self.canvas.setTitle(title)
        self.canvas.setCreator("Alongside")
        self.canvas.setCatalogEntry("Lang", language)
        self.title, self.page, self.tags = title, 1, Tags(self.canvas)
        self.roles, self.scale = roles, scale
        self.y = self.high - MARGIN

    def write(self, text: str, style: Style, *, keep: float = 0) -> None:
        """A paragraph; `keep` points of what follows should stay on the same page."""
        role, style = self.roles.get(style, "P"), style.larger(self.scale)
        self.y -= style.above
        room = self.wide - 2 * MARGIN
        for paragraph in text.splitlines() or [""]:
            element = self.tags.element(role)
            for line in letters.broken(paragraph, style, room):
                if self.y - style.leading - keep < MARGIN + FOOT:
                    self.turn()
                self.y -= style.leading
                with self.tags.marked(element):
                    self._draw(line, style)

    def _draw(self, line: str, style: Style) -> None:
        self.canvas.setFillGray(style.grey)
        self.canvas.setFont(style.face, style.size)
        self.canvas.drawString(MARGIN + style.indent, self.y, f"{line} ")  # read as two words

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

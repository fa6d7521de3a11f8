"""The whole record on paper: one column, drawn line by line, a page at a time."""

import tempfile
from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.exchange.paper import type as letters
from alongside.exchange.paper.page import SOFT, Sheet
from alongside.exchange.paper.type import BOLD, DRAWING, PLAIN, Style
from alongside.participants.models import Participant
from alongside.rights.record.reading import Section

BODY = Style(PLAIN, 10.5, 14)
NAME = Style(BOLD, 10.5, 14)
SECTION = Style(BOLD, 14, 20, above=18)
TITLE = Style(BOLD, 20, 26)
ROLES = {TITLE: "H1", SECTION: "H2", NAME: "H3"}
IN_MEMORY = 1 << 20


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
            sheet = Sheet(file, country=country, title=title, language=language, roles=ROLES)
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

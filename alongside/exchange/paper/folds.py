"""Where the frames are: columns of a page, or the panels of one sheet that is folded."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from alongside.exchange.paper.flow import Frame

MM = 72 / 25.4
PAPERS = {"a4": (210 * MM, 297 * MM), "letter": (215.9 * MM, 279.4 * MM)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper as it lies in the printer, and how many panels it has across and down."""

    wide: float
    high: float
    across: int = 1
    down: int = 1


def columns(sheet: Sheet, many: int, head: float) -> Iterator[Frame]:
    """Page after page; `head` is kept free at the top of the first."""
    margin, gap, foot = 15 * MM, 8 * MM, 8 * MM
    wide = (sheet.wide - 2 * margin - (many - 1) * gap) / many
    for page in count():
        high = sheet.high - 2 * margin - foot - (head if page == 0 else 0)
        for column in range(many):
            yield Frame(page, margin + column * (wide + gap), margin + foot, wide, high)


# As they lie on the sheet, the upper row upside down. Folded across, then again, page 1 is in
# front. The eight are cut between the two rows in the middle (3 and 4 from 7 and 8) first.
PANELS = {
    (2, 2): ((3, 2), (4, 1)),
    (4, 2): ((5, 4, 3, 2), (6, 7, 8, 1)),
}


def panels(sheet: Sheet) -> Iterator[Frame]:
    """The panels of one sheet in the order in which the folded list is read."""
    margin = 6.5 * MM
    wide, high = sheet.wide / sheet.across, sheet.high / sheet.down
    where = {
        number: (column, row)
        for row, numbers in enumerate(PANELS[sheet.across, sheet.down])
        for column, number in enumerate(numbers)
    }
    for number in sorted(where):
        column, row = where[number]
        left, bottom = column * wide + margin, (1 - row) * high + margin
        yield Frame(0, left, bottom, wide - 2 * margin, high - 2 * margin, upside_down=row == 0)

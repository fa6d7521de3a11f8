"""A return as a table, for a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from alongside.core import formulas
from alongside.insights.queries.returns import Filled

TOO_FEW = _("too few to show")


def as_table(found: Filled) -> Iterator[list[str]]:
    """The same as the page, for a spreadsheet: a row for each number, its label as it is said."""
    yield [
        str(word)
        for word in (
            _("Part"),
            _("What was counted"),
            _("Of which"),
            _("Number"),
            _("Remark"),
        )
    ]
    for part in found.parts:
        for line in part.lines:
            for row in line.rows:
                hidden = row.number.is_hidden
                cells = (part.title, line.whole.label, row.label if row.part else "")
                yield [
                    *(formulas.safe(str(cell)) for cell in cells),
                    "" if hidden else str(row.number.value),
                    str(TOO_FEW) if hidden else "",
                ]

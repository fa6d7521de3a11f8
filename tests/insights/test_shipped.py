"""What can be counted is told to whoever writes a definition; and our own definitions stand."""

from pathlib import Path

from django.utils import translation

from alongside.insights.queries import sources
from alongside.insights.rules import definitions

PAGE = Path("docs/using/returns.md")
MARK = "<!-- measures: written by tests/insights/test_shipped.py -->\n"


def measures() -> str:
    lines = ["", "| measure | asks | splits |", "|---|---|---|"]
    with translation.override("en"):
        for name, measure in sources.MEASURES.items():
            asks = ", ".join(f"`{one}`" for one in measure.asks)
            splits = "; ".join(
                f"`{axis}`: {_some([*split.values])}" for axis, split in measure.splits.items()
            )
            lines.append(f"| `{name}` – {measure.words} | {asks} | {splits} |")
    return "\n".join(lines) + "\n"


def _some(values: list[str]) -> str:
    return ", ".join(values) if len(values) <= 12 else f"{values[0]} … {len(values)} of them"


def write() -> None:
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text[: text.index(MARK) + len(MARK)] + measures(), encoding="utf-8")


def test_it_tells_what_can_be_counted() -> None:
    """`manage.py shell -c "from tests.insights import test_shipped as t; t.write()"` writes it."""
    assert PAGE.read_text(encoding="utf-8").endswith(MARK + measures())


def test_it_ships_definitions_without_fault() -> None:
    found, broken = definitions.read_all(definitions.DATA, sources.MEASURES)
    assert not broken
    assert {one.every for one in found.values()} == {"month", "quarter"}

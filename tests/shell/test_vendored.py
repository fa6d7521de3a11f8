"""What others made is here unchanged, with its licence and where it came from."""

import hashlib
import re
from pathlib import Path

import pytest

LISTS = [
    Path("alongside/shell/static/shell/vendor/VENDORED.md"),
    Path("alongside/directory/static/directory/vendor/VENDORED.md"),
    Path("alongside/exchange/paper/vendor/VENDORED.md"),
    Path("tests/journeys/vendor/VENDORED.md"),
    Path("tests/exchange/vendor/VENDORED.md"),
]
LINE = re.compile(r"^\| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \| `([0-9a-f]{64})` \|$", re.M)
LICENCE = re.compile(r"`(.+?)`")

FILES = [(lst, *line) for lst in LISTS for line in LINE.findall(lst.read_text())]


@pytest.mark.parametrize(("lst", "name", "source", "version", "licence", "digest"), FILES)
def test_it_is_what_was_listed(
    lst: Path, name: str, source: str, version: str, licence: str, digest: str
) -> None:
    assert hashlib.sha256((lst.parent / name).read_bytes()).hexdigest() == digest
    assert source
    assert re.fullmatch(r"\d+(\.\d+)+", version)
    for text in LICENCE.findall(licence):
        assert (lst.parent / text).is_file()


@pytest.mark.parametrize("lst", LISTS, ids=lambda lst: lst.parts[1])
def test_it_lists_every_file(lst: Path) -> None:
    listed = {name for of, name, *_ in FILES if of == lst}
    licences = {
        text for of, _, _, _, licence, _ in FILES if of == lst for text in LICENCE.findall(licence)
    }
    there = {str(path.relative_to(lst.parent)) for path in lst.parent.rglob("*") if path.is_file()}
    assert there == listed | licences | {"VENDORED.md"}


def test_it_has_every_icon_the_templates_ask_for() -> None:
    sprite = Path("alongside/shell/static/shell/vendor/lucide.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))
    asked = set()
    for template in Path("alongside").rglob("templates/**/*.html"):
        asked |= set(re.findall(r'{% icon "([a-z0-9-]+)"', template.read_text()))
    assert asked
    assert asked - drawn == set()

"""The list against a public standard of security leaves nothing out and names what is there."""

import re

from tests.house import tree

# OWASP ASVS 5.0.0, levels 1 and 2: the numbers in each section.
ASKED = {
    "1.1": [1, 2], "1.2": range(1, 10), "1.3": range(1, 12), "1.4": range(1, 4), "1.5": [1, 2],
    "2.1": range(1, 4), "2.2": range(1, 4), "2.3": range(1, 5), "2.4": [1],
    "3.2": [1, 2], "3.3": range(1, 5), "3.4": range(1, 7), "3.5": range(1, 6), "3.7": [1, 2],
    "4.1": range(1, 4), "4.2": [1], "4.3": [1, 2], "4.4": range(1, 5),
    "5.1": [1], "5.2": range(1, 4), "5.3": [1, 2], "5.4": range(1, 4),
    "6.1": range(1, 4), "6.2": range(1, 13), "6.3": range(1, 5), "6.4": range(1, 5),
    "6.5": range(1, 6), "6.6": range(1, 4), "6.8": range(1, 5),
    "7.1": range(1, 4), "7.2": range(1, 5), "7.3": [1, 2], "7.4": range(1, 6), "7.5": [1, 2],
    "7.6": [1, 2], "8.1": [1, 2], "8.2": range(1, 4), "8.3": [1], "8.4": [1],
    "9.1": range(1, 4), "9.2": range(1, 5),
    "10.1": [1, 2], "10.2": [1, 2], "10.3": range(1, 5), "10.4": range(1, 12),
    "10.5": range(1, 6), "10.6": [1, 2], "10.7": range(1, 4),
    "11.1": [1, 2], "11.2": range(1, 4), "11.3": range(1, 4), "11.4": range(1, 5),
    "11.5": [1], "11.6": [1],
    "12.1": range(1, 4), "12.2": [1, 2], "12.3": range(1, 5),
    "13.1": [1], "13.2": range(1, 6), "13.3": [1, 2], "13.4": range(1, 6),
    "14.1": [1, 2], "14.2": range(1, 5), "14.3": range(1, 4),
    "15.1": range(1, 4), "15.2": range(1, 4), "15.3": range(1, 8),
    "16.1": [1], "16.2": range(1, 6), "16.3": range(1, 5), "16.4": range(1, 4),
    "16.5": range(1, 4), "17.1": [1], "17.2": range(1, 5), "17.3": [1, 2],
}  # fmt: skip
ALL = [(*map(int, section.split(".")), n) for section, ns in ASKED.items() for n in ns]
ANSWERS = {"yes", "partly", "no", "host", "none"}
ROW = re.compile(r"^\| (\d[^|]*) \| (\w+) \| ([^|]*) \| ([^|]*)\|$", re.M)


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((tree.ROOT / "docs" / "asvs.md").read_text(encoding="utf-8"))


def meant(said: str) -> list[tuple[int, ...]]:
    """`1.1.1, 1.1.3–1.2.2` as the numbers in it."""
    found: list[tuple[int, ...]] = []
    for part in said.split(", "):
        ends = [tuple(map(int, number.split("."))) for number in part.strip().split("–")]
        found += [number for number in ALL if ends[0] <= number <= ends[-1]]
    return found


def test_it_answers_each_requirement_once() -> None:
    told = [number for said, *_ in rows() for number in meant(said)]
    assert sorted(told) == sorted(ALL)


def test_it_says_how_and_shows_it() -> None:
    for said, answer, how, shown in rows():
        assert answer in ANSWERS, said
        assert how.strip(), said
        assert answer not in {"yes", "partly"} or shown.strip() or "." in how, said


def test_it_names_only_tests_that_exist() -> None:
    for said, _, _, shown in rows():
        for name in re.findall(r"`([^`]+)`", shown):
            assert (tree.ROOT / name).exists(), f"{said}: {name}"

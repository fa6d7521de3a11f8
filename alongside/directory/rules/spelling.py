"""Typing errors: words that are one or two slips apart.

A word is led back by leaving out one letter at a time, here and in the index: what is the same
then is one slip away (a letter too many, missing, another one, or two swapped).
"""

from collections.abc import Iterable

SHORTEST = 4  # shorter words are too alike


def variants(word: str) -> set[str]:
    """The word, and the word with one letter left out. None for what is too short or a number."""
    if len(word) < SHORTEST or word[0] == "=" or any(sign.isdigit() for sign in word):
        return set()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def distance(one: str, other: str, most: int = 3) -> int:
    """Slips between two words: letters changed, added, left out or swapped; `most` for more."""
    if abs(len(one) - len(other)) >= most:
        return most
    one, other = _without_ends(one, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for line, sign in enumerate(one, start=1):
        older, before, row = before, row, [line]
        for column, mark in enumerate(other, start=1):
            cost = min(row[-1] + 1, before[column] + 1, before[column - 1] + (sign != mark))
            swapped = (
                line > 1 and column > 1 and sign == other[column - 2] and one[line - 2] == mark
            )
            if swapped:
                cost = min(cost, older[column - 2] + 1)
            row.append(cost)
        if min(row) >= most:
            return most
    return min(row[-1], most)


def _without_ends(one: str, other: str) -> tuple[str, str]:
    """Two words without what they begin and end with alike: no slip is there."""
    start, most = 0, min(len(one), len(other))
    while start < most and one[start] == other[start]:
        start += 1
    end = 0
    while end < most - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def allowed(word: str) -> int:
    """How many slips may be in a word of this length."""
    return 1 if len(word) < 7 else 2


def nearest(word: str, known: Iterable[tuple[str, int]], most: int = 3) -> list[str]:
    """The likeliest of known (word, count): fewest slips, the same first letter, then the most
    common. Only those as near as the nearest."""
    rated = []
    for other, count in known:
        slips = distance(word, other)
        if 0 < slips <= allowed(word):
            rated.append((slips + (other[0] != word[0]) * 0.5, -count, other))
    rated.sort()
    return [other for slips, _, other in rated if slips == rated[0][0]][:most]

"""Which lines to call stand on a page: decided on plain values."""

from collections.abc import Iterable

Line = tuple[str, str]  # what is read, what is called
ANYWHERE: list[Line] = [("112", "112")]  # mobile phones almost everywhere put this one through


def read_line(text: str) -> tuple[str, Line]:
    """'988|988' or, for one country alone, 'CA:988|988': the country or '', and the line."""
    country, colon, rest = text.partition(":")
    if not (colon and len(country) == 2 and country.isalpha()):
        country, rest = "", text
    label, _, number = rest.partition("|")
    return country.upper(), (label.strip(), (number or label).strip())


def lines_for(
    country: str, *, home: str, said: Iterable[str], shipped: dict[str, list[Line]]
) -> list[Line]:
    """The operator's for that country, else those that ship. What the operator says without a
    country is for `home`. Where nobody knows any: the number that is put through almost
    everywhere, never another country's."""
    own = [read_line(text) for text in said]
    chosen = [line for of, line in own if (of or home) == country]
    return chosen or shipped.get(country) or ANYWHERE

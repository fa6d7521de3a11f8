"""Tables that offices publish, as they come: county deaths as CSV or with tabs, laws as a
workbook. Every row is read, left out for a reason, or reported; nothing is dropped in silence."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from alongside.supplies.rules.naloxone import folded

HELD_BACK = {
    "",
    "missing",
    "suppressed",
    "not applicable",
    "unreliable",
    "*",
    "-",
    "–",
    "n/a",
    "na",
}
NAMES = {
    "code": ("county code", "code", "key", "fips", "gss code"),
    "name": ("county", "name", "area", "district"),
    "region": ("state", "region", "province"),
    "country": ("country",),
    "deaths": ("deaths",),
    "population": ("population",),
    "rate": ("crude rate", "rate"),
    "low": ("crude rate lower 95% confidence interval", "rate low"),
    "high": ("crude rate upper 95% confidence interval", "rate high"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng"),
    "notes": ("notes",),
}
MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Deaths:
    """One line. None is what the office held back, or did not know."""

    key: str
    name: str
    region: str
    country: str
    deaths: int | None
    person_years: int | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(slots=True)
class Read:
    """`lines` are all that hold data: always `rows`, `totals` and `faults` together."""

    rows: list[Any] = field(default_factory=list)
    totals: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return len(self.rows) + self.totals + len(self.faults)


def deaths_of(raw: bytes) -> Read:
    """A table of CDC WONDER, or any with a code, a name and deaths. ValueError where it is not
    such a table."""
    text = _decoded(raw)
    first = text.partition("\n")[0]
    lines = list(
        csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",")
    )
    if not lines or len(lines) > MOST_ROWS:
        raise ValueError("empty, or far longer than such a table is")
    at = _columns(lines[0])
    missing = {"code", "name", "deaths"} - set(at)
    if missing:
        raise ValueError(f"no column for {', '.join(sorted(missing))}")
    read, seen = Read(), set()
    for number, line in enumerate(lines[1:], start=2):
        said = {name: line[column].strip() for name, column in at.items() if column < len(line)}
        if said.get("notes", "").startswith("---"):
            break  # the office's own words about the table follow
        if not any(said.values()):
            continue
        if said.get("notes", "").casefold() == "total":
            read.totals += 1
            continue
        try:
            row = _deaths(said)
            if row.key in seen:
                raise ValueError(f"{row.key} is there already")
        except ValueError as error:
            read.faults.append((number, str(error)))
            continue
        seen.add(row.key)
        read.rows.append(row)
    return read


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _columns(header: Sequence[str]) -> dict[str, int]:
    spelt = {" ".join(name.casefold().split()): column for column, name in enumerate(header)}
    return {
        word: next(spelt[name] for name in names if name in spelt)
        for word, names in NAMES.items()
        if any(name in spelt for name in names)
    }


def _deaths(said: dict[str, str]) -> Deaths:
    country = said.get("country", "").upper()[:2] or "US"
    code, name = said.get("code", ""), said.get("name", "")
    if country == "US":
        if not re.fullmatch(r"\d{4,5}", code, re.ASCII):
            raise ValueError(f"{code[:20]!r} is no county code")
        code = code.zfill(5)  # tables lose the zero of the first nine states
    if not code or len(code) > 17 or not folded(name):
        raise ValueError("no code, or no name")
    low, high = _number(said, "low"), _number(said, "high")
    return Deaths(
        key=f"{country}-{code}",
        name=name[:120],
        region=said.get("region", "")[:80],
        country=country,
        deaths=_whole(said, "deaths"),
        person_years=_whole(said, "population"),
        rate=_number(said, "rate"),
        rate_low=low,
        rate_high=high,
        latitude=_within(_number(said, "latitude", signed=True), 90),
        longitude=_within(_number(said, "longitude", signed=True), 180),
    )


def _number(said: dict[str, str], name: str, *, signed: bool = False) -> float | None:
    text = said.get(name, "").replace(",", "")
    if text.casefold() in HELD_BACK or "suppressed" in text.casefold():
        return None
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,12})?", text, re.ASCII) or (
        text[0] == "-" and not signed
    ):
        raise ValueError(f"{name} is {text[:20]!r}")
    return float(text)


def _whole(said: dict[str, str], name: str) -> int | None:
    found = _number(said, name)
    if found is not None and found != int(found):
        raise ValueError(f"{name} is no whole number")
    return None if found is None else int(found)


def _within(degrees: float | None, most: int) -> float | None:
    return None if degrees is None or abs(degrees) > most else round(degrees, 2)


# --- laws ---------------------------------------------------------------------------------

LAW = ("any_nal", "nal_protocol_standing", "nal_rx_prescriptive_auth")
LAW_FROM = ("date_anynal", "date_nal_protocol_standing", "date_nal_rx_prescriptive_auth")


@dataclass(frozen=True, slots=True)
class Law:
    region: str
    year: int
    shares: tuple[float, float, float]
    since: tuple[date | None, date | None, date | None]


def laws_of(sheet: Iterator[Sequence[Any]]) -> Read:
    """The sheet by state and year of OPTIC's workbook. ValueError where it is another one."""
    header = [str(name or "").strip().casefold() for name in next(sheet, ())]
    wanted = ("state", "year", *LAW, *LAW_FROM)
    if missing := [name for name in wanted if name not in header]:
        raise ValueError(f"no column for {', '.join(missing)}")
    at = {name: header.index(name) for name in wanted}
    read, seen = Read(), set()
    for number, line in enumerate(sheet, start=2):
        if number > MOST_ROWS:
            raise ValueError("far longer than such a table is")
        if all(cell in (None, "") for cell in line):
            continue
        try:
            row = _law({name: line[column] for name, column in at.items() if column < len(line)})
            if (row.region, row.year) in seen:
                raise ValueError(f"{row.region} {row.year} is there already")
        except (ValueError, TypeError, KeyError) as error:
            read.faults.append((number, str(error)))
            continue
        seen.add((row.region, row.year))
        read.rows.append(row)
    return read


def _law(said: dict[str, Any]) -> Law:
    region, year = str(said["state"] or "").strip(), int(said["year"])
    if not region or len(region) > 80 or not 1950 <= year <= 2100:
        raise ValueError("no state, or no year")
    shares = [float(said[name]) for name in LAW]
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError("a share of a year is between 0 and 1")
    since = [_day(said.get(name)) for name in LAW_FROM]
    return Law(region, year, (shares[0], shares[1], shares[2]), (since[0], since[1], since[2]))


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date) or cell is None or cell == "":
        return cell or None
    raise ValueError(f"{str(cell)[:20]!r} is no day")

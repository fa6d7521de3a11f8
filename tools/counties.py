"""Rebuild the middles of US counties in alongside/supplies/data/counties.csv.gz.

    npm pack us-atlas@3.0.1   # into FOLDER/us-atlas
    python tools/counties.py FOLDER alongside/supplies/data

One line a county: its FIPS code of five digits, and about where its middle is, in hundredths of a
degree. Nothing finer is kept: a map of deaths and of naloxone points at counties, never at doors.
Same input, same bytes.
"""

import csv
import gzip
import io
import sys
from itertools import pairwise
from pathlib import Path

from outlines import Line, Topology, polygons


def main(folder: Path, out: Path) -> None:
    atlas = Topology(folder / "us-atlas" / "counties-10m.json")
    rows = sorted(
        (str(shape["id"]).zfill(5), *middle([ring(atlas, each[0]) for each in polygons(shape)]))
        for shape in atlas.geometries("counties")
    )
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    with (out / "counties.csv.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as file:
        file.write(text.getvalue().encode())
    print(len(rows), "counties")


def ring(atlas: Topology, numbers: list[int]) -> Line:
    line: Line = []
    for number in numbers:
        line += atlas.arc(number)[1 if line else 0 :]
    return line


def middle(rings: list[Line]) -> tuple[str, str]:
    """Latitude and longitude of the centre of the largest part."""
    largest = max(rings, key=lambda each: abs(area(each)))
    double = area(largest)
    if not double:  # an island that rounding made flat
        return f"{largest[0][1]:.2f}", f"{largest[0][0]:.2f}"
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(largest))
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(largest))
    return f"{y / 3 / double:.2f}", f"{x / 3 / double:.2f}"


def area(line: Line) -> float:
    """Twice what it encloses."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(line))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Invented people in tables with a few errors in them, to try the whole way with."""

import io
import zipfile
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "sample"
NAME = "invented-people.zip"
WHEN = (2024, 9, 1, 9, 0, 0)  # so that it is the same file each time


def tables() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(DATA.glob("*.csv"))]


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in tables():
            archive.writestr(zipfile.ZipInfo(name, WHEN), raw)
    return out.getvalue()

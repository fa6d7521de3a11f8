"""Pictures of paper: drawn anew, upright, and bounded in time and memory."""

import base64
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from alongside.core import pictures

# What a process took at most counts what it was forked from, so a small one starts the work.
WATCH = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, "-c", sys.argv[1]])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print([code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024])
"""
DRAW = """
import base64, io
from PIL import Image
from alongside.core import pictures
data = open({path!r}, "rb").read()
pictures.redrawn(data)
"""


def said(picture: Image.Image, kind: str, **more: Any) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **more)
    return data.getvalue()


def test_it_is_upright_small_and_says_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "5 Mill Street"  # turned a quarter, and where it was taken
    picture = Image.new("RGB", (3000, 1500), "white")
    picture.paste("black", (0, 0, 1500, 1500))
    for kind in ("JPEG", "PNG", "WEBP"):
        kept = base64.b64decode(pictures.redrawn(said(picture, kind, exif=exif)))
        assert b"Mill Street" not in kept
        with Image.open(io.BytesIO(kept)) as drawn:
            assert (drawn.format, drawn.mode, drawn.size) == ("JPEG", "L", (900, 1800))
            assert not drawn.getexif()
            top, bottom = (drawn.crop((0, y, 900, y + 9)) for y in (100, 1700))
            assert [max(top.tobytes()) < 20, min(bottom.tobytes()) > 235] == [True, True]


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
def test_it_takes_nothing_else(data: bytes) -> None:
    with pytest.raises(ValueError, match="no picture"):
        pictures.redrawn(data)


def test_it_takes_no_more_than_fits() -> None:
    for picture, kind, more in (
        (Image.new("1", (5000, 4801)), "PNG", {}),
        (Image.new("L", (5000, 4801)), "JPEG", {"progressive": True}),
        (Image.new("L", (8000, 7501)), "JPEG", {}),
    ):
        with pytest.raises(ValueError, match="too many pixels"):
            pictures.redrawn(said(picture, kind, **more))
    with pytest.raises(ValueError, match="too large"):
        pictures.redrawn(b"0" * (pictures.MOST_BYTES + 1))


@pytest.mark.whole
@pytest.mark.once
def test_the_largest_takes_little(tmp_path: Path) -> None:
    for name, picture, kind, more in (
        ("a.png", Image.new("RGBA", (6000, 4000)), "PNG", {}),
        ("b.jpg", Image.new("RGB", (6000, 4000)), "JPEG", {"progressive": True, "subsampling": 0}),
        ("c.jpg", Image.new("RGB", (8000, 7500)), "JPEG", {}),
    ):
        path = tmp_path / name
        path.write_bytes(said(picture, kind, **more))
        command = [sys.executable, "-c", WATCH, DRAW.format(path=str(path))]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        code, seconds, megabytes = json.loads(done.stdout)
        assert code == 0, done.stderr
        assert seconds <= 5
        assert megabytes <= 300

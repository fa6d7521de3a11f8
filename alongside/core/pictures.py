"""A picture of a paper, drawn anew: smaller, grey, and without what a camera adds to it."""

import base64
import io

from PIL import Image, ImageOps

MOST_BYTES = 12_000_000
# A plain JPEG is read small at once; anything else takes its whole size in memory first.
MOST_PIXELS, MOST_OF_OTHERS = 60_000_000, 24_000_000
SIDE = 1800
FORMATS = ("JPEG", "PNG", "WEBP")


def redrawn(data: bytes) -> str:
    """As JPEG in base64. ValueError where it is no picture that we take."""
    if len(data) > MOST_BYTES:
        raise ValueError("too large")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            if found.width * found.height > _most(found):
                raise ValueError("too many pixels")
            found.draft("L", (SIDE, SIDE))
            drawn = found.convert("L")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("no picture") from error
    drawn.thumbnail((SIDE, SIDE))
    kept = io.BytesIO()
    ImageOps.exif_transpose(drawn).save(kept, "JPEG", quality=70)
    return base64.b64encode(kept.getvalue()).decode()


def _most(found: Image.Image) -> int:
    is_plain = found.format == "JPEG" and "progressive" not in found.info
    return MOST_PIXELS if is_plain else MOST_OF_OTHERS

"""Nobody is shown a way that is closed to them."""

import re

import pytest

from tests.cast import STAFF, Cast

BEGIN = ("/en/home/", "/en/account/", "/en/somebody-asks/", "/en/after/")
WAY = re.compile(r'<a [^>]*href="(/en/[^"#]*)')
CLOSED = {403, 404}


@pytest.mark.parametrize("who", [*STAFF, "sam", "rosa"])
def test_it_points_nowhere_that_is_closed_to_its_reader(cast: Cast, who: str) -> None:
    client = cast.characters[who].client()
    pages = [client.get(path, follow=True) for path in BEGIN]
    ways = {way for page in pages if page.status_code == 200 for way in ways_on(page)}
    assert len(ways) > 5
    assert not [way for way in sorted(ways) if client.get(way).status_code in CLOSED]


def ways_on(page: object) -> list[str]:
    return WAY.findall(page.content.decode())  # type: ignore[attr-defined]

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESK, PHONE, Opener


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_shows_every_component_to_everybody(
    open_page: Opener, axe: Callable[[Page], None], size: tuple[int, int], dark: bool
) -> None:
    page = open_page(size=size, dark=dark)
    answer = page.goto("/en/components/")
    assert answer is not None and answer.ok
    axe(page)

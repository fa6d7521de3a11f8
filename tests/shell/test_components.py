"""The frame of every page, seen on the component page."""

import re
from pathlib import Path

import pytest
from django.test import Client

PAGES = {code: f"/{code}/components/" for code in ("en", "es", "fr")}


@pytest.fixture
def page(client: Client) -> str:
    return client.get(PAGES["en"]).content.decode()


@pytest.mark.parametrize("code", PAGES)
def test_it_opens_in_every_language(client: Client, code: str) -> None:
    answer = client.get(PAGES[code])
    assert answer.status_code == 200
    assert f'<html lang="{code}">' in answer.content.decode()


def test_it_leads_to_the_same_page_in_the_other_languages(page: str) -> None:
    assert '<a href="/es/components/" lang="es" hreflang="es">Español</a>' in page
    assert '<a href="/fr/components/" lang="fr" hreflang="fr">Français</a>' in page


def test_it_takes_nothing_typed_along_into_another_language(client: Client) -> None:
    page = client.get(PAGES["en"], {"near": "Elm Street"}).content.decode()
    assert "Elm" not in page.split("<main")[0]


def test_it_leaves_no_trace(client: Client) -> None:
    assert not client.get(PAGES["en"]).cookies


def test_it_asks_no_database(client: Client) -> None:
    """No `db` mark: a query would fail this test by itself."""
    assert client.get(PAGES["en"]).status_code == 200


def test_it_keeps_help_and_the_way_out_one_tap_away(page: str) -> None:
    assert 'href="tel:988"' in page
    assert re.search(r'href="/en/leave/" rel="noreferrer nofollow" data-quick-exit', page)


def test_it_needs_no_script_or_style_inside_the_page() -> None:
    for template in Path("alongside/shell/templates").rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text), template
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template


def test_it_names_no_other_host(page: str) -> None:
    exits = re.sub(r'<a class="safety-exit".*?>', "", page, flags=re.S)
    assert not re.search(r'(?:href|src|action)="https?://', exits)


def test_it_uses_every_id_once(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_it_shows_no_places_that_are_not_built(page: str) -> None:
    assert 'href=""' not in page

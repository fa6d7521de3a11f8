"""Looking for help leaves no trace: no cookie, nothing that varies by one, no other website."""

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.house import tree
from tests.house.doors import Door, doors
from tests.house.elsewhere import other_hosts

PUBLIC = [each for each in doors() if each.rule and each.rule.public and not each.rule.session]


@pytest.mark.parametrize("each", PUBLIC, ids=lambda each: f"{each.name}")
def test_it_sets_no_cookie(cast: Cast, each: Door) -> None:
    client = Client()
    answer = client.get(each.at({}))
    assert not answer.cookies, f"{each.path} sets {list(answer.cookies)}"
    assert "Cookie" not in answer.headers.get("Vary", ""), f"{each.path} varies by cookie"


@pytest.mark.parametrize("each", PUBLIC, ids=lambda each: f"{each.name}")
def test_it_sets_no_cookie_when_something_is_sent(cast: Cast, each: Door) -> None:
    answer = Client().post(each.at({}), {})
    assert not answer.cookies, f"{each.path} sets {list(answer.cookies)}"
    assert answer.status_code < 500 or each.name == "jobs:readyz"


def test_it_takes_no_form_of_a_public_page_from_another_website(cast: Cast) -> None:
    """Only what answers questions, and changes nothing, takes one from anywhere."""
    for each in PUBLIC:
        if each.rule and each.rule.anywhere:
            assert each.path.startswith(("hsds/", "fhir/"))
            continue
        answer = Client().post(each.at({}), {}, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code in {403, 405}, each.path


def test_it_names_no_other_website_in_a_template() -> None:
    wrong = [
        f"{tree.name(path)}: {tag}"
        for path in tree.templates()
        for tag in other_hosts(path.read_text())
    ]
    assert not wrong, wrong


def test_it_loads_nothing_from_elsewhere_in_styles_and_scripts() -> None:
    remote = re.compile(
        r"""(?:url\(\s*["']?|@import\s+["']|from\s+["']|import\(["'])(?:https?:)?//"""
    )
    wrong = [
        tree.name(path)
        for kind in ("css", "js")
        for path in tree.CODE.glob(f"*/static/**/*.{kind}")
        if remote.search(path.read_text())
    ]
    assert not wrong, wrong


def test_it_writes_no_style_or_script_into_a_page() -> None:
    """The policy of the browser refuses both, so they would only look as if they worked."""
    inline = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\ssrc=)", re.I)
    wrong = [
        f"{tree.name(path)}: {match.group(0)}"
        for path in tree.templates()
        if path.suffix == ".html"
        for match in inline.finditer(path.read_text())
    ]
    assert not wrong, wrong

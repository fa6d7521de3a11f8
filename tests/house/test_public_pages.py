"""Looking for help leaves no trace: no cookie, nothing that varies by one, no other website."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.house import tree
from tests.house.doors import Door, belongings, doors

PUBLIC = [each for each in doors() if each.rule and each.rule.public and not each.rule.session]
OUTSIDE = re.compile(r"""<(\w+)[^>]*?\s(?:href|src|action|poster|srcset)=["'](?:https?:)?//([^/"']+)[^>]*>""", re.I)  # fmt: skip  # noqa: E501
LINKED = {"a"}  # a reader may follow a link; nothing may load by itself


def other_hosts(html: str) -> list[str]:
    """What a page loads from, or sends to, somewhere else; and links that tell where from."""
    exit_host = settings.QUICK_EXIT_URL.split("/")[2]
    wrong = []
    for match in OUTSIDE.finditer(html):
        tag, host = match.group(1).lower(), match.group(2)
        if host in {exit_host, "testserver", "www.w3.org"}:
            continue
        if tag not in LINKED or "noreferrer" not in match.group(0):
            wrong.append(match.group(0)[:120])
    return wrong


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
            assert each.path.startswith("hsds/")
            continue
        answer = Client().post(each.at({}), {}, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code in {403, 405}, each.path


@pytest.mark.whole
@pytest.mark.once
def test_it_calls_no_other_website_from_any_page(cast: Cast) -> None:
    things = belongings(cast, cast.sam, cast.maya)
    wrong = []
    for character in cast.everyone():
        client: Any = character.client()
        for each in doors():
            if each.name.startswith(("accounts:sign_out", "accounts:leave")) or not each.rule:
                continue
            answer = client.get(each.at(things))
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code == 200 and "html" in kind and not answer.streaming:
                wrong += [f"{each.path}: {tag}" for tag in other_hosts(answer.content.decode())]
    assert not wrong, sorted(set(wrong))


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

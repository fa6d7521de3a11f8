"""What a phone keeps of a form goes when the form has arrived; nobody else can open it."""

import re

from django.test import Client

from alongside.core import ids
from tests.cast import Cast

NAME = "0123456789abcdef" * 2


def key_in(client: Client, path: str) -> str:
    found = re.search(r'data-drafts="([0-9a-f]*)"', client.get(path).content.decode())
    return found[1] if found else ""


def test_it_gives_each_their_own_key_and_none_to_public_pages(cast: Cast) -> None:
    mine = key_in(cast.sam.client(), "/en/plan/")
    assert re.fullmatch("[0-9a-f]{64}", mine)
    assert key_in(cast.sam.client(), "/en/my-support/") == mine
    assert key_in(cast.lee.client(), "/en/plan/") not in {mine, ""}
    assert key_in(Client(), "/en/talk/") == key_in(cast.sam.client(), "/en/talk/") == ""


def test_it_tells_the_browser_once_that_a_form_arrived(cast: Cast) -> None:
    maya = cast.maya.client()
    path = f"/en/log/{cast.sam.id}/"
    said = {"kinds": ["emotional"], "minutes": "15", "form": "one", "setting": "street"}
    wrong = maya.post(path, said | {"kinds": [], "id": str(ids.new()), "draft": NAME})
    assert "draft-done" not in str(wrong.cookies)
    for draft, is_told in ((NAME, True), ("x", False), ("<script>", False)):
        answer = maya.post(path, said | {"id": str(ids.new()), "draft": draft})
        assert answer.status_code == 302
        assert ("draft-done" in str(answer.cookies)) == is_told
    public = Client().post("/en/return-key/", {"words": "x", "draft": NAME})
    assert "draft-done" not in str(public.cookies)

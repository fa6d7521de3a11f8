"""A form that was kept and comes again with other words is not taken for the same."""

import re
from typing import Any

from alongside.core import ids, once
from alongside.measures.models import WorkCheckin
from tests.cast import Cast

PAGE = "/en/my-work/now/"


def sent(client: Any, id: str, **said: str) -> Any:
    return client.post(PAGE, {"id": id, **said})


def test_the_same_words_again_are_quietly_one(cast: Cast) -> None:
    maya, id = cast.maya.client(), str(ids.new())
    assert [sent(maya, id, rest="0").status_code for _tap in range(3)] == [302] * 3
    assert WorkCheckin.objects.count() == 1


def test_other_words_are_said_not_to_be_kept_and_go_as_one_more(cast: Cast) -> None:
    maya, id = cast.maya.client(), str(ids.new())
    sent(maya, id, rest="0", words="Four nights.")
    answer = sent(maya, id, rest="3", words="Four nights, then a day off.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "You sent this page before." in page and "is not kept yet" in page
    assert "then a day off" in page, "what was typed stays"
    assert WorkCheckin.objects.get().said == {"rest": 0}
    (other,) = re.findall(r'name="id" value="([^"]+)"', page)
    assert other != id
    assert sent(maya, other, rest="3").status_code == 302
    assert [row.said["rest"] for row in WorkCheckin.objects.order_by("pk")] == [0, 3]


def test_what_was_not_kept_may_be_mended_and_sent_again(cast: Cast) -> None:
    maya, id = cast.maya.client(), str(ids.new())
    assert sent(maya, id).status_code == 422
    assert sent(maya, id, rest="2").status_code == 302


def test_a_browser_remembers_few_and_nothing_that_can_be_read(cast: Cast) -> None:
    maya, first = cast.maya.client(), str(ids.new())
    for number in range(once.MOST + 1):
        id = str(ids.new()) if number else first
        assert sent(maya, id, rest="1", words="Too much").status_code == 302
    held = maya.cookies[once.NAME]
    assert len(held.value.split(".")) == once.MOST
    assert "Too much" not in held.value and id not in held.value
    assert held["httponly"] and not held["expires"]
    assert sent(maya, first, rest="2").status_code == 302, "as before"


def test_a_strange_cookie_is_none(cast: Cast) -> None:
    maya = cast.maya.client()
    for strange in ("", ".", "x" * 3000, f"{'é' * 32}.{'0' * 31}"):
        maya.cookies[once.NAME] = strange
        assert sent(maya, str(ids.new()), rest="1").status_code == 302

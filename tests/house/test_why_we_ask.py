"""Beside everything that a participant or a visitor types and that is kept about them stands why we
ask. The pages come from the doors themselves; what needs no reason has one here."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.house.asked import NO_REASON_NEEDED, unexplained
from tests.house.doors import belongings, doors
from tests.house.test_front_door import LEAVING, asked_by

pytestmark = pytest.mark.once  # of what a browser is given


def test_it_says_why_beside_everything_that_is_kept_about_a_person(cast: Cast) -> None:
    things = belongings(cast, cast.sam, cast.maya)
    sam, wrong, seen = cast.sam.client(), set(), set()
    for each in doors():
        rule = each.rule
        assert rule is not None
        if rule.api or each.name in LEAVING or not (rule.public or asked_by(each, cast.sam)):
            continue
        for client in (sam, Client()) if rule.public and rule.session else (sam,):
            asked, silent = unexplained(each.name, html_of(client.get(each.at(things))))
            seen |= {(each.name, name) for name in asked}
            wrong |= {f"{each.name}: {name}" for name in silent}
    assert not wrong, "No reason stands beside:\n" + "\n".join(sorted(wrong))
    assert len(seen) > 100
    unknown = set(NO_REASON_NEEDED) - {each.name for each in doors()}
    assert not unknown


def html_of(answer: Any) -> str:
    is_page = answer.status_code == 200 and "html" in answer.headers.get("Content-Type", "")
    return str(answer.content.decode()) if is_page and not answer.streaming else ""

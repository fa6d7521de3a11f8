"""Stepping back for a while: a peer's own, read by nobody but as far as they show it."""

from typing import Any

import pytest

from alongside.accounts import access
from alongside.core import ids
from alongside.peers import actions
from alongside.peers.models import StepBack
from tests.cast import STAFF, Cast

pytestmark = pytest.mark.django_db
PAGE = "/en/step-back/"


def team(cast: Cast) -> str:
    return str(cast.dana.client().get("/en/team/").content.decode())


def test_it_is_theirs_and_reaches_nobody_but_as_they_show_it(cast: Cast) -> None:
    maya = cast.maya.client()
    said: dict[str, Any] = {
        "id": str(ids.new()), "version": "0", "words": "I dream of it.", "helps": "A quiet week",
        "until_on": "", "shows": [],
    }  # fmt: skip
    assert maya.post(PAGE, said).status_code == 302
    assert "I dream of it." in maya.get(PAGE).content.decode()
    row = StepBack.objects.get()
    for name in STAFF:
        if name != "maya":
            answer = cast.characters[name].client().get(PAGE)
            assert answer.status_code in {200, 403, 404}
            assert "I dream of it." not in answer.content.decode()
    assert "I dream of it." not in team(cast) and "A quiet week" not in team(cast)
    assert maya.post(PAGE, said | {"version": "1", "shows": ["that", "helps"]}).status_code == 302
    assert "A quiet week" in team(cast)
    assert "I dream of it." not in team(cast)
    assert maya.post(PAGE, said | {"version": "1", "shows": ["words"]}).status_code == 409
    assert maya.post(PAGE + "over/").status_code == 302
    assert "A quiet week" not in team(cast)
    row.refresh_from_db()
    assert row.ended_at is not None


def test_it_is_nobody_elses_to_write(cast: Cast) -> None:
    for who in (cast.sam, cast.ana):
        with pytest.raises(access.Refused):
            actions.step_back(by=who.by, id=ids.new(), version=0)
    assert not StepBack.objects.exists()

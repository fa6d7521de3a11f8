"""How the work is for a peer, and what of it they show."""

from typing import Any

from alongside.core import ids
from alongside.measures import actions, models
from tests.cast import Cast


def moment(cast: Cast, who: str = "maya", words: str = "", **answers: int) -> models.WorkCheckin:
    by = cast.characters[who].by
    said = answers or {"rest": 1, "load": 2}
    return actions.answer_work(by=by, id=ids.new(), answers=said, words=words)


def shown(
    cast: Cast, who: str = "maya", to: str = "dana", what: str = "moment", **more: Any
) -> models.WorkShown:
    """Maya shows Dana one check-in, for a week, if nothing else is said."""
    if what == "moment" and "moment" not in more:
        more["moment"] = moment(cast, who).pk
    reader = cast.characters[to].by.person_id
    assert reader is not None
    by = cast.characters[who].by
    return actions.show_work(by=by, id=ids.new(), to=reader, what=what, **more)

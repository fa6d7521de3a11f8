"""Whoever told us of a listing and left an address reads once what became of it."""

import pytest

from alongside.core import clock
from alongside.directory import models
from alongside.jobs.models import OutgoingMail
from tests.cast import Cast
from tests.directory import telling

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("word", "decision", "said"),
    [
        ("closed", "accept", "It is closed"),
        ("closed", "decline", "it is open"),
        ("tell", "accept", "stands on its page"),
        ("tell", "decline", "left it as it was"),
        ("ours", "accept", "call the number"),
    ],
)
def test_it_thanks_with_what_became_of_it(cast: Cast, word: str, decision: str, said: str) -> None:
    more = {"closed": {"happened_on": f"{clock.now():%Y-%m-%d}"}, "tell": {"no-fee": "yes"}}
    data = more.get(word, {}) | {"reach": "pat@example.org"}
    assert telling.send(telling.service(), f"{word}/", **data).status_code == 200
    told = models.Suggestion.objects.get()
    path = f"/en/listings/told/{told.pk}/{decision}/"
    assert cast.omar.client().post(path, {"version": told.version}).status_code in {200, 302}
    assert said in OutgoingMail.objects.get().body

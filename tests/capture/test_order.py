"""However a shift comes in – in any order, in pieces, some of it many times – it is there once."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from alongside.capture.models import Capture, Hold
from alongside.core import clock
from alongside.sites import models as sites
from alongside.support.models import Contact, Work
from tests.capture.handset import LISTENED, Handset, ready
from tests.cast import Cast

SIZE = 9
pieces = some.lists(some.lists(some.integers(0, SIZE - 1), max_size=4), max_size=8)


@pytest.fixture
def phone(cast: Cast) -> Handset:
    return ready(cast.maya)


@settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
@given(pieces=pieces, last=some.permutations(range(SIZE)))
def test_it_is_there_once(
    cast: Cast, phone: Handset, pieces: list[list[int]], last: list[int]
) -> None:
    at = clock.now() - timedelta(hours=3)
    came = phone.capture("visit-in", {}, place=cast.site.pk)
    found = phone.capture("overdose", {"visit": came["id"], "site": str(cast.site.pk)})
    shift: list[dict[str, Any]] = [
        phone.capture("contact", LISTENED, at=at, person=cast.sam.id),
        phone.capture("contact", LISTENED, at=at + timedelta(minutes=5), person=cast.sam.id),
        phone.capture("contact", LISTENED, at=at),
        came,
        phone.capture("look-in", {"visit": came["id"]}),
        found,
        phone.capture("tap", {"overdose": found["id"], "what": "found"}),
        phone.capture("tap", {"overdose": found["id"], "what": "breathing"}),
        phone.capture("visit-out", {"visit": came["id"]}),
    ]
    for piece in [*pieces, last]:
        phone.send(*[shift[number] for number in piece])

    pks = [one["id"] for one in shift]
    assert Capture.objects.filter(pk__in=pks, outcome="done").count() == SIZE
    assert not Hold.objects.filter(capture__device=phone.device, settled_at=None).exists()
    assert Contact.objects.filter(pk__in=pks).count() == 2
    assert Work.objects.filter(pk__in=pks).count() == 1
    assert sites.Tap.objects.filter(pk__in=pks).count() == 2
    assert sites.Visit.objects.get(pk=came["id"]).left_at is not None

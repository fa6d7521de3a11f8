"""What is in it? By number, and nobody is asked who they are."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import clock, errors, ids
from alongside.outreach import actions, models, queries
from alongside.outreach.rules import samples as rules
from tests.cast import Cast
from tests.outreach import doors

CHECKING = "/en/drug-checking/"


def ask(number: str) -> tuple[int, str]:
    answer = Client().post(CHECKING, {"number": number})
    assert not answer.cookies
    return answer.status_code, answer.content.decode()


def test_it_is_read_by_number_alone(cast: Cast) -> None:
    client = cast.maya.client()
    said = {"id": str(ids.new()), "expected": "heroin", "form": "powder", "looks": "beige"}
    for _ in range(2):
        client.post(reverse("outreach:take_sample"), said)
    row = models.Sample.objects.get()
    assert "not checked yet" in ask(row.number)[1]
    found = {
        "id": str(ids.new()),
        "method": "ftir",
        "outcome": "found",
        "what-1": "caffeine",
        "share-1": "60",
        "what-2": "fentanyl",
        "share-2": "10",
    }
    path = reverse("outreach:add_result", args=[row.pk])
    assert client.post(path, found).status_code == 302
    typed = row.number.lower().replace("-", " ")
    status, page = ask(typed)
    assert status == 200 and "about 10" in page and "Less than about 5%" in page
    assert "there is something else in it: fentanyl" in page
    assert "Not looked for" in page and "xylazine strip" in page
    assert "Maya" not in page and "Riverbend" not in page
    for wrong in ("", "AAAA-AAAA", "x" * 5000, row.number[:-1]):
        assert ask(wrong)[0] == 422
    result = models.SampleResult.objects.get()
    client.post(reverse("outreach:take_back_result", args=[result.pk]))
    assert "not checked yet" in ask(row.number)[1]
    assert cast.riley.client().get(reverse("outreach:sample", args=[row.pk])).status_code == 404


def test_it_refuses_what_can_not_be(cast: Cast) -> None:
    row = doors.sample(cast)
    cases: tuple[dict[str, Any], ...] = (
        {"found": [["fentanyl", 60], ["caffeine", 60]]},
        {"found": [["fentanyl", 1], ["fentanyl", 2]]},
        {"found": [["gold", 1]]},
        {"found": [["fentanyl", 0]]},
        {"found": []},
        {"method": "nose"},
        {"method": "xylazine-strip", "found": [["fentanyl", None]]},
    )
    for wrong in cases:
        with pytest.raises(errors.Problem):
            doors.result(cast, row, **wrong)
    with pytest.raises(errors.Missing):
        actions.add_result(
            by=cast.riley.by, id=ids.new(), sample=row.pk, method="lab", outcome="unclear"
        )
    assert not models.SampleResult.objects.exists()


def test_it_counts_in_public_only_enough_that_people_shared(cast: Cast) -> None:
    for _ in range(4):
        doors.result(cast, doors.sample(cast, is_shared=True))
    doors.result(cast, doors.sample(cast))
    assert "Sold as heroin" not in Client().get(CHECKING).content.decode()
    doors.result(cast, doors.sample(cast, is_shared=True), found=[["heroin", 20]])
    page = Client().get(CHECKING).content.decode()
    assert "Sold as heroin: 5 samples" in page and "fentanyl: in 4 of 5" in page
    assert "heroin: in 1 of 5" not in page  # once is somebody's own
    now = clock.now()
    counted = {
        (each.what, each.slug): each.n
        for each in queries.counts(cast.max.by, now - timedelta(days=1), now + timedelta(days=1))
    }
    assert (counted["samples", ""], counted["unexpected", ""]) == (6, 5)


SLUGS = st.sampled_from(sorted(rules.SUBSTANCES))
SHARES = st.sampled_from([None, 1, 5, 30, 60, 100])


@given(st.dictionaries(SLUGS, SHARES, max_size=6), st.sampled_from(["ftir", "lab"]), SLUGS)
def test_it_never_loses_or_invents_what_was_found(
    found: dict[str, Any], method: str, expected: str
) -> None:
    pairs = rules.parts(found.items())
    if sum(share or 0 for share in found.values()) > 100:
        assert pairs is None
        return
    assert pairs is not None
    told = rules.Told(method, "found", tuple((slug, share) for slug, share in pairs))
    seen = dict(rules.found_in([told]))
    named = rules.BENZOS & found.keys() - {"other-benzo"}
    gone = {"other-benzo"} if named and found.get("other-benzo", 0) is None else set()
    assert seen == {slug: share for slug, share in found.items() if slug not in gone}
    odd = rules.unexpected(expected, seen.keys())
    assert expected not in odd and set(odd) <= seen.keys()


@given(st.text(max_size=60))
def test_it_hears_a_number_or_nothing(said: str) -> None:
    heard = rules.heard(said)
    assert heard == "" or rules.heard(heard) == heard


def test_it_gets_slow_for_whoever_guesses(cast: Cast) -> None:
    cache.clear()
    row = doors.sample(cast)
    for _ in range(20):
        assert Client().post(CHECKING, {"number": "AAAA-AAAA"}).status_code == 422
    assert Client().post(CHECKING, {"number": row.number}).status_code == 429
    cache.clear()
    assert Client().post(CHECKING, {"number": row.number}).status_code == 200

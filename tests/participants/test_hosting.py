"""Nobody new is written down on a machine of somebody else before the agreement is recorded."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.accounts.models import Organisation, Programme
from alongside.core import clock, errors, ids
from alongside.exchange import actions as exchange
from alongside.exchange.models import Bringing
from alongside.participants.models import Participant
from alongside.rights import actions as rights
from alongside.rights.models import Agreement
from tests.cast import Cast


def hosted(cast: Cast, by: str) -> None:
    Organisation.objects.filter(pk=cast.riverbend.pk).update(hosting=by)


def welcomed(cast: Cast) -> Any:
    data = {"id": str(ids.new()), "alias": "Ari", "language": "en", "reach_way": "key"}
    return cast.omar.client().post("/en/welcome/somebody/", data)


def sign(cast: Cast, **more: Any) -> Agreement:
    said: dict[str, Any] = {"service": "hosting", "signed_on": clock.now().date()}
    said |= {"with_whom": "A host"} | more
    return rights.record_agreement(by=cast.piet.by, id=ids.new(), **said)


@pytest.mark.parametrize("by", ["", "other"])
def test_it_takes_nobody_in_before_it_is_signed(cast: Cast, by: str) -> None:
    hosted(cast, by)
    before = Participant.objects.count()
    answer = welcomed(cast)
    assert answer.status_code == 422
    assert "where Alongside runs has not been settled" in answer.content.decode()
    assert "Riverbend" not in cast.sam.client().get("/en/talk/").content.decode()
    assert Participant.objects.count() == before
    sign(cast, service="mail")
    assert welcomed(cast).status_code == 422
    row = sign(cast)
    assert welcomed(cast).status_code == 302
    rights.end_agreement(by=cast.piet.by, agreement=row.pk)
    assert welcomed(cast).status_code == 422
    assert Participant.objects.count() == before + 1


def test_it_goes_on_with_whoever_is_here(cast: Cast) -> None:
    hosted(cast, "")
    assert cast.maya.client().get(f"/en/people/{cast.sam.id}/").status_code == 200
    assert cast.sam.client().get("/en/my-support/").status_code == 200


def test_a_day_that_is_over_closes_it_again(cast: Cast) -> None:
    hosted(cast, "other")
    row = sign(cast)
    past = clock.now().date() - timedelta(days=2)
    Agreement.objects.filter(pk=row.pk).update(signed_on=past, until_on=past)
    assert welcomed(cast).status_code == 422


def test_it_asks_nothing_before_a_law_is_chosen(cast: Cast) -> None:
    hosted(cast, "")
    Programme.objects.filter(organisation=cast.riverbend).update(regime="")
    assert welcomed(cast).status_code == 302


def test_whoever_hosts_themselves_says_so(cast: Cast) -> None:
    hosted(cast, "")
    kit = cast.kit.client()
    assert "Nobody new can be written down yet" in kit.get("/en/set-up/").content.decode()
    page = kit.get("/en/organisation/").content.decode()
    assert "We host it ourselves" in page
    row = Organisation.objects.get(pk=cast.riverbend.pk)
    said = {"name": row.name, "answers_within_hours": 48, "time_zone": row.time_zone}
    data = said | {"hosting": "self", "version": row.version, "takes_requests": "on"}
    assert kit.post("/en/organisation/", data).status_code == 302
    assert "Nobody new can be written down yet" not in kit.get("/en/set-up/").content.decode()
    assert welcomed(cast).status_code == 302
    page = cast.piet.client().get("/en/rights/agreements/").content.decode()
    assert "You host it yourselves" in page


def test_it_brings_nobody_in_either(cast: Cast) -> None:
    hosted(cast, "other")
    run = Bringing.objects.create(organisation=cast.riverbend, state="shown")
    with pytest.raises(errors.Problem, match="Nobody new can be written down"):
        exchange.apply_people(by=cast.omar.by, bringing=run.pk)

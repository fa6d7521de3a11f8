"""A community as a party: nothing is said of it until its own stewards say yes, and they see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from alongside.accounts import actors
from alongside.core import clock, errors, ids
from alongside.participants import actions
from alongside.participants.models import Belonging, Community, Participant, Shown, Steward, Use
from alongside.support.models import Contact
from tests.cast import Cast


@pytest.fixture
def nation(cast: Cast) -> Community:
    """Vera is its steward. Six people who belong, and six who do not, had a contact last week."""
    by = actors.system("a test", organisation_id=cast.riverbend.pk)
    people = [cast.vera.by.person_id]
    row = actions.name_stewards(by=by, name="River Nation", people=people)
    day = clock.now() - timedelta(days=2)
    for number in range(12):
        one = Participant.objects.create(organisation=cast.riverbend, alias=f"N{number}")
        mine: dict[str, Any] = {"organisation": cast.riverbend, "participant": one}
        peer = cast.maya.by.person_id
        Contact.objects.create(**mine, peer_id=peer, emotional=True, happened_at=day)
        if number < 6:
            Belonging.objects.create(**mine, community=row)
    return row


def ask(cast: Cast, nation: Community, **more: Any) -> Use:
    said: Any = {"id": ids.new(), "kind": "figure", "what_for": "Our report"} | more
    return actions.ask_use(by=cast.max.by, community=nation.pk, **said)


def page(cast: Cast, nation: Community, who: str = "max") -> str:
    path = reverse("homes:community", args=[nation.pk])
    return str(cast.characters[who].client().get(path).content.decode())


def test_a_number_is_withheld_until_a_steward_says_yes(cast: Cast, nation: Community) -> None:
    use = ask(cast, nation)
    assert "This number is withheld" in page(cast, nation)
    assert not Shown.objects.exists()
    vera = cast.vera.client()
    assert "Our report" in vera.get("/en/communities/").content.decode()
    path = reverse("participants:answer_use", args=[use.pk])
    assert vera.post(path, {"approved": "yes", "until_on": "", "answer": ""}).status_code == 302
    for who in ("max", "ana"):
        assert "withheld" not in page(cast, nation, who)
    assert Shown.objects.filter(use=use).count() == 2
    assert "Used 2 times lately" in vera.get("/en/communities/").content.decode()


def test_a_yes_becomes_a_no_on_any_day(cast: Cast, nation: Community) -> None:
    use = ask(cast, nation)
    actions.answer_use(by=cast.vera.by, use=use.pk, approved=True)
    assert "withheld" not in page(cast, nation)
    actions.answer_use(by=cast.vera.by, use=use.pk, approved=False)
    assert "withheld" in page(cast, nation)


def test_a_yes_ends_on_its_day_and_is_for_one_thing(cast: Cast, nation: Community) -> None:
    yesterday = (clock.now() - timedelta(days=1)).date()
    old = ask(cast, nation)
    actions.answer_use(by=cast.vera.by, use=old.pk, approved=True, until_on=yesterday)
    study = ask(cast, nation, kind="study")
    actions.answer_use(by=cast.vera.by, use=study.pk, approved=True)
    assert "withheld" in page(cast, nation)
    assert not actions.show_use(by=cast.max.by, community=nation.pk, kind="export", what="a-file")


@pytest.mark.parametrize("leave", [3, 6])
def test_few_people_stay_hidden(cast: Cast, nation: Community, leave: int) -> None:
    """Three of six who take it back leave three; six leave nobody, and nobody is no secret."""
    actions.answer_use(by=cast.vera.by, use=ask(cast, nation).pk, approved=True)
    gone = Belonging.objects.order_by("pk").values_list("pk", flat=True)[:leave]
    Belonging.objects.filter(pk__in=list(gone)).update(until_at=clock.now())
    assert ("Too few to show" in page(cast, nation)) is (leave == 3)


def test_few_others_stay_hidden(cast: Cast, nation: Community) -> None:
    """Where all but two belong, the number would tell of those two."""
    actions.answer_use(by=cast.vera.by, use=ask(cast, nation).pk, approved=True)
    belong = Belonging.objects.values_list("participant_id", flat=True)
    for one in Participant.objects.exclude(pk__in=list(belong)):
        if one.alias.startswith("N") and one.alias not in {"N10", "N11"}:
            mine = {"organisation": cast.riverbend, "participant": one}
            Belonging.objects.create(**mine, community=nation)
    assert "Too few to show" in page(cast, nation)


@pytest.mark.parametrize("who", ["maya", "dana", "omar", "max", "kit", "ana", "piet", "sam"])
def test_only_its_own_stewards_answer(cast: Cast, nation: Community, who: str) -> None:
    use = ask(cast, nation)
    with pytest.raises(errors.Missing):
        actions.answer_use(by=cast.characters[who].by, use=use.pk, approved=True)
    use.refresh_from_db()
    assert use.state == "asked"


def test_nobody_says_yes_to_themselves(cast: Cast, nation: Community) -> None:
    people = [cast.vera.by.person_id, cast.max.by.person_id]
    by = actors.system("a test", organisation_id=cast.riverbend.pk)
    actions.name_stewards(by=by, name="River Nation", people=people)
    use = ask(cast, nation)
    with pytest.raises(errors.Problem):
        actions.answer_use(by=cast.max.by, use=use.pk, approved=True)


def test_people_say_for_themselves_that_they_belong(cast: Cast, nation: Community) -> None:
    said = {"community": str(nation.pk), "belongs": "yes"}
    sam = cast.sam.client()
    assert sam.post("/en/my-walls/belong/", said).status_code == 302
    assert "You said that you belong" in sam.get("/en/my-walls/").content.decode()
    sam.post("/en/my-walls/belong/", said | {"belongs": "no"})
    assert not Belonging.objects.filter(participant=cast.sam.id, until_at=None).exists()
    assert cast.maya.client().post("/en/my-walls/belong/", said).status_code == 403


def test_stewards_are_named_from_the_terminal(cast: Cast) -> None:
    call_command("name_stewards", "River Nation", "vera", "maya", verbosity=0)
    call_command("name_stewards", "River Nation", "maya", verbosity=0)
    live = Steward.objects.filter(until_at=None)
    assert [row.person_id for row in live] == [cast.maya.by.person_id]
    for names in (["nobody"], ["vera", "riley"]):
        with pytest.raises(CommandError):
            call_command("name_stewards", "River Nation", *names)


def test_it_knows_no_community_of_another_organisation(cast: Cast, within: Any) -> None:
    with within(cast.harbour.pk):
        theirs = Community.objects.create(organisation=cast.harbour, name="Harbour Nation")
    for pk in (theirs.pk, ids.new()):
        answer = cast.max.client().get(reverse("homes:community", args=[pk]))
        assert answer.status_code == 404

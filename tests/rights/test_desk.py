"""Demands by law, incidents, agreements: decided by one who is named, told, and never more given
than the law allows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import access
from alongside.accounts.models import Organisation, Programme
from alongside.audit import queries as history
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.participants.models import Disclosure
from alongside.participants.rules import regimes
from alongside.rights import actions, models, queries, rules
from tests.cast import Cast

TODAY = date(2026, 11, 22)


def demand(cast: Cast, **more: Any) -> models.Demand:
    said: dict[str, Any] = {
        "kind": "subpoena",
        "from_whom": "Rivertown court",
        "asks_for": "All notes",
        "came_on": clock.now().date(),
        "participant": cast.sam.id,
    } | more
    return actions.register_demand(by=cast.piet.by, id=ids.new(), **said)


def decide(cast: Cast, row: models.Demand, answer: str, **more: Any) -> models.Demand:
    said: dict[str, Any] = {"reason": "As the law says.", "has_order": False} | more
    return actions.decide_demand(
        by=cast.piet.by, demand=row.pk, version=row.version, answer=answer, **said
    )


@pytest.mark.django_db
def test_under_part_2_a_subpoena_opens_nothing_without_the_order(cast: Cast) -> None:
    row = demand(cast)
    with pytest.raises(errors.Problem):
        decide(cast, row, "answered", categories=["attendance"])
    row.refresh_from_db()
    assert row.answer == "waiting"
    decide(cast, row, "refused")
    row.refresh_from_db()
    assert (row.answer, row.categories, row.decided_by_id) == ("refused", [], cast.piet.by.id)
    ordered = demand(cast, has_order=True)
    found = decide(cast, ordered, "partly", has_order=True, categories=["attendance"])
    assert found.categories == ["attendance"]


@pytest.mark.django_db
def test_the_person_reads_of_it(cast: Cast) -> None:
    decide(cast, demand(cast), "refused", reason="No order came with it.")
    page = cast.sam.client().get("/en/my-record/").content
    assert b"Rivertown court" in page
    assert b"No order came with it." in page
    verbs = {event.verb for event in history.about(cast.sam.id)}
    assert {"register-demand", "decide-demand"} <= verbs


@pytest.mark.django_db
def test_what_a_court_keeps_secret_is_in_nothing_they_read(cast: Cast) -> None:
    tomorrow = clock.now().date() + timedelta(days=1)
    row = demand(cast, secret_until=tomorrow)
    decide(cast, row, "refused")
    sam = cast.sam.client()
    assert b"Rivertown court" not in sam.get("/en/my-record/").content
    whole = b"".join(sam.get("/en/my-record/record.json").streaming_content)  # type: ignore[attr-defined]
    assert b"Rivertown court" not in whole
    assert "register-demand" not in {event.verb for event in history.about(cast.sam.id)}
    models.Demand.objects.filter(pk=row.pk).update(secret_until=TODAY - timedelta(days=1))
    assert actions.tell_lifted(by=cast.piet.by) == 1
    assert actions.tell_lifted(by=cast.piet.by) == 0
    assert b"Rivertown court" in sam.get("/en/my-record/").content


@pytest.mark.django_db
def test_two_who_decide_at_once_do_not_lose_a_word(cast: Cast) -> None:
    row = demand(cast)
    decide(cast, row, "refused")
    with pytest.raises(errors.Stale):
        decide(cast, row, "nothing")


def handed(cast: Cast, row: models.Demand, **more: Any) -> Any:
    data = {"id": str(ids.new()), "order": "7 of 2 May", "names": "The judge", **more}
    path = f"/en/rights/demands/{row.pk}/give/"
    return cast.piet.client().post(path, {"categories": ["support"], **data})


def test_a_court_gets_what_it_ordered_and_no_more(cast: Cast) -> None:
    row = demand(cast, has_order=True)
    assert handed(cast, row).status_code == 422  # nobody has decided it
    decide(cast, row, "answered", has_order=True)
    page = handed(cast, row)
    assert page.status_code == 200
    assert "Support from a peer" in page.content.decode()
    assert "A door that locks" not in page.content.decode()  # the goals were not ordered

    gone = Disclosure.objects.get(participant_id=cast.sam.id)
    assert (gone.exception, gone.categories, gone.via) == ("court-order", ["support"], "print")
    assert gone.facts["order"] == "7 of 2 May"
    row.refresh_from_db()
    assert row.disclosure == gone.pk
    assert "Rivertown court" in cast.sam.client().get("/en/left/").content.decode()


def test_it_gives_nothing_that_the_order_may_not_reach(cast: Cast) -> None:
    row = demand(cast, has_order=True)
    decide(cast, row, "answered", has_order=True)
    assert handed(cast, row, categories=["everything"]).status_code == 422
    assert handed(cast, row, names=" ").status_code == 422
    assert not Disclosure.objects.exists()


def test_nobody_reads_of_it_while_a_court_forbids_to_tell(cast: Cast) -> None:
    tomorrow = clock.now().date() + timedelta(days=1)
    row = demand(cast, has_order=True, secret_until=tomorrow)
    decide(cast, row, "answered", has_order=True)
    assert handed(cast, row).status_code == 200
    assert "Rivertown court" not in cast.sam.client().get("/en/left/").content.decode()
    assert "disclose" not in {event.verb for event in history.about(cast.sam.id)}
    assert "without your yes" not in cast.sam.client().get("/en/my-support/").content.decode()
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert "Rivertown court" in cast.sam.client().get("/en/left/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"kind": "joke"}, {"from_whom": " "}, {"asks_for": ""}])
def test_half_a_demand_is_not_kept(cast: Cast, wrong: dict[str, str]) -> None:
    with pytest.raises(errors.Problem):
        demand(cast, **wrong)
    with pytest.raises(errors.Problem):
        demand(cast, came_on=clock.now().date() + timedelta(days=2))
    with pytest.raises(errors.Missing):
        demand(cast, participant=cast.tess.id)
    assert not models.Demand.objects.exists()


# --- incidents ---------------------------------------------------------------------------


def incident(cast: Cast, **more: Any) -> models.Incident:
    said: dict[str, Any] = {"what": "A phone was lost.", "people": 600, "is_risky": True} | more
    return actions.register_incident(
        by=cast.piet.by, id=ids.new(), found_at=clock.now() - timedelta(hours=1), **said
    )


@pytest.mark.django_db
def test_everybody_who_must_know_is_told_before_it_closes(cast: Cast) -> None:
    row = incident(cast)
    piet = cast.piet.client()
    page = f"/en/rights/incidents/{row.pk}/"
    assert b"Tell each person it is about" in piet.get(page).content
    assert piet.post(page, {"task": "close", "version": row.version}).status_code == 422
    for task in ("people", "secretary", "media"):
        row.refresh_from_db()
        assert piet.post(page, {"task": task, "version": row.version}).status_code == 302
    assert piet.post(page, {"task": "people", "version": "1"}).status_code == 409
    row.refresh_from_db()
    assert piet.post(page, {"task": "close", "version": row.version}).status_code == 302
    row.refresh_from_db()
    assert row.closed_at
    assert set(row.done) == {"people", "secretary", "media"}
    assert Event.objects.filter(verb="do-task").count() == 4


@pytest.mark.django_db
def test_people_are_told_on_their_own_page_once(cast: Cast) -> None:
    row = incident(cast, contact="Piet, 555 0100")
    assert actions.give_notice(by=cast.piet.by, incident=row.pk) == 3
    assert actions.give_notice(by=cast.piet.by, incident=row.pk) == 0
    assert not mail.outbox
    sam = cast.sam.client()
    assert b"A phone was lost." in sam.get("/en/my-record/").content
    mine = models.Notice.objects.get(participant=cast.sam.id)
    assert cast.rosa.client().post(f"/en/my-record/told/{mine.pk}/").status_code == 404
    assert sam.post(f"/en/my-record/told/{mine.pk}/").status_code == 302
    mine.refresh_from_db()
    assert mine.read_at


@pytest.mark.django_db
def test_nothing_is_found_before_it_happened(cast: Cast) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    with pytest.raises(errors.Problem):
        incident(cast, happened_at=tomorrow)
    with pytest.raises(errors.Problem):
        incident(cast, what="")
    assert not models.Incident.objects.exists()


# --- agreements --------------------------------------------------------------------------


def agreed(cast: Cast, service: str = "mail", **more: Any) -> models.Agreement:
    said: dict[str, Any] = {"with_whom": "Post Ltd", "signed_on": TODAY - timedelta(days=9)} | more
    return actions.record_agreement(by=cast.piet.by, id=ids.new(), service=service, **said)


@pytest.mark.django_db
def test_a_way_opens_and_closes_with_its_agreement(cast: Cast) -> None:
    """What goes by it asks at the moment of sending: tests/threads/test_sending.py."""
    assert not queries.may_use("mail", cast.riverbend.pk)
    row = agreed(cast)
    assert queries.may_use("mail", cast.riverbend.pk)
    assert not queries.may_use("sms", cast.riverbend.pk)
    actions.end_agreement(by=cast.piet.by, agreement=row.pk)
    assert not queries.may_use("mail", cast.riverbend.pk)


@pytest.mark.django_db
def test_one_agreement_at_a_time_and_signed(cast: Cast) -> None:
    agreed(cast)
    with pytest.raises(errors.Problem):
        agreed(cast)
    with pytest.raises(errors.Problem):
        agreed(cast, "sms", signed_on=clock.now().date() + timedelta(days=1))
    with pytest.raises(errors.Problem):
        agreed(cast, "pigeon")
    assert models.Agreement.objects.get().kind == "qsoa"


# --- who may, and the pages --------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["maya", "dana", "omar", "max", "kit", "ana", "sam", "riley"])
def test_nobody_else_sits_at_the_desk(cast: Cast, who: str) -> None:
    by = cast.characters[who].by
    row, wrong, deal = demand(cast), incident(cast), agreed(cast)
    for do in (
        lambda: actions.register_demand(
            by=by, id=ids.new(), kind="other", from_whom="x", asks_for="x", came_on=TODAY
        ),
        lambda: actions.decide_demand(
            by=by, demand=row.pk, version=1, answer="refused", reason="x", has_order=False
        ),
        lambda: actions.give_notice(by=by, incident=wrong.pk),
        lambda: actions.do_task(by=by, incident=wrong.pk, task="people", version=1),
        lambda: actions.end_agreement(by=by, agreement=deal.pk),
        lambda: actions.tell_lifted(by=by),
    ):
        with pytest.raises(access.Refused):
            do()


@pytest.mark.django_db
def test_each_form_is_kept_once_and_says_what_is_missing(cast: Cast) -> None:
    piet, today = cast.piet.client(), str(clock.now().date())
    forms: dict[str, dict[str, Any]] = {
        "demands": {"kind": "order", "from_whom": "A", "asks_for": "B", "came_on": today},
        "incidents": {"what": "A", "found_on": today, "people": 3, "regime": "us-part2"},
        "agreements": {"service": "sms", "with_whom": "A", "signed_on": today},
    }
    kept: dict[str, Any] = {
        "demands": models.Demand,
        "incidents": models.Incident,
        "agreements": models.Agreement,
    }
    for name, said in forms.items():
        page = f"/en/rights/{name}/"
        assert piet.get(page).status_code == 200
        half = piet.post(page, {"id": str(ids.new())})
        assert half.status_code == 422, name
        said["id"] = str(ids.new())
        assert piet.post(page, said).status_code == 302, name
        assert piet.post(page, said).status_code == 302, name
        assert kept[name].objects.count() == 1
        row = kept[name].objects.get()
        if name != "agreements":
            assert piet.get(f"{page}{row.pk}/").status_code == 200
    assert piet.get("/en/rights/").status_code == 200


@pytest.mark.django_db
def test_days_and_years_are_those_of_the_house(cast: Cast) -> None:
    """West of Greenwich a day that was chosen is not the one before, nor is a year's last."""
    piet, pk = cast.piet.client(), ids.new()
    said = {"id": pk, "what": "A", "found_on": "2026-06-09", "people": 3, "regime": "us-part2"}
    assert piet.post("/en/rights/incidents/", said).status_code == 302
    page = piet.get(f"/en/rights/incidents/{pk}/").content.decode()
    assert "9 June 2026" in page
    assert "2 March 2027" in page  # sixty days after the year
    assert "8 June 2026" not in page
    assert "1 March 2027" not in page


@pytest.mark.django_db
def test_what_is_about_nobody_follows_the_one_law_of_all_programmes(cast: Cast) -> None:
    def law() -> str:
        return queries.regime_in(cast.riverbend.pk).slug

    Organisation.objects.filter(pk=cast.riverbend.pk).update(country="CA")
    Programme.objects.update(regime="ca-phipaa")
    assert law() == "ca-phipaa"
    second = Programme.objects.create(organisation=cast.riverbend, name="Another")
    assert law() == "ca-phipa"  # it has chosen none: the strictest of the country
    Programme.objects.filter(pk=second.pk).update(regime="ca-phipaa")
    assert law() == "ca-phipaa"
    Programme.objects.all().delete()
    assert law() == "ca-phipa"


# --- rules -------------------------------------------------------------------------------

FOUND = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("law", "people", "risky", "whom"),
    [
        ("us-part2", 1, True, {"people", "secretary-yearly"}),
        ("us-part2", 499, True, {"people", "secretary-yearly"}),
        ("us-hipaa", 500, True, {"people", "secretary"}),
        ("us-hipaa", 501, True, {"people", "secretary", "media"}),
        ("us-neither", 9, True, {"people"}),
        ("uk-gdpr", 9, False, set()),
        ("uk-gdpr", 9, True, {"people", "authority"}),
        ("ca-phipa", 9, False, {"people", "yearly"}),
    ],
)
def test_each_law_has_its_own_clocks(law: str, people: int, risky: bool, whom: set[str]) -> None:
    found = rules.tasks(
        regimes.REGIMES[law], found_at=FOUND, people=people, is_risky=risky, done={}, now=FOUND
    )
    assert {task.slug for task in found} == whom


def test_clocks_run_out_when_the_law_says() -> None:
    by = {
        task.slug: task.by
        for law in ("us-part2", "uk-gdpr")
        for task in rules.tasks(
            regimes.REGIMES[law], found_at=FOUND, people=9, is_risky=True, done={}, now=FOUND
        )
    }
    assert by["authority"] == FOUND + timedelta(hours=72)
    assert by["secretary-yearly"] == datetime(2027, 3, 2, tzinfo=UTC)


@given(
    law=st.sampled_from(list(regimes.REGIMES.values())),
    kind=st.sampled_from(models.Demand.Kind.values),
    has_order=st.booleans(),
)
def test_no_order_no_answer_where_the_law_asks_for_one(
    law: regimes.Regime, kind: str, has_order: bool
) -> None:
    assert rules.may_answer(kind, law, has_order=has_order) == (has_order or not law.needs_order)


@given(text=st.text(max_size=60))
def test_a_code_is_read_as_it_is_typed(text: str) -> None:
    plain = rules.plain_code(text)
    assert rules.plain_code(rules.shown_code(plain)) == plain
    assert rules.plain_code(plain.lower()) == plain

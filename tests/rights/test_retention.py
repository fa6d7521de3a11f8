"""What is due goes at night, and nothing else; a hold stops it; a dry round changes nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import access, actors
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.core.privacy import Then
from alongside.participants.models import Consent, Participant, Request
from alongside.participants.rules import regimes
from alongside.referrals.models import Rating
from alongside.rights import actions, models, rules, tasks
from alongside.rights.actions import ledger
from alongside.support.models import Contact, Pairing
from tests.cast import Cast
from tests.directory import telling

YEARS_AGO = timedelta(days=8 * 365)


@pytest.fixture(autouse=True)
def _ledger(tmp_path: Any, settings: Any) -> None:
    settings.SEALS = tmp_path / "seals"


def night(cast: Cast, **more: Any) -> models.Round:
    by = actors.system("the nightly round", organisation_id=cast.riverbend.pk)
    return actions.run_retention(by=by, **more)


def request(cast: Cast, **more: Any) -> Request:
    return Request.objects.create(organisation=cast.riverbend, participant_id=cast.sam.id, **more)


def long_gone(cast: Cast) -> Participant:
    """Somebody with whom nothing was done for eight years."""
    then = clock.now() - YEARS_AGO
    row = Participant.objects.create(
        organisation=cast.riverbend, alias="Long gone", welcomed_at=then
    )
    Pairing.objects.create(
        organisation=cast.riverbend,
        participant=row,
        peer_id=cast.maya.by.person_id,
        from_at=then,
        until_at=then,
    )
    return row


@pytest.mark.django_db
def test_it_takes_out_what_is_due_and_nothing_else(cast: Cast) -> None:
    old = clock.now() - timedelta(days=366)
    due = request(cast, state="closed", happened_at=old)
    waiting = request(cast, state="waiting", happened_at=old)
    young = request(cast, state="closed", happened_at=old + timedelta(days=2))
    row = night(cast)
    left = set(Request.objects.values_list("pk", flat=True))
    assert due.pk not in left
    assert {waiting.pk, young.pk} <= left
    assert row.counts["participants.Request"] == {"erase": 1}
    assert Event.objects.filter(verb="run-retention").count() == 1


@pytest.mark.django_db
def test_it_takes_out_whose_it_was_and_leaves_the_rest(cast: Cast) -> None:
    row = Rating.objects.create(
        organisation=cast.riverbend, service=telling.service(), rater="f" * 64, useful=3, kind=1,
        happened_at=clock.now() - timedelta(days=3 * 365 + 1),
    )  # fmt: skip
    assert night(cast).counts["referrals.Rating"] == {"anonymise": 1}
    row.refresh_from_db()
    assert row.rater.startswith("nobody")
    assert (row.useful, row.kind) == (3, 1)
    assert "referrals.Rating" not in night(cast).counts


@pytest.mark.django_db
def test_a_dry_round_counts_the_same_and_changes_nothing(cast: Cast) -> None:
    request(cast, state="closed", happened_at=clock.now() - timedelta(days=400))
    long_gone(cast)
    dry = night(cast, is_dry=True)
    assert Request.objects.exists()
    assert Participant.objects.filter(organisation=cast.riverbend).count() == 4
    assert list(ledger.entries()) == []
    wet = night(cast)
    assert dry.counts == wet.counts
    assert dry.is_dry


@pytest.mark.django_db
def test_who_is_long_gone_is_forgotten(cast: Cast) -> None:
    row = long_gone(cast)
    counts = night(cast).counts
    assert not Participant.objects.filter(pk=row.pk).exists()
    assert counts["participants.Participant"]["erase"] == 1
    assert counts["support.Pairing"]["erase"] == 1
    assert Participant.objects.filter(pk=cast.sam.id).exists()
    assert [entry.participant for entry in ledger.entries()] == [str(row.pk)]


@pytest.mark.django_db
@pytest.mark.parametrize("sign", ["contact", "pairing", "request"])
def test_one_sign_of_life_keeps_them(cast: Cast, sign: str) -> None:
    row = long_gone(cast)
    about: dict[str, Any] = {"organisation": cast.riverbend, "participant": row}
    if sign == "contact":
        Contact.objects.create(**about, peer_id=cast.maya.by.person_id, emotional=True)
    elif sign == "pairing":
        Pairing.objects.filter(participant=row).update(until_at=None)
    else:
        long_ago = clock.now() - YEARS_AGO
        Request.objects.create(**about, happened_at=long_ago, recorded_at=long_ago)
    night(cast)
    assert Participant.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_a_hold_keeps_everything_of_its_person(cast: Cast) -> None:
    gone = long_gone(cast)
    due = request(cast, state="closed", happened_at=clock.now() - timedelta(days=400))
    for whom in (gone.pk, cast.sam.id):
        hold(cast, whom)
    counts = night(cast).counts
    assert Participant.objects.filter(pk=gone.pk).exists()
    assert Request.objects.filter(pk=due.pk).exists()
    assert counts["participants.Participant"] == {"held": 2}


def hold(cast: Cast, whom: Any, days: int = 10) -> models.Hold:
    return actions.place_hold(
        by=cast.piet.by,
        id=ids.new(),
        participant=whom,
        ground="Court letter 7",
        until_on=clock.now().date() + timedelta(days=days),
    )


@pytest.mark.django_db
def test_a_lifted_hold_stops_nothing_any_more(cast: Cast) -> None:
    gone = long_gone(cast)
    row = hold(cast, gone.pk)
    actions.lift_hold(by=cast.piet.by, hold=row.pk)
    models.Hold.objects.filter(pk=row.pk).update(
        placed_at=clock.now() - YEARS_AGO, ended_at=clock.now() - YEARS_AGO
    )
    night(cast)
    assert not Participant.objects.filter(pk=gone.pk).exists()


@pytest.mark.django_db
def test_what_law_kept_goes_after_its_last_day(cast: Cast) -> None:
    yesterday = clock.now().date() - timedelta(days=1)
    for until in (yesterday, clock.now().date()):
        models.Withheld.objects.create(
            organisation=cast.riverbend, kind="x", ground="access", until_on=until, body={}
        )
    night(cast)
    assert [row.until_on for row in models.Withheld.objects.all()] == [clock.now().date()]


@pytest.mark.django_db
def test_what_still_is_needed_stays_with_a_count(cast: Cast) -> None:
    consent = Consent.objects.filter(participant=cast.sam.id)[0]
    old = clock.now() - YEARS_AGO
    Consent.objects.filter(pk=consent.pk).update(given_at=old, withdrawn_at=old)
    from alongside.referrals.models import Referral

    Referral.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        consent=consent,
        service_name="Clinic",
    )
    assert night(cast).counts["participants.Consent"] == {"needed": 1}
    assert Consent.objects.filter(pk=consent.pk).exists()


@pytest.mark.django_db
def test_another_organisation_is_not_touched(cast: Cast, within: Any) -> None:
    with within(cast.harbour.pk):
        mine = Request.objects.create(
            organisation=cast.harbour,
            participant_id=cast.tess.id,
            state="closed",
            happened_at=clock.now() - timedelta(days=400),
        )
    night(cast)
    with within(cast.harbour.pk):
        assert Request.objects.filter(pk=mine.pk).exists()
    tasks.retention()
    with within(cast.harbour.pk):
        assert not Request.objects.filter(pk=mine.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["maya", "max", "kit", "omar", "dana", "ana", "sam"])
def test_the_wrong_role_runs_and_holds_nothing(cast: Cast, who: str) -> None:
    by = cast.characters[who].by
    with pytest.raises(access.Refused):
        actions.run_retention(by=by)
    with pytest.raises(access.Refused):
        actions.lift_hold(by=by, hold=ids.new())
    assert not models.Round.objects.exists()


@pytest.mark.django_db
def test_a_hold_of_another_organisation_is_not_there(cast: Cast) -> None:
    with pytest.raises(errors.Missing):
        hold(cast, cast.tess.id)
    with pytest.raises(errors.Problem):
        hold(cast, cast.sam.id, days=-1)
    assert not models.Hold.objects.exists()


@pytest.mark.django_db
def test_the_desk_shows_counts_and_places_holds(cast: Cast) -> None:
    piet = cast.piet.client()
    assert piet.post("/en/rights/retention/try/").status_code == 302
    assert b"only counted" in piet.get("/en/rights/retention/").content
    said = {
        "id": str(ids.new()),
        "participant": str(cast.sam.id),
        "ground": "Court letter 9",
        "until_on": str(clock.now().date() + timedelta(days=30)),
    }
    for _again in range(2):
        assert piet.post("/en/rights/holds/", said).status_code == 302
    row = models.Hold.objects.get()
    assert b"Court letter 9" in cast.sam.client().get("/en/my-record/").content
    assert piet.post("/en/rights/holds/", said | {"participant": str(ids.new())}).status_code == 422
    assert piet.post(f"/en/rights/holds/{row.pk}/lift/").status_code == 302
    row.refresh_from_db()
    assert row.ended_at


# --- rules -------------------------------------------------------------------------------

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
LAWS = st.sampled_from(list(regimes.REGIMES.values()))
MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year > 1999)
GROUNDS = st.sampled_from([*rules.GROUNDS, "", "anything"])


@given(ground=GROUNDS, law=LAWS, since=DAYS, today=DAYS)
def test_it_seals_only_what_a_law_asks_for_and_never_longer(
    ground: str, law: regimes.Regime, since: date, today: date
) -> None:
    found = rules.fate(ground, law, since=since, today=today)
    years = law.holds.get(ground, (0, ""))[0]
    if not years:
        assert found.then is Then.ERASE
        return
    last = rules.years_after(since, years)
    assert (found.then is Then.SEAL) == (last >= today)
    if found.then is Then.SEAL:
        assert (found.until, found.ground) == (last, ground)
        assert found.law


@given(since=DAYS, years=st.integers(0, 30))
def test_years_after_is_the_same_day_or_the_next(since: date, years: int) -> None:
    later = rules.years_after(since, years)
    assert later.year == since.year + years
    assert (later.month, later.day) in {(since.month, since.day), (3, 1)}


@given(days=st.integers(0, 20_000), now=MOMENTS)
def test_what_is_younger_is_never_due(days: int, now: datetime) -> None:
    assert rules.due_before(days, now=now) + timedelta(days=days) == now


@given(until=st.lists(DAYS, max_size=4), today=DAYS)
def test_a_hold_stands_through_its_last_day(until: list[date], today: date) -> None:
    assert rules.stops(until, today=today) == (max(until, default=date.min) >= today)

"""Nothing leaves unless a live yes, or an exception of the law's closed list, covers recipient,
purpose, category and moment. Plain values; no database."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from alongside.participants.rules import agreeing, leaving, regimes, sentences

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LAWS = sorted(regimes.REGIMES)
CASES = settings(  # of each of eight laws: more than ten thousand together
    max_examples=1_300,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
FEWER = settings(CASES, max_examples=250)


def sound(law: regimes.Regime, kind: str = regimes.SHARED, **changes: Any) -> leaving.Agreement:
    """A yes that holds now, with everything that the law asks."""
    notes = kind == leaving.NOTES
    purpose = law.kinds[kind].purposes[0]
    offered = regimes.PURPOSES[purpose].most
    categories = tuple(slug for slug in regimes.CATEGORIES if slug in offered)
    apart = {slug for slug in categories if regimes.CATEGORIES[slug].apart}
    values: dict[str, Any] = {
        "id": uuid.uuid4(),
        "kind": kind,
        "regime": law.slug,
        "name": "Sam Reyes",
        "discloser": "Riverbend",
        "categories": tuple(apart) if notes else tuple(s for s in categories if s not in apart),
        "how": leaving.NAMED,
        "recipient": "Hill Street Health",
        "recipient_kind": "service",
        "purpose": regimes.TPO if kind == regimes.TPO else purpose,
        "from_at": NOW - DAY,
        "until_at": NOW + DAY,
        "way": law.ways[0],
        "signed_at": NOW - DAY,
        "signed_as": leaving.OWN_NAME,
        "statements": frozenset(leaving.STATEMENTS),
    }
    return leaving.Agreement(**values | changes)


def asked(law: regimes.Regime, yes: leaving.Agreement, **changes: Any) -> leaving.Decision:
    """Exactly what the yes is about, or with changes."""
    kind = law.kinds.get(yes.kind) or law.kinds[regimes.SHARED]
    purpose = kind.purposes[0]
    said: dict[str, Any] = {
        "regime": law.slug,
        "recipient": leaving.Recipient(yes.recipient, yes.recipient_kind),
        "purpose": purpose,
        "categories": regimes.serving(purpose, yes.categories),
        "at": NOW,
    }
    return leaving.may_disclose([yes], [], **said | changes)


ALL = [(slug, kind) for slug in LAWS for kind in regimes.REGIMES[slug].kinds]


@pytest.mark.parametrize(("slug", "kind"), ALL)
def test_it_lets_out_what_a_whole_yes_covers(slug: str, kind: str) -> None:
    law = regimes.REGIMES[slug]
    yes = sound(law, kind)
    decision = asked(law, yes)
    assert decision.allowed, decision
    assert decision.consent_id == yes.id
    assert decision.statement == law.statement


DROPPED: dict[str, dict[str, Any]] = {
    "name": {"name": " "},
    "discloser": {"discloser": ""},
    "categories": {"categories": ()},
    "recipient": {"recipient": ""},
    "purpose": {"purpose": ""},
    "from": {"from_at": None},
    "expiry": {"until_at": None, "until_event": ""},
    "signature": {"kept": False},
    "date": {"signed_at": None},
    **{slug: {"statements": frozenset(leaving.STATEMENTS) - {slug}} for slug in leaving.STATEMENTS},
}


@pytest.mark.parametrize(("slug", "kind"), ALL)
def test_it_needs_every_element_the_law_asks_for(slug: str, kind: str) -> None:
    law = regimes.REGIMES[slug]
    whole = sound(law, kind)
    said: dict[str, Any] = {
        "recipient": leaving.Recipient(whole.recipient, whole.recipient_kind),
        "categories": regimes.serving(law.kinds[kind].purposes[0], whole.categories),
    }
    for element in law.asks(kind):
        decision = asked(law, replace(whole, **DROPPED[element]), **said)
        if element == "expiry" and law.kinds[kind].open_ended:
            assert decision.allowed
        else:
            assert not decision.allowed, element
            assert element in decision.missing


def test_it_lets_nothing_out_where_no_law_was_chosen() -> None:
    for law in regimes.REGIMES.values():
        for slug in ("", "nowhere"):
            decision = asked(law, sound(law), regime=slug)
            assert (decision.allowed, decision.why) == (False, "no-regime")


def test_it_holds_nothing_over_from_another_law() -> None:
    for law in regimes.REGIMES.values():
        for other in regimes.REGIMES.values():
            found = asked(law, sound(law), regime=other.slug)
            assert found.allowed is (law is other)


times = st.timedeltas(min_value=-3 * DAY, max_value=3 * DAY).map(lambda gap: NOW + gap)
maybe_times = st.none() | times
names = st.sampled_from(["Hill Street Health", "hill  street HEALTH", "County court", "", "Jo"])
categories = st.lists(st.sampled_from(sorted(regimes.CATEGORIES)), max_size=4, unique=True)
purposes = st.sampled_from([*sorted(regimes.PURPOSES), regimes.TPO, "gossip"])
maybe_ages = st.none() | st.integers(12, 18)
recipients = st.builds(
    leaving.Recipient, names, st.sampled_from([*sorted(regimes.ASKERS), "nobody"])
)
kinds = st.sampled_from(["shared", "tpo", "counselling-notes", "legal-proceedings", "research"])


CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "kind": kinds,
    "regime": st.sampled_from(["this", "us-part2", "uk-gdpr", ""]),
    "name": st.sampled_from(["Sam", ""]),
    "categories": categories.map(tuple),
    "how": st.sampled_from(["named", "kind", "network", ""]),
    "recipient": names,
    "recipient_kind": st.sampled_from([*sorted(regimes.ASKERS), "", "anybody"]),
    "members": st.lists(names, max_size=2).map(tuple),
    "purpose": purposes,
    "from_at": maybe_times,
    "until_at": maybe_times,
    "until_event": st.sampled_from(["", "support-ends", "never"]),
    "event_at": maybe_times,
    "way": st.sampled_from(["screen", "paper", "spoken", ""]),
    "signed_at": maybe_times,
    "signed_as": st.sampled_from(["alias", "name"]),
    "kept": st.booleans(),
    "statements": st.frozensets(st.sampled_from(leaving.STATEMENTS)),
    "withdrawn_at": maybe_times,
    "age": st.none() | st.integers(0, 30),
    "both": st.booleans(),
    "stand": st.none()
    | st.builds(
        leaving.Stand,
        verified_at=maybe_times,
        kinds=st.lists(kinds).map(tuple),
        from_at=times,
        until_at=maybe_times,
        refused_at=maybe_times,
    ),
}
SOME = st.lists(st.sampled_from(sorted(CHANGES)), max_size=3, unique=True)


@st.composite
def agreements(draw: st.DrawFn, law: regimes.Regime) -> leaving.Agreement:
    """Anything at all; often near to something sound, so that all of it is tried."""
    yes = sound(law, draw(st.sampled_from(sorted(law.kinds))))
    changed = {name: draw(CHANGES[name]) for name in draw(SOME)}
    if changed.get("regime") == "this":
        changed["regime"] = law.slug
    return replace(yes, **changed)


AGREEMENTS = {slug: agreements(law) for slug, law in regimes.REGIMES.items()}


def covers(
    yes: leaving.Agreement,
    law: regimes.Regime,
    to: leaving.Recipient,
    purpose: str,
    what: tuple[str, ...],
    at: datetime,
    minors_from: int | None,
) -> bool:
    """What the issue of a disclosure must be, said once more and in another way."""
    kind = law.kinds.get(yes.kind)
    if kind is None or yes.regime != law.slug or yes.from_at is None or yes.signed_at is None:
        return False
    ends = [end for end in (yes.until_at, yes.event_at, yes.withdrawn_at) if end]
    same = " ".join(to.name.split()).casefold()
    known = [yes.recipient] if yes.how == "named" else list(yes.members)
    reached = yes.how == "kind" or same in [" ".join(one.split()).casefold() for one in known]
    stands = yes.stand is not None and yes.stand.holds(yes.kind, at=at)
    old = yes.age is None or yes.age >= law.adult
    old = old or (minors_from is not None and (yes.age or 0) >= minors_from)
    return (
        max(yes.from_at, yes.signed_at) <= at
        and all(at < end for end in ends)
        and to.kind == yes.recipient_kind
        and reached
        and purpose in kind.purposes
        and (yes.purpose == purpose or yes.purpose == yes.kind == regimes.TPO)
        and set(what) <= set(yes.categories)
        and (yes.signed_as == "name" or not set(what) & {"legal-name", "reach", "record"})
        and ("counselling-notes" in what) <= (yes.kind == "counselling-notes")
        and bool(yes.name.strip() and yes.discloser.strip() and yes.way in law.ways and yes.kept)
        and {"right-to-withdraw", "cannot-undo", "refusing"} <= yes.statements
        and (stands or (yes.stand is None and old))
        and (old or yes.both or law.below == "representative")
    )


@pytest.mark.whole
@pytest.mark.parametrize("slug", LAWS)
@CASES
@given(data=st.data())
def test_it_lets_out_only_what_a_live_yes_covers(slug: str, data: st.DataObject) -> None:
    law = regimes.REGIMES[slug]
    given_ = data.draw(st.lists(AGREEMENTS[slug], max_size=3))
    first = given_[0] if given_ else sound(law)
    to = data.draw(st.just(leaving.Recipient(first.recipient, first.recipient_kind)) | recipients)
    own = law.kinds[first.kind].purposes if first.kind in law.kinds else ("referral",)
    purpose = data.draw(st.sampled_from(own) | purposes)
    what = tuple(data.draw(st.just(regimes.serving(purpose, first.categories)) | categories))
    at = data.draw(st.just(NOW) | times)
    minors_from = data.draw(maybe_ages)
    found = leaving.may_disclose(
        given_,
        [],
        regime=law.slug,
        recipient=to,
        purpose=purpose,
        categories=what,
        at=at,
        minors_from=minors_from,
    )
    served = (
        bool(what) and set(what) <= set(regimes.PURPOSES[purpose].most)
        if (purpose in regimes.PURPOSES)
        else False
    )
    covering = [yes for yes in given_ if covers(yes, law, to, purpose, what, at, minors_from)]
    if found.allowed:
        assert served
        assert found.consent_id in {yes.id for yes in covering}
        assert set(found.categories) == set(what)
    else:
        assert found.consent_id is None
        assert found.categories == ()


@pytest.mark.parametrize("slug", LAWS)
@FEWER
@given(data=st.data())
def test_it_lets_out_without_a_yes_only_by_the_closed_list(slug: str, data: st.DataObject) -> None:
    law = regimes.REGIMES[slug]
    known = sorted({name for one in regimes.REGIMES.values() for name in one.exceptions})
    name = data.draw(st.sampled_from([*known, "curiosity", "subpoena"]))
    listed = law.exceptions.get(name)
    facts = dict.fromkeys(listed.facts, "said") if listed else {"recipient": "said"}
    lost = data.draw(st.lists(st.sampled_from(sorted(facts)), max_size=1))
    facts |= dict.fromkeys(lost, data.draw(st.sampled_from(["", "  "])))
    began = data.draw(st.just(NOW) | times)
    claim = leaving.Claim(name, facts, began)
    purpose = data.draw((st.sampled_from(listed.purposes) if listed else purposes) | purposes)
    kind = data.draw(
        (st.sampled_from(listed.recipients) if listed else st.just("court"))
        | st.sampled_from(sorted(regimes.ASKERS))
    )
    offered = listed.categories if listed else ("words",)
    what = tuple(data.draw(st.just(regimes.serving(purpose, offered)) | categories))
    to = leaving.Recipient(data.draw(st.sampled_from(["Dr Lind", ""])), kind)
    found = leaving.may_disclose(
        [], [claim], regime=law.slug, recipient=to, purpose=purpose, categories=what, at=NOW
    )
    if found.allowed:
        assert listed is not None
        assert not lost
        assert began <= NOW < began + timedelta(hours=listed.hours)
        assert purpose in listed.purposes
        assert kind in listed.recipients
        assert to.name
        assert what
        assert set(what) <= set(listed.categories)
        assert found.why == name


@FEWER
@given(gap=st.timedeltas(min_value=timedelta(microseconds=1), max_value=DAY))
def test_it_lets_nothing_out_from_the_second_it_is_taken_back(gap: timedelta) -> None:
    for law in regimes.REGIMES.values():
        yes = replace(sound(law), withdrawn_at=NOW)
        assert not asked(law, yes).allowed
        assert not asked(law, yes, at=NOW + gap).allowed
        before = NOW - gap
        assert asked(law, yes, at=before).allowed is (before >= NOW - DAY)


@pytest.mark.parametrize("slug", LAWS)
def test_it_hides_who_somebody_is_under_an_alias(slug: str) -> None:
    law = regimes.REGIMES[slug]
    yes = replace(sound(law), signed_as=leaving.ALIAS)
    for category in ("legal-name", "reach"):
        found = asked(law, yes, categories=(category,))
        assert not found.allowed
        assert "own-name" in found.missing
    assert asked(law, yes, categories=("words",)).allowed


@pytest.mark.parametrize("slug", LAWS)
def test_it_names_whoever_has_power_over_somebody(slug: str) -> None:
    law = regimes.REGIMES[slug]
    for kind in regimes.COERCING:
        yes = replace(sound(law), how=leaving.BY_KIND, recipient="", recipient_kind=kind)
        assert not asked(law, yes, recipient=leaving.Recipient("Anybody", kind)).allowed
        named = replace(yes, how=leaving.NAMED, recipient="Ms Hale")
        assert asked(law, named, recipient=leaving.Recipient("Ms Hale", kind)).allowed


@pytest.mark.parametrize("slug", LAWS)
def test_it_lets_minors_sign_alone_only_as_the_programme_says(slug: str) -> None:
    law = regimes.REGIMES[slug]
    yes = replace(sound(law), age=law.adult - 2, both=True)
    assert not asked(law, yes).allowed
    assert asked(law, yes, minors_from=law.adult - 2).allowed
    assert not asked(law, yes, minors_from=law.adult - 1).allowed
    stand = leaving.Stand(NOW - DAY, (regimes.SHARED,), NOW - DAY)
    assert asked(law, replace(yes, stand=stand)).allowed
    assert asked(law, replace(yes, stand=stand, both=False)).allowed == (law.below != "both")
    assert asked(law, replace(yes, both=False), minors_from=law.adult - 2).allowed
    refused = replace(stand, refused_at=NOW)
    assert not asked(law, replace(yes, stand=refused)).allowed
    assert not asked(law, replace(yes, stand=refused, age=None)).allowed
    assert not asked(law, replace(yes, stand=replace(stand, kinds=("research",)))).allowed
    assert not asked(law, replace(yes, stand=replace(stand, verified_at=None))).allowed


def test_it_has_no_words_of_one_law_under_another() -> None:
    """42 CFR Part 2, its sections and its words stand under no other law."""
    for slug, law in regimes.REGIMES.items():
        said = [law.statement, sentences.REGIMES[slug][0], str(sentences.REGIMES[slug][1])]
        said += [str(one) for one in sentences.NOTICES[slug]]
        said += [str(text) for pair in sentences.limits(slug, young=True) for text in pair]
        whole = " ".join(said).casefold()
        foreign = ("part 2", "part2", "42 cfr", "§ 2.", "federal law", "substance use disorder")
        assert any(word in whole for word in foreign) is (slug == "us-part2"), slug
    nobody = " ".join(str(text) for pair in sentences.limits("", young=True) for text in pair)
    assert "ederal" not in nobody


def test_it_has_words_for_everything_in_the_data() -> None:
    assert set(sentences.CATEGORIES) == set(regimes.CATEGORIES)
    assert set(sentences.ASKERS) == set(regimes.ASKERS)
    assert set(sentences.PURPOSES) == {*regimes.PURPOSES, regimes.TPO}
    assert set(sentences.STATEMENTS) == set(leaving.STATEMENTS)
    assert set(sentences.EVENTS) == set(leaving.EVENTS)
    assert set(sentences.REGIMES) == set(sentences.NOTICES) == set(regimes.REGIMES)
    for law in regimes.REGIMES.values():
        assert set(law.kinds) <= set(sentences.KINDS)
        assert set(law.exceptions) <= set(sentences.EXCEPTIONS)
        assert set(agreeing.ALWAYS) <= set(law.elements)
        assert law.account_years >= 6
        assert law.clocks
        assert law.below in {"both", "representative"}
        for kind in law.kinds.values():
            assert set(kind.purposes) <= set(regimes.PURPOSES)
            assert set(law.asks(kind.slug)) <= set(DROPPED)


def test_it_finds_the_kind_that_must_stand_apart() -> None:
    law = regimes.REGIMES["us-part2"]
    assert law.kind_for("referral", ("words",)) == "shared"
    assert law.kind_for("legal-proceedings", ("attendance",)) == "legal-proceedings"
    assert law.kind_for("treatment", ("counselling-notes",)) == "counselling-notes"
    assert law.kind_for("treatment", ("counselling-notes", "words")) == ""
    assert law.kind_for(regimes.TPO, ("support",)) == regimes.TPO
    assert law.kind_for("order", ("support",)) == ""
    assert regimes.REGIMES["uk-gdpr"].kind_for(regimes.TPO, ("support",)) == ""


@FEWER
@given(data=st.data())
def test_it_shrinks_what_is_asked_to_what_serves(data: st.DataObject) -> None:
    purpose, what = data.draw(purposes), tuple(data.draw(categories))
    served = regimes.serving(purpose, what)
    assume(purpose in regimes.PURPOSES)
    assert set(served) <= set(what) & set(regimes.PURPOSES[purpose].most)
    assert set(regimes.PURPOSES[purpose].least) <= set(regimes.PURPOSES[purpose].most)

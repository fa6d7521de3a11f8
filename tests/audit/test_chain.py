"""Whatever is done to a chain without the key is found, and the first fault is named."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.audit import actions, models, queries, rules

START = datetime(2026, 1, 1, tzinfo=UTC)
CHAIN = uuid.UUID(int=7)
FIELDS = [name for name in rules.LINKED if name not in {"position", "chain_id"}]


@dataclass
class Built:
    links: list[models.Event]
    head: models.Chain


def chain_of(length: int) -> Built:
    """A whole chain in memory, as `record` writes it."""
    links: list[models.Event] = []
    before = ""
    for position in range(1, length + 1):
        moment = START + timedelta(minutes=position, microseconds=position * 7)
        link = models.Event(
            id=uuid.UUID(int=1000 + position),
            chain_id=CHAIN,
            position=position,
            organisation_id=uuid.UUID(int=5),
            participant_id=CHAIN,
            verb="look",
            by_kind="person",
            by_id=uuid.UUID(int=9),
            by_role="peer",
            facts={"page": f"p{position}"},
            happened_at=moment,
            recorded_at=moment,
        )
        before = link.mac = actions.mac_of(before, link)
        links.append(link)
    return Built(links, models.Chain(id=CHAIN, length=length, mac=before))


def fault(built: Built, sealed: dict[int, str] | None = None) -> str:
    return queries._first_fault(iter(built.links), built.head, sealed or {})


def changed(value: Any) -> Any:
    match value:
        case dict():
            return value | {"more": 1}
        case datetime():
            return value + timedelta(microseconds=1)
        case uuid.UUID():
            return uuid.UUID(int=value.int ^ 1)
        case None:
            return uuid.UUID(int=3)
        case _:
            return f"{value}x"


@given(st.integers(0, 12))
@settings(max_examples=20)
def test_it_finds_nothing_in_a_whole_chain(length: int) -> None:
    built = chain_of(length)
    assert fault(built, {link.position: link.mac for link in built.links}) == ""


@given(st.data())
@settings(max_examples=80)
def test_it_names_the_link_of_which_any_column_was_changed(data: st.DataObject) -> None:
    built = chain_of(data.draw(st.integers(1, 10)))
    link = data.draw(st.sampled_from(built.links))
    name = data.draw(st.sampled_from(FIELDS))
    setattr(link, name, changed(getattr(link, name)))
    assert fault(built) == f"link {link.position} was changed"


@given(st.data())
@settings(max_examples=40)
def test_it_names_the_first_link_that_was_taken_out(data: st.DataObject) -> None:
    built = chain_of(data.draw(st.integers(1, 10)))
    gone = data.draw(st.sets(st.sampled_from(range(len(built.links))), min_size=1))
    built.links = [link for at, link in enumerate(built.links) if at not in gone]
    assert fault(built) == f"link {min(gone) + 1} is missing"


@given(st.data())
@settings(max_examples=40)
def test_it_sees_a_cut_tail_by_the_seal_even_where_the_head_was_mended(
    data: st.DataObject,
) -> None:
    built = chain_of(data.draw(st.integers(2, 10)))
    sealed = {built.links[-1].position: built.links[-1].mac}
    kept = data.draw(st.integers(1, len(built.links) - 1))
    built.links = built.links[:kept]
    built.head = models.Chain(id=CHAIN, length=kept, mac=built.links[-1].mac)
    assert fault(built) == ""  # the chain alone can't know
    assert fault(built, sealed) == f"link {kept + 1} is missing"


@given(st.data())
@settings(max_examples=40)
def test_it_sees_a_chain_that_was_put_in_another_order(data: st.DataObject) -> None:
    built = chain_of(data.draw(st.integers(2, 8)))
    first = data.draw(st.integers(0, len(built.links) - 2))
    one, two = built.links[first], built.links[first + 1]
    one.position, two.position = two.position, one.position
    built.links[first], built.links[first + 1] = two, one
    assert fault(built) == f"link {first + 1} was changed"


@given(st.integers(1, 8))
@settings(max_examples=10)
def test_it_sees_a_chain_rewritten_from_the_sealed_link_on_even_with_the_key(length: int) -> None:
    sealed = {link.position: link.mac for link in chain_of(length).links[-1:]}
    built = chain_of(length)
    before = ""
    for link in built.links:
        link.verb = "nothing"
        before = link.mac = actions.mac_of(before, link)
    built.head.mac = before
    assert fault(built, sealed) == f"link {length} was rewritten after it was sealed"


@given(
    st.lists(
        st.tuples(st.uuids().map(str), st.integers(0, 10**9), st.text("0123456789abcdef")),
        unique_by=lambda head: head[0],
    )
)
def test_it_reads_a_seal_as_it_was_written(heads: list[tuple[str, int, str]]) -> None:
    body = rules.sealed_text({"seal": "x", "before": ""}, heads)
    header, read, mac = rules.read_seal(f"{body}abc\n")
    assert (header, read, mac) == ({"seal": "x", "before": ""}, sorted(heads), "abc")

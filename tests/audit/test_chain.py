"""Whatever is done to a chain without the key is found, and the first fault is named."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings as configured
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.audit import policy, rules
from alongside.audit.queries import proof as proving
from alongside.core import keyring

START = datetime(2026, 1, 1, tzinfo=UTC)
CHAIN = uuid.UUID(int=7)
NAME = str(CHAIN)


@dataclass
class Link:
    """One row as the proof reads it, its clear columns by name."""

    clear: dict[str, str]
    payload: bytes
    mac: str = ""

    @property
    def position(self) -> int:
        return int(self.clear["position"])

    def coded(self, before: str) -> str:
        message = rules.message(before, self.clear.values(), self.payload)
        return keyring.mac(message, key=configured.AUDIT_KEY)

    def read(self) -> policy.Link:
        id_, chain, _, *rest = self.clear.values()
        (of, verb, outcome, happened, recorded) = rest
        return (
            *(id_, chain, self.position, of, verb, outcome, happened, recorded),
            *(self.payload, self.mac),
        )


@dataclass
class Built:
    links: list[Link]
    length: int
    mac: str


def chain_of(length: int, *, chain: uuid.UUID = CHAIN) -> Built:
    """A whole chain in memory, as `record` writes it."""
    links: list[Link] = []
    before = ""
    for position in range(1, length + 1):
        moment = START + timedelta(minutes=position, microseconds=position * 7)
        values = {
            "id": uuid.UUID(int=1000 + position),
            "subject_id": chain,
            "position": position,
            "organisation_id": uuid.UUID(int=5),
            "verb": "look",
            "outcome": "done",
            "happened_at": moment,
            "recorded_at": moment,
        }
        assert tuple(values) == rules.LINKED
        link = Link({name: rules.plain(value) for name, value in values.items()}, b"x\n" * position)
        before = link.mac = link.coded(before)
        links.append(link)
    return Built(links, length, before)


def fault(
    built: Built,
    sealed: dict[int, str] | None = None,
    start: tuple[int, str] | None = None,
    shuffled: list[policy.Link] | None = None,
) -> str:
    proof = proving.Proof()
    proof.heads[CHAIN.hex] = (built.length, built.mac)
    if sealed:
        proof.sealed[CHAIN.hex] = sealed
    if start:
        proof.starts[CHAIN.hex] = start
    rows = [link.read() for link in built.links]
    found = list(proving.faults(shuffled or rows, proof, of=lambda chain: rows))
    assert len(found) <= 1
    return found[0].removeprefix(f"chain {NAME}: ") if found else ""


@given(st.integers(1, 12))
@settings(max_examples=20)
def test_it_finds_nothing_in_a_whole_chain(length: int) -> None:
    built = chain_of(length)
    assert fault(built, {link.position: link.mac for link in built.links}) == ""


@given(st.data())
@settings(max_examples=200)
def test_it_names_the_link_of_which_anything_was_changed(data: st.DataObject) -> None:
    built = chain_of(data.draw(st.integers(1, 10)))
    link = data.draw(st.sampled_from(built.links))
    names = [name for name in rules.LINKED if name not in {"position", "subject_id"}]
    name = data.draw(st.sampled_from([*names, "payload", "mac"]))
    if name == "payload":
        other = data.draw(st.binary(max_size=40).filter(lambda body: body != link.payload))
        link.payload = other
    elif name == "mac":
        link.mac = data.draw(st.text("0123456789abcdef", min_size=64, max_size=64))
    else:
        link.clear[name] = data.draw(st.text(max_size=40).filter(lambda t: t != link.clear[name]))
    assert fault(built) == f"link {link.position} was changed"


@given(st.data())
@settings(max_examples=200)
def test_it_reads_no_column_as_its_neighbour(data: st.DataObject) -> None:
    """Text moved over a border between columns, also into the payload, is a change."""
    built = chain_of(1)
    (link,) = built.links
    before = link.read()
    columns = [name for name in rules.LINKED if name not in {"position", "subject_id"}]
    texts = [link.clear[name] for name in columns] + [link.payload.decode()]
    whole = "\n".join(texts)
    cuts = sorted(
        data.draw(
            st.lists(st.integers(0, len(whole)), min_size=len(columns), max_size=len(columns))
        )
    )
    parts = [whole[i:j].strip("\n") for i, j in zip([0, *cuts], [*cuts, None], strict=True)]
    for name, part in zip(columns, parts, strict=False):
        link.clear[name] = part
    link.payload = parts[-1].encode()
    if link.read() != before:
        assert fault(built) == "link 1 was changed"


@given(st.data())
@settings(max_examples=100)
def test_it_does_not_matter_in_which_order_they_lie(data: st.DataObject) -> None:
    """The database gives rows as it likes; a whole chain is whole, and a fault is named."""
    built = chain_of(data.draw(st.integers(1, 8)))
    lying = data.draw(st.permutations([link.read() for link in built.links]))
    assert fault(built, shuffled=lying) == ""
    link = data.draw(st.sampled_from(built.links))
    link.clear["verb"] = "nothing"
    lying = data.draw(st.permutations([link.read() for link in built.links]))
    assert fault(built, shuffled=lying) == f"link {link.position} was changed"


@given(st.data())
@settings(max_examples=40)
def test_it_names_the_first_link_that_was_taken_out(data: st.DataObject) -> None:
    built = chain_of(data.draw(st.integers(2, 10)))
    gone = data.draw(
        st.sets(st.sampled_from(range(len(built.links))), min_size=1, max_size=built.length - 1)
    )
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
    built.length, built.mac = kept, built.links[-1].mac
    assert fault(built) == ""  # the chain alone can't know
    assert fault(built, sealed) == f"link {kept + 1} is missing"


@given(st.data())
@settings(max_examples=40)
def test_it_sees_links_that_changed_places(data: st.DataObject) -> None:
    built = chain_of(data.draw(st.integers(2, 8)))
    first = data.draw(st.integers(0, len(built.links) - 2))
    one, two = built.links[first], built.links[first + 1]
    one.clear["position"], two.clear["position"] = two.clear["position"], one.clear["position"]
    built.links[first], built.links[first + 1] = two, one
    assert fault(built) == f"link {first + 1} was changed"


@given(st.data())
@settings(max_examples=40)
def test_it_sees_a_stretch_that_came_from_another_chain(data: st.DataObject) -> None:
    built, other = chain_of(8), chain_of(8, chain=uuid.UUID(int=8))
    first = data.draw(st.integers(0, 7))
    last = data.draw(st.integers(first, 7))
    for at in range(first, last + 1):
        taken = other.links[at]
        taken.clear["subject_id"] = CHAIN.hex
        built.links[at] = taken
    assert fault(built) == f"link {first + 1} was changed"


@given(st.data())
@settings(max_examples=40)
def test_it_sees_a_link_that_stands_twice(data: st.DataObject) -> None:
    built = chain_of(data.draw(st.integers(1, 8)))
    at = data.draw(st.integers(0, built.length - 1))
    built.links.insert(at + 1, built.links[at])
    assert fault(built) == f"link {at + 1} stands twice, or was to be taken out"


@given(st.integers(1, 8))
@settings(max_examples=10)
def test_it_sees_a_chain_rewritten_from_the_sealed_link_on_even_with_the_key(length: int) -> None:
    sealed = {link.position: link.mac for link in chain_of(length).links[-1:]}
    built = chain_of(length)
    before = ""
    for link in built.links:
        link.clear["verb"] = "nothing"
        before = link.mac = link.coded(before)
    built.mac = before
    assert fault(built, sealed) == f"link {length} was rewritten after it was sealed"


@given(st.data())
@settings(max_examples=40)
def test_it_begins_where_the_checkpoint_says(data: st.DataObject) -> None:
    built = chain_of(data.draw(st.integers(2, 10)))
    gone = data.draw(st.integers(1, built.length - 1))
    start = (gone, built.links[gone - 1].mac)
    built.links = built.links[gone:]
    assert fault(built) == "link 1 is missing"
    assert fault(built, start=start) == ""
    more = data.draw(st.integers(0, len(built.links) - 1))
    if more:
        built.links = built.links[more:]
        assert fault(built, start=start) == f"link {gone + 1} is missing"
    assert fault(built, start=(gone, "0" * 64)) != ""


@given(
    st.lists(
        st.tuples(
            st.uuids().map(lambda one: one.hex),
            st.integers(0, 10**9),
            st.text("0123456789abcdef", min_size=1),
        ),
        unique_by=lambda head: head[0],
    )
)
def test_it_reads_a_seal_as_it_was_written(heads: list[tuple[str, int, str]]) -> None:
    header: dict[str, Any] = {"seal": "x", "kind": "seal", "before": ""}
    text = f"{rules.sealed_text(header, heads)}abc\nsigned\n"
    assert rules.read_seal(text) == (header, sorted(heads), "abc", "signed")
    assert rules.signed_part(text).decode() + "signed\n" == text


@given(st.integers(0, 2**96 - 1))
def test_it_says_a_code_in_words_that_differ(number: int) -> None:
    said = rules.spoken(f"{number:024x}" + "0" * 40)
    assert len(said.split("-")) == 6
    assert said != rules.spoken(f"{number ^ 1:024x}" + "0" * 40)

"""Wrong tries, counted for a while: guessing gets slow. Counts are kept outside the transaction
of what was tried, so call them outside it."""

from dataclasses import dataclass

from alongside.core import clock, counts, keyring


@dataclass(frozen=True, slots=True)
class Counter:
    """At most `most` wrong tries under this name (never what was typed) in `seconds`."""

    name: str
    most: int
    seconds: int

    @property
    def is_full(self) -> bool:
        return counts.often(self.name) >= self.most

    @property
    def has_begun(self) -> bool:
        return counts.often(self.name) > 0

    def count(self) -> None:
        counts.count(self.name, self.seconds)


@dataclass(frozen=True, slots=True)
class Network:
    """Wrong tries of one network in five minutes, and of all of them in one. While somebody
    tries everywhere at once, each network has one wrong try: whoever types the right thing at
    first comes in as ever, and nobody waits long because somebody else guessed."""

    own: Counter
    all: Counter

    @property
    def is_full(self) -> bool:
        return self.own.is_full or (self.all.is_full and self.own.has_begun)

    def count(self) -> None:
        self.own.count()
        self.all.count()


def of_network(use: str, address: str, tries: int) -> Network:
    """`address` is counted under a digest, and for some minutes only."""
    now = int(clock.now().timestamp())
    who = keyring.digest(address, use=f"{use}-guess")[:32]
    return Network(
        Counter(f"{use}:{who}:{now // 300}", tries, 300),
        Counter(f"{use}:all:{now // 60}", tries * 10, 60),
    )

"""The demo organisation, made once a run, and its people as a story meets them."""

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from alongside.accounts import actors, queries, rules
from alongside.accounts.models import Membership, Organisation, ReturnKey
from alongside.core import keyring, scope
from alongside.participants.models import Participant
from tests.cast import Character


@dataclass
class World:
    """`world.maya` is a character as in the cast; `words` are the return keys by alias."""

    riverbend: Organisation
    words: dict[str, str]
    characters: dict[str, Character] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Character:
        try:
            characters: dict[str, Character] = self.__dict__["characters"]
            return characters[name]
        except KeyError:
            raise AttributeError(name) from None


def build() -> dict[str, str]:
    """The demo with its directory, in the database at hand. The six words by alias."""
    from alongside.exchange import actions as exchange
    from alongside.homes.demo import life

    exchange.load_demo_directory(by=actors.system("demo"))
    demo = life.Demo()
    demo.live()
    return demo.return_keys


def meet(words: dict[str, str]) -> World:
    """Who is in it: those who sign in by their name, the others by their alias."""
    organisation = Organisation.objects.get()
    world = World(organisation, words)
    with scope.within(organisation.pk):
        for hat in Membership.objects.select_related("person"):
            own = Participant.objects.filter(person=hat.person).first()
            by = queries.actor_as(hat)
            name = hat.person.username
            world.characters[name] = Character(name, by, hat.person, hat, own)
        for alias, six in words.items():
            key = _key_of(six)
            by = actors.return_key(key.pk, organisation_id=organisation.pk)
            own = Participant.objects.get(return_key=key)
            world.characters[alias.lower()] = Character(alias, by, participant=own)
    return world


def _key_of(words: str) -> ReturnKey:
    digest = keyring.digest(rules.plain(words), use="return-key")
    return ReturnKey.objects.get(words_digest=digest)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A file that the first worker of a run makes, and all of them copy."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    made = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half = folder / f"{name}.half"
            make(half)
            half.rename(made)
    return made


def keep(words: dict[str, str], path: Path) -> None:
    path.with_name("words.json").write_text(json.dumps(words), encoding="utf-8")


def kept(path: Path) -> dict[str, str]:
    words: dict[str, str] = json.loads(path.with_name("words.json").read_text(encoding="utf-8"))
    return words

"""A new key for all that is sealed, while everything goes on."""

import base64
import io
import secrets
from typing import Any

import pytest
from django.core.management import call_command

from alongside.accounts.models import Person
from alongside.audit import actions as audit
from alongside.audit import queries, tasks
from alongside.core import keyring, rotation, scope, storage
from tests import cast as people
from tests.cast import Cast
from tests.history import happened

BY = tasks.System("testing")


@pytest.fixture
def turned(cast: Cast, settings: Any) -> Cast:
    """Everything is under k1; a new key stands before it."""
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id, facts={"page": "plan"})
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    settings.KEYS = [f"k2:{key}", *settings.KEYS]
    return cast


def rotate() -> int:
    return audit.rotate_keys(by=BY, batch=3)


def test_afterwards_nothing_needs_the_old_key(turned: Cast, settings: Any) -> None:
    before = rotation.count()
    assert set(before) == {"k1"}
    assert rotate() == before["k1"]
    assert set(rotation.count()) == {"k2"}
    settings.KEYS = settings.KEYS[:1]
    assert Person.objects.get(pk=turned.maya.by.person_id).name == "Maya"
    assert queries.about(turned.sam.id).get().facts == {"page": "plan"}


def test_it_says_so_in_history(turned: Cast) -> None:
    values = rotate()
    (event,) = happened(verb="rotate-keys")
    assert event.facts == {"values": values, "key": "k2"}


def test_it_goes_on_where_it_was_broken_off(turned: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, done = rotation.count()["k1"], 0
    seal_anew = rotation._seal_anew

    def until_the_power_went(*given: Any) -> int:
        nonlocal done
        if done >= 5:
            raise KeyboardInterrupt
        done += seal_anew(*given)
        return done

    monkeypatch.setattr(rotation, "_seal_anew", until_the_power_went)
    with pytest.raises(KeyboardInterrupt):
        rotate()
    monkeypatch.undo()
    assert 0 < rotation.count()["k1"] < whole
    rotate()
    assert set(rotation.count()) == {"k2"}


def test_it_writes_over_nothing_that_was_changed_meanwhile(turned: Cast) -> None:
    mayas = Person.objects.filter(pk=turned.maya.by.person_id)
    model, held = next(each for each in rotation.columns() if each[0] is Person)
    rows = [row for portion in rotation._portions(model, held, 500) for row in portion]
    mayas.update(name="Maya now")
    for row in rows:
        rotation._seal_anew(model, held, row)
    assert mayas.get().name == "Maya now"


def test_a_second_time_there_is_nothing_to_do(turned: Cast) -> None:
    rotate()
    assert rotate() == 0
    assert len(happened(verb="rotate-keys")) == 1


def test_a_value_nobody_can_open_stops_it(turned: Cast, settings: Any) -> None:
    settings.KEYS = settings.KEYS[:1]
    with pytest.raises(keyring.WrongKey, match="no key named 'k1'"):
        rotate()


def test_everything_that_is_sealed_can_be_sealed_anew() -> None:
    """What may never change could not: history keeps its words under keys of its own."""
    assert not [model for model, _ in rotation.columns() if getattr(model, "append_only", False)]


@pytest.mark.django_db(transaction=True)
def test_the_command_does_all_of_it(settings: Any) -> None:
    cast = people.assemble()
    with scope.within(cast.riverbend.pk):
        audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    settings.KEYS = [f"k2:{key}", *settings.KEYS]
    out = io.StringIO()
    call_command("rotate_keys", stdout=out)
    assert "values were sealed anew" in out.getvalue()
    assert "Nothing needs a key but k2" in out.getvalue()
    for organisation, character in ((cast.riverbend, cast.sam), (cast.harbour, cast.tess)):
        settings.KEYS = settings.KEYS[:1]
        with scope.within(organisation.pk):
            assert character.participant is not None
            character.participant.refresh_from_db()
            assert character.participant.alias
    call_command("scrub", stdout=out)
    assert storage.scrub_storage().whole

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from alongside.accounts.models import Person
from alongside.core import keyring
from alongside.participants.models import Participant, Tie
from tests.cast import Cast


def stored(person: Person, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM accounts_person WHERE username_digest = %s",
            [person.username_digest],
        )
        return str(cursor.fetchone()[0])


def maya(cast: Cast) -> Person:
    assert cast.maya.person is not None
    return cast.maya.person


def test_the_database_never_sees_the_text(cast: Cast) -> None:
    assert "Maya" not in stored(maya(cast), "name")
    assert Person.objects.get(pk=maya(cast).pk).name == "Maya"


def test_an_empty_text_stays_visibly_empty(cast: Cast) -> None:
    Person.objects.filter(pk=maya(cast).pk).update(email="")
    assert stored(maya(cast), "email") == ""


def test_a_value_moved_to_another_column_does_not_open(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_person SET email = name")
    with pytest.raises(keyring.WrongKey):
        Person.objects.get(pk=maya(cast).pk)


@pytest.mark.parametrize("lookup", ["name", "name__icontains", "name__in", "name__gt"])
def test_it_can_not_be_searched(cast: Cast, lookup: str) -> None:
    with pytest.raises(FieldError):
        Person.objects.filter(**{lookup: "Maya"}).count()


def test_it_can_be_asked_whether_it_is_there(cast: Cast) -> None:
    assert Person.objects.filter(name__isnull=False).exists()


def test_a_join_compares_the_organisation_both_ways(cast: Cast) -> None:
    down = str(Tie.objects.filter(participant__organisation__slug="riverbend").query)
    up = str(Participant.objects.filter(ties__isnull=False).query)
    for sql in (down, up):
        assert sql.count('"organisation_id"') >= 2, sql
        assert "JOIN" in sql

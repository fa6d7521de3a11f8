"""One way from a form to its action, at every door."""

from typing import Any

import pytest
from django import forms
from django.test import RequestFactory

from alongside.accounts import access
from alongside.core import door, errors


class Name(forms.Form):
    name = forms.CharField()


def tried(act: Any, **typed: str) -> tuple[Name, door.Tried[Any]]:
    request = RequestFactory().post("/", typed)
    form = Name(request.POST)
    return form, door.tried(request, form, act)


def raising(problem: errors.Problem) -> Any:
    def act() -> None:
        raise problem

    return act


def test_it_does_nothing_where_nothing_was_sent() -> None:
    request = RequestFactory().get("/")
    found = door.tried(request, Name(), raising(errors.Problem("never asked")))
    assert (found.status, found.is_done, found.problem) == (200, False, None)


def test_it_asks_the_action_only_where_the_form_is_whole() -> None:
    form, found = tried(raising(errors.Problem("never asked")))
    assert (found.status, found.is_done) == (422, False)
    assert list(form.errors) == ["name"]


def test_it_gives_what_the_action_gave() -> None:
    _form, found = tried(lambda: "Sam", name="Sam")
    assert found.is_done
    assert found.result == "Sam"


@pytest.mark.parametrize(
    "problem", [errors.Problem, errors.Missing, errors.Stale, errors.Gone, errors.TooMany]
)
def test_it_says_on_the_form_what_went_wrong(problem: type[errors.Problem]) -> None:
    form, found = tried(raising(problem("It happened.", kept="It is kept.")), name="Sam")
    assert (found.status, found.is_done) == (problem.status, False)
    assert found.is_stale == (problem is errors.Stale)
    assert form.non_field_errors() == ["It happened. It is kept."]
    assert form["name"].value() == "Sam"


def test_it_leaves_to_the_front_door_what_is_answered_there() -> None:
    with pytest.raises(access.Unseen):
        tried(raising(access.Unseen(access.Permission.CONTACT_LOG)), name="Sam")
    request = RequestFactory().post("/", {"name": "Sam"})
    act = raising(errors.Gone("It was used."))
    with pytest.raises(errors.Gone):
        door.tried(request, Name(request.POST), act, at_the_door=errors.Gone)

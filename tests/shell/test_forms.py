"""Forms are drawn with label, hint, reason, error and input, tied together for every reader."""

from typing import Any, ClassVar

import pytest
from django import forms

from alongside.core.privacy import Declaration
from alongside.shell import forms as shell

GIVEN = {"name": "Sam", "what": "listened", "near": "5", "people": "2"}


def drawn(data: dict[str, Any] | None = None) -> str:
    return str(shell.Example(data))


def test_it_ties_the_label_and_the_hint_to_the_input() -> None:
    page = drawn()
    assert '<label class="label" for="id_name">' in page
    assert 'aria-describedby="id_name_helptext"' in page
    assert 'id="id_name_helptext"' in page


def test_it_makes_each_choice_a_row_to_tap() -> None:
    page = drawn()
    assert page.count('<label class="choice"') == 4 + 3 + 1
    assert "<fieldset" in page
    assert "<legend" in page


def test_it_says_which_fields_may_be_left() -> None:
    page = drawn()
    assert page.count("(you can leave this)") == 3


def test_it_marks_the_few_that_are_needed_where_it_says_so_once() -> None:
    class Few(shell.Example):
        few_needed = True

    page = str(Few())
    assert page.count("(needed)") == 4
    assert "(you can leave this)" not in page


def test_it_says_why_it_asks() -> None:
    page = drawn()
    assert "So that the peer worker knows how to greet you." in page
    assert "To know how to greet you and when to call." in page
    assert page.count("Why we ask") == 1


def test_it_says_at_its_end_how_long_all_is_kept() -> None:
    page = drawn()
    assert page.count("How long we keep this") == 1
    assert page.index("Why we ask") < page.index("How long we keep this")
    assert "Only while this page is open." in page


def test_it_leads_from_the_top_to_each_error() -> None:
    page = drawn({**GIVEN, "name": "", "what": ""})
    assert '<div class="error-summary" role="alert"' in page
    assert 'href="#id_name"' in page
    assert 'href="#id_what_0"' in page
    assert 'id="id_what_0"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name_error"' in page


def test_it_keeps_what_was_typed() -> None:
    page = drawn({**GIVEN, "people": "0", "words": "a door I can lock"})
    assert 'value="Sam"' in page
    assert "a door I can lock" in page
    assert "Everything you filled in is still here." in page


def test_it_escapes_what_was_typed() -> None:
    page = drawn({**GIVEN, "people": "0", "words": "<script>"})
    assert "<script>" not in page


def test_it_says_nothing_at_the_top_of_a_fresh_form() -> None:
    assert "error-summary" not in drawn()


class Plain(forms.Form):
    word = forms.CharField(widget=forms.HiddenInput)
    why: ClassVar = {"tick": "Because."}
    tick = forms.BooleanField(required=False)


def test_it_draws_hidden_fields_without_a_frame() -> None:
    page = str(Plain())
    assert page.count('<div class="field') == 1
    assert '<input type="hidden" name="word"' in page


def test_it_shows_errors_of_hidden_fields() -> None:
    assert "error-summary" in str(Plain({}))


@pytest.mark.parametrize(
    ("name", "shape"),
    [("name", "line"), ("what", "group"), ("welcome", "group"), ("quiet", "tick")],
)
def test_it_knows_the_shape_of_a_field(name: str, shape: str) -> None:
    field = shell.Example()[name]
    assert isinstance(field, shell.Field)
    assert field.shape == shape


def test_it_takes_the_reason_from_the_form_first() -> None:
    assert Plain()["tick"].why == "Because."  # type: ignore[attr-defined]
    assert Plain()["word"].why == ""  # type: ignore[attr-defined]


def test_it_finds_what_a_models_form_is_for() -> None:
    said = Declaration(purpose="p", keep="k", fields={})

    class Model:
        privacy = said

    class Meta:
        model = Model

    class Form(forms.Form):
        _meta = Meta

    assert shell.declaration_of(Form()) is said
    assert shell.declaration_of(Plain()) is None


def test_it_marks_free_text_to_outlive_a_dead_phone_and_nothing_secret() -> None:
    class Secret(shell.Example):
        secret = True

    class Once(shell.Example):
        drafts = False

    assert drawn().count(" data-draft") == 1
    assert " data-draft" not in str(Secret()) + str(Once())

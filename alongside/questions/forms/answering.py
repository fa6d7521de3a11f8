"""The questions of a sheet as a form: each may be left, and each has 'rather not say'."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.questions import models, rules
from alongside.questions.queries.sheets import One
from alongside.questions.templatetags.questions import in_words

PRIVATE = {"autocomplete": "off"}  # a shared phone should not offer it to the next person
DECLINED = "-"  # in a list of answers


@dataclass(frozen=True, slots=True)
class Part:
    """One question on the page."""

    one: One
    bound: forms.BoundField
    declines: forms.BoundField | None


class Answers(forms.Form):
    """`ones` are asked. `seen` is a code of how it stood when the form was drawn."""

    declaration = models.Answer.privacy
    all_optional = True

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, ones: Sequence[One], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ones = list(ones)
        self.why = {}
        for one in self.ones:
            self.fields[_name(one.question)] = _field(one)
            self.why[_name(one.question)] = in_words(one.question.why)
            if one.question.kind not in rules.COUNTED:
                name = f"n{_name(one.question)}"
                self.fields[name] = _declines(one)
                self.why[name] = ""

    @property
    def parts(self) -> list[Part]:
        return [
            Part(one, self[name], self[f"n{name}"] if f"n{name}" in self.fields else None)
            for one, name in ((one, _name(one.question)) for one in self.ones)
        ]

    def said(self) -> dict[uuid.UUID, rules.Said]:
        return {one.question.pk: self._said(one.question) for one in self.ones}

    def _said(self, question: models.Question) -> rules.Said:
        name = _name(question)
        said: Any = self.cleaned_data.get(name)
        if question.kind not in rules.COUNTED:
            declined = bool(self.cleaned_data.get(f"n{name}"))
            return rules.Said(
                words="" if declined or said is None else str(said), is_declined=declined
            )
        picked = said if isinstance(said, list) else [said] if said else []
        if DECLINED in picked:
            return rules.Said(is_declined=True)
        return rules.Said(picked=tuple(picked))


def _name(question: models.Question) -> str:
    return f"q-{question.pk}"


def _declines(one: One) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Rather not say"), required=False, initial=one.said.is_declined
    )


def _field(one: One) -> forms.Field:
    question, said = one.question, one.said
    common: dict[str, Any] = {"label": in_words(question.words), "required": False}
    if question.is_careful:
        common["help_text"] = _("Nobody needs to answer this to be helped here.")
    if question.kind in rules.COUNTED:
        return _choice(question, said, common)
    common["initial"] = said.words
    if question.kind == rules.DAY:
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=day, **common)
    if question.kind == rules.NUMBER:
        return forms.DecimalField(
            min_value=-1_000_000, max_value=1_000_000, max_digits=12, decimal_places=4, **common
        )
    if question.kind == rules.LONG:
        text = forms.Textarea(attrs={"rows": 3} | PRIVATE)
        return forms.CharField(max_length=rules.LONGEST_LONG, widget=text, **common)
    line = forms.TextInput(attrs=PRIVATE)
    return forms.CharField(max_length=rules.LONGEST_SHORT, widget=line, **common)


def _choice(question: models.Question, said: rules.Said, common: dict[str, Any]) -> forms.Field:
    choices: list[tuple[str, Any]] = [*question.labels(), (DECLINED, _("Rather not say"))]
    picked = [DECLINED] if said.is_declined else list(said.picked)
    if question.kind == rules.SOME:
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, initial=picked, **common
        )
    return forms.ChoiceField(
        choices=[*choices, ("", _("Leave this open"))],
        widget=forms.RadioSelect,
        initial=picked[0] if picked else "",
        **common,
    )

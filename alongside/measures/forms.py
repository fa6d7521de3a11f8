"""The shape of a check-in, and how each question is said."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.measures import models, rules

# Said the same way every time: another wording is another edition of the check-in.
QUESTIONS = {
    "health": _("Your health: body, mind and sleep"),
    "home": _("The place where you live or stay"),
    "purpose": _("What you do with your days: work, learning, caring, making"),
    "community": _("The people and groups around you"),
    "hope": _("Hope that things can get better"),
    "control": _("Having a say in your own life"),
    "connection": _("Feeling close to somebody you can count on"),
}


WORK_QUESTIONS = {
    "load": _("How much there is to do, and how fast"),
    "rest": _("Rest: breaks, sleep, days that are free"),
    "carrying": _("What I see and hear, and take home with me"),
    "backing": _("Somebody at work who has my back"),
    "say": _("Having a say in how I work"),
    "meaning": _("What the work means to me"),
    "own": _("My own way and my own life beside the work"),
}


def _answer(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*models.Answer.choices, ("", _("leave this"))],
        widget=forms.RadioSelect(attrs={"class": "answers"}),
        initial="",
    )


class Checkin(forms.Form):
    """Seven questions, each of which may be left, and room for own words."""

    declaration = models.Response.privacy

    id = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Anything you want to say in your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": ids.new()})
        super().__init__(*args, **kwargs)
        for item in rules.ITEMS:
            self.fields[item] = _answer(QUESTIONS[item])
        self.order_fields([*rules.ITEMS, "words", "id"])

    def answers(self) -> dict[str, int]:
        """Only what was answered."""
        said = {item: self.cleaned_data.get(item) for item in rules.ITEMS}
        return {item: value for item, value in said.items() if value is not None}


class WorkCheckin(forms.Form):
    """Seven questions of a peer to themselves, each of which may be left, and own words."""

    declaration = models.WorkCheckin.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    words = forms.CharField(
        label=_("Anything you want to say in your own words"),
        help_text=_("Leave out names of people you walk with."),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in rules.WORK_ITEMS:
            self.fields[item] = _answer(WORK_QUESTIONS[item])
        self.order_fields([*rules.WORK_ITEMS, "words", "id"])

    def answers(self) -> dict[str, int]:
        """Only what was answered."""
        said = {item: self.cleaned_data.get(item) for item in rules.WORK_ITEMS}
        return {item: value for item, value in said.items() if value is not None}


class ShowWork(forms.Form):
    """What of it somebody is shown, who, and for how long."""

    declaration = models.WorkShown.privacy
    few_needed = True

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    to = forms.TypedChoiceField(label=_("Who may read it?"), coerce=uuid.UUID)
    asks = forms.MultipleChoiceField(
        label=_("What do you ask them for?"),
        required=False,
        choices=models.WorkShown.Ask.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("A word to them"),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    what = forms.ChoiceField(
        label=_("What do you show?"),
        choices=models.WorkShown.What.choices,
        initial="ask",
        widget=forms.RadioSelect,
    )
    moment = forms.TypedChoiceField(
        label=_("Which check-in?"), coerce=uuid.UUID, empty_value=None, required=False
    )
    with_words = forms.BooleanField(
        label=_("My own words of that check-in go with it"), required=False
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[(1, _("a day")), (7, _("a week")), (28, _("four weeks"))],
        initial=7,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[uuid.UUID, str]],
        moments: Sequence[tuple[uuid.UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose somebody")), *people]  # type: ignore[attr-defined]
        if moments:
            self.fields["moment"].choices = [("", _("Choose a day")), *moments]  # type: ignore[attr-defined]
        else:
            for name in ("what", "moment", "with_words"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        return {"what": "ask"} | self.cleaned_data


class LetGoOfAll(forms.Form):
    sure = forms.BooleanField(label=_("I am sure. It can’t be undone."), required=False)

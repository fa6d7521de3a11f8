"""The shape of a check-in, and how each question is said."""

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
            self.fields[item] = forms.TypedChoiceField(
                label=QUESTIONS[item],
                required=False,
                coerce=int,
                empty_value=None,
                choices=[*models.Answer.choices, ("", _("leave this"))],
                widget=forms.RadioSelect(attrs={"class": "answers"}),
                initial="",
            )
        self.order_fields([*rules.ITEMS, "words", "id"])

    def answers(self) -> dict[str, int]:
        """Only what was answered."""
        said = {item: self.cleaned_data.get(item) for item in rules.ITEMS}
        return {item: value for item, value in said.items() if value is not None}

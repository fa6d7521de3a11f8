"""A guided talk, as it is written down: what was chosen in each step, and the little around it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.support import models, rules
from alongside.support.forms import At, Identified
from alongside.support.queries.talks import Step
from alongside.support.rules import talks

KNOWN = "step-"


class Talk(Identified):
    """`steps` are those whose answers are kept: none of them with somebody who has no name."""

    declaration = models.Talk.privacy
    all_optional = True

    follow_up = forms.UUIDField(required=False, widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label=_("How did you go through it?"),
        choices=[(value, capfirst(words)) for value, words in models.Talk.Way.choices],
        initial=models.Talk.Way.SCREEN,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )
    minutes = forms.IntegerField(
        label=_("How many minutes?"), min_value=1, max_value=rules.DAY_MINUTES
    )
    setting = forms.ChoiceField(label=_("Where was it?"), choices=models.Setting.choices)
    happened_at = At(
        label=_("When was it?"), required=False, help_text=_("Leave it empty if it was just now.")
    )
    was_stopped = forms.BooleanField(label=_("We stopped before the end"), required=False)
    looks_back = forms.BooleanField(
        label=_("They want me to ask later how it went"), required=False
    )

    def __init__(
        self, *args: Any, steps: Sequence[Step], zone: str, is_known: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]
        if not is_known:
            del self.fields["looks_back"]
        for step in steps:
            if step.kind != "say":
                self.fields[step.name] = _field(step)

    @property
    def around(self) -> list[forms.BoundField]:
        """What is asked at the end."""
        names = ("looks_back", "was_stopped", "minutes", "setting", "way", "happened_at")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        answers = {
            name.removeprefix(KNOWN): said.pop(name)
            for name in list(said)
            if name.startswith(KNOWN)
        }
        said["answers"] = {
            slug: answer for slug, answer in answers.items() if answer not in ("", [])
        }
        return said


def _field(step: Step) -> forms.Field:
    if step.kind == "one":
        return forms.ChoiceField(
            label=step.ask, choices=step.options, required=False, widget=forms.RadioSelect
        )
    if step.kind == "many":
        return forms.MultipleChoiceField(
            label=step.ask,
            choices=step.options,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    if step.kind == "scale":
        return forms.TypedChoiceField(
            label=step.ask,
            choices=[(number, str(number)) for number in talks.SCALE],
            coerce=int,
            required=False,
            widget=forms.RadioSelect(attrs={"class": "choices-scale"}),
        )
    return forms.CharField(
        label=step.ask,
        required=False,
        max_length=talks.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LookBack(forms.Form):
    """How it went, in the person's own answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    came_of = forms.ChoiceField(
        label=_("How did it go, as they say?"),
        choices=[(value, capfirst(words)) for value, words in models.Talk.CameOf.choices],
        widget=forms.RadioSelect,
    )

"""Shifts, ‘I am well’, and what was seen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from alongside.core import ids, sentences
from alongside.outreach import models, rules
from alongside.outreach.rules import shifts

PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
BESIDE = {"class": "choices-beside"}


def identifier() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)


def in_minutes(minutes: int) -> Any:
    every = ngettext_lazy("every %(n)d minute", "every %(n)d minutes", "n")
    return sentences.numbered(every, n=minutes)


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget)


class PlanShift(forms.Form):
    """Who goes where, and who would notice?"""

    declaration = models.Shift.privacy

    id = identifier()
    route = forms.CharField(
        label=_("Which way do you go?"),
        help_text=_("As you call it: ‘the river’, ‘east side’."),
        max_length=rules.PLACE,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    from_at = _moment(_("From"))
    until_at = _moment(_("Until"))
    people = forms.MultipleChoiceField(
        label=_("Who goes?"), widget=forms.CheckboxSelectMultiple(attrs=BESIDE), required=False
    )
    buddy = forms.ChoiceField(
        label=_("Who looks after you?"),
        help_text=_("Somebody who stays within reach of a phone. Whoever goes alone needs one."),
        required=False,
    )
    every = forms.TypedChoiceField(
        label=_("How often do we ask whether you are well?"),
        coerce=int,
        initial=30,
        choices=[
            (minutes, in_minutes(minutes) if minutes else _("never")) for minutes in shifts.EVERY
        ],
    )
    reach = forms.CharField(
        label=_("How do they reach you?"),
        help_text=_("The number of the phone you carry."),
        required=False,
        max_length=rules.PLACE,
        widget=forms.TextInput(attrs=PRIVATE | {"inputmode": "tel"}),
    )
    stops = forms.CharField(
        label=_("Where do you stop?"),
        help_text=_("One place a line. Only you and your colleagues read it."),
        required=False,
        max_length=rules.PLACE * shifts.MOST_STOPS,
        widget=forms.Textarea(attrs=PRIVATE | {"rows": 4}),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(pk), name) for pk, name in people]
        self.fields["people"].choices = named  # type: ignore[attr-defined]
        self.fields["buddy"].choices = [("", _("nobody")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["people"] = [pk for each in said.get("people", []) if (pk := ids.parse(each))]
        said["buddy"] = ids.parse(said.get("buddy", ""))
        lines = said.get("stops", "").splitlines()
        said["stops"] = [line.strip() for line in lines if line.strip()]
        return said


class ChooseTexts(forms.Form):
    declaration = models.TextsTo.privacy
    few_needed = True

    number = forms.CharField(
        label=_("Your number for text messages"),
        help_text=_("Leave it empty for an e-mail instead."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class AddStop(forms.Form):
    id = identifier()
    place = forms.CharField(
        label=_("One more stop"), max_length=rules.PLACE, widget=forms.TextInput(attrs=PRIVATE)
    )


class SaySafe(forms.Form):
    """One tap; or when to ask again, where there is no signal ahead."""

    id = identifier()
    minutes = forms.TypedChoiceField(
        label=_("Ask again"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            ("", _("as planned")),
            *(
                (
                    n,
                    sentences.numbered(
                        ngettext_lazy("in %(n)d minute", "in %(n)d minutes", "n"), n=n
                    ),
                )
                for n in shifts.EVERY[1:]
            ),
        ],
    )


class See(forms.Form):
    """What did you see, and what is needed?"""

    declaration = models.Seen.privacy
    all_optional = True

    id = identifier()
    shift = forms.UUIDField(widget=forms.HiddenInput, required=False)
    stop = forms.UUIDField(widget=forms.HiddenInput, required=False)
    place = forms.CharField(
        label=_("Where was it?"),
        help_text=_("So that a colleague finds it. Only colleagues read it."),
        required=False,
        max_length=rules.PLACE,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    people = forms.IntegerField(
        label=_("How many people, about?"),
        required=False,
        min_value=0,
        max_value=rules.MOST_PEOPLE,
    )
    saw = forms.MultipleChoiceField(
        label=_("What did you see?"),
        required=False,
        choices=list(rules.SAW.items()),
        widget=forms.CheckboxSelectMultiple(attrs=BESIDE),
    )
    note = forms.CharField(
        label=_("Anything else?"),
        required=False,
        max_length=rules.NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slug, label in rules.NEEDS.items():
            self.fields[f"need-{slug}"] = forms.IntegerField(
                label=label,
                required=False,
                min_value=0,
                max_value=rules.MOST_PEOPLE,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "0"}),
            )

    @property
    def needs(self) -> list[forms.BoundField]:
        return [self[f"need-{slug}"] for slug in rules.NEEDS]

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        said = dict(self.cleaned_data)
        counted = {slug: said.pop(f"need-{slug}", None) for slug in rules.NEEDS}
        said["people"] = said["people"] or 0
        return said | {"needs": {slug: n for slug, n in counted.items() if n}}

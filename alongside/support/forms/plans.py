"""The shape of what is typed about a plan."""

from datetime import date
from typing import Any

from django import forms
from django.utils import dates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words as Sentence
from alongside.shell.forms import drawn
from alongside.support import models
from alongside.support.forms import Identified
from alongside.support.rules import rough, units

SOMEDAY = (rough.SOMEDAY, _("some day"))
# Django's own names: names of ours would stand in every date, too, and with a capital in French.
MONTHS = list(dates.MONTHS.values())
PARTS: list[tuple[str, Sentence]] = [
    ("", "–"),
    ("spring", _("spring")),
    ("summer", _("summer")),
    ("autumn", _("autumn")),
    ("winter", _("winter")),
    *zip(rough.MONTHS, MONTHS, strict=True),
]


class RoughInput(forms.MultiWidget):
    """Year, season or month, day: each may be left from the right."""

    use_fieldset = True
    labels = (_("Year"), _("Season or month"), _("Day"))

    def __init__(self, *, someday: bool) -> None:
        parts = [*PARTS[:1], SOMEDAY, *PARTS[1:]] if someday else PARTS
        number = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            [
                forms.TextInput(attrs={**number, "size": 5, "maxlength": 4}),
                forms.Select(choices=parts),
                forms.TextInput(attrs={**number, "size": 3, "maxlength": 2}),
            ]
        )

    def decompress(self, value: Any) -> list[Any]:
        try:
            return list(rough.parts(str(value or "")))
        except ValueError:
            return [None, "", None]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shapes = (drawn.one_line, drawn.select, drawn.one_line)
        inputs = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        rows = [
            (widget["attrs"].get("id", ""), label, mark_safe(shape(widget)))  # noqa: S308  escaped
            for widget, label, shape in zip(inputs, self.labels, shapes, strict=True)
        ]
        said = '<span class="rough-part"><label class="hint" for="{}">{}</label>{}</span>'
        return format_html('<div class="rough">{}</div>', format_html_join("", said, rows))


class Rough(forms.MultiValueField):
    """A date as far as it is known; as `rules.rough` keeps it. The form sets `south`."""

    south = False

    def __init__(self, *, label: Sentence, someday: bool = False, help_text: Sentence = "") -> None:
        wrong = _("There is no such date.")
        year = forms.IntegerField(required=False, error_messages={"invalid": wrong})
        parts = [*PARTS, SOMEDAY] if someday else PARTS
        part = forms.ChoiceField(required=False, choices=parts)
        day = forms.IntegerField(required=False, error_messages={"invalid": wrong})
        super().__init__(
            [year, part, day],
            require_all_fields=False,
            required=False,
            label=label,
            help_text=help_text,
            widget=RoughInput(someday=someday),
        )

    def compress(self, data_list: list[Any]) -> str:
        if not data_list:
            return ""
        year, part, day = data_list
        try:
            return rough.made(year, part or "", day, south=self.south)
        except ValueError as error:
            raise forms.ValidationError(
                _("Write a year, and a month if you write a day. A year alone is enough.")
            ) from error


class Dated(forms.Form):
    """Seasons are other months south of the equator: `country` says on which side we are."""

    def __init__(self, *args: Any, country: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Rough):
                field.south = country in rough.SOUTH


def _by_when() -> Rough:
    return Rough(
        label=_("By when, if you like?"),
        someday=True,
        help_text=_("A day, a season, some day, or nothing at all."),
    )


class About(forms.Form):
    declaration = models.Plan.privacy
    all_optional = True

    dreams = forms.CharField(
        label=_("What do you dream of?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words. Leave any of these empty."),
    )
    strengths = forms.CharField(
        label=_("What carries you, and what are you good at?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    in_the_way = forms.CharField(
        label=_("What stands in the way?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class Goal(Dated, Identified):
    declaration = models.Goal.privacy

    dimension = forms.ChoiceField(
        label=_("Which part of life is it about?"),
        choices=models.Dimension.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )
    words = forms.CharField(
        label=_("What do you want?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In your own words, as you would say it."),
    )
    steps = forms.CharField(
        label=_("First steps"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line. Small is good; none is fine."),
    )
    by_when = _by_when()


class Step(Dated, Identified):
    declaration = models.Step.privacy

    words = forms.CharField(label=_("What is the next step?"), max_length=300)
    by_when = _by_when()


class Words(Dated):
    """Of a goal or a step."""

    declaration = models.Goal.privacy

    words = forms.CharField(
        label=_("In your own words"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    by_when = _by_when()
    version = forms.IntegerField(widget=forms.HiddenInput)


class Help(Identified):
    """Who helps, as they are called."""

    declaration = models.Help.privacy

    kind = forms.ChoiceField(
        label=_("Who is it?"),
        choices=[each for each in models.Help.Kind.choices if each[0] != "listing"],
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
        initial=models.Help.Kind.PERSON,
    )
    words = forms.CharField(
        label=_("What do you call them?"),
        max_length=200,
        help_text=_("“My sister” is enough. They are not told."),
    )
    link = forms.URLField(label=_("A link"), required=False, max_length=500, assume_scheme="https")


class Keep(Identified):
    """Something from the directory, perhaps for one goal."""

    goal = forms.UUIDField(label=_("For which goal?"), required=False, widget=forms.Select)

    declaration = models.Help.privacy

    def __init__(self, *args: Any, goals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].widget.choices = [("", _("for the whole plan")), *goals]


class Seek(forms.Form):
    """What is looked for in the directory, from inside the plan; it is not kept."""

    what = forms.CharField(label=_("What are you looking for?"), max_length=300, required=False)
    place = forms.CharField(
        label=_("Town or postal code"),
        max_length=120,
        required=False,
        help_text=_("You can also paste the link of a listing into the first box."),
    )

    declaration = models.Help.privacy
    all_optional = True


class Sign(Identified):
    declaration = models.Signature.privacy

    who = forms.ChoiceField(
        label=_("Who signs?"), choices=models.Signature.Who.choices, widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label=_("How?"), choices=models.Signature.Way.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name, as they sign"), max_length=120)
    signed_on = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial = today
        self.fields["way"].initial = models.Signature.Way.SCREEN


class Idea(Identified):
    declaration = models.Idea.privacy

    dimension = forms.ChoiceField(
        label=_("Which part of life is it about?"),
        choices=models.Dimension.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )
    words = forms.CharField(label=_("What could somebody want?"), max_length=200)
    steps = forms.CharField(
        label=_("First steps"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line. Small is good; none is fine."),
    )


class Signing(forms.Form):
    """Of one programme."""

    declaration = models.Signing.privacy
    all_optional = True

    participant_signs = forms.BooleanField(label=_("the person whose plan it is"), required=False)
    peer_signs = forms.BooleanField(label=_("their peer"), required=False)
    other_signs = forms.CharField(
        label=_("Somebody else"),
        required=False,
        max_length=80,
        help_text=_("For example: a clinician of the partner."),
    )
    unit = forms.ChoiceField(
        label=_("In which unit does this funder want time?"),
        required=False,
        help_text=_("Then each month has a sheet of days, minutes and units, beside the plan."),
    )
    days_signed = forms.BooleanField(
        label=_("The person whose plan it is signs for each day, too"), required=False
    )
    asked_by = forms.CharField(label=_("Which funder asks for it?"), required=False, max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        known = [(slug, unit.said(language)) for slug, unit in units.known().items()]
        self.fields["unit"].choices = [("", _("In none: minutes are enough")), *known]  # type: ignore[attr-defined]

"""Alerts, samples and what each method found."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from alongside.core import sentences
from alongside.outreach import models
from alongside.outreach.forms.out import BESIDE, PRIVATE, identifier
from alongside.outreach.rules import alerts, samples

PARTS = 6  # of what a method found, on one form
SUBSTANCES = list(samples.SUBSTANCES.items())
DAYS = [
    (n, sentences.numbered(ngettext_lazy("%(n)d day", "%(n)d days", "n"), n=n))
    for n in (1, 2, 3, 5, 7, 10, 14)
]


class DraftAlert(forms.Form):
    """What is going round, how is that known, and until when?"""

    declaration = models.Alert.privacy

    id = identifier()
    sample = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=models.Alert.Kind.choices, widget=forms.RadioSelect
    )
    sold_as = forms.CharField(
        label=_("What is it sold as?"),
        help_text=_("As people call it: ‘down’, ‘blue 30s’. No name of anybody, no address."),
        max_length=alerts.SOLD_AS,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    looks = forms.CharField(
        label=_("What does it look like?"), required=False, max_length=alerts.LOOKS
    )
    place = forms.CharField(
        label=_("Around which town or postal code?"),
        help_text=_("It is shown to those who look near there, never more exactly."),
        max_length=alerts.AREA,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    km = forms.TypedChoiceField(
        label=_("How far around?"),
        coerce=int,
        initial=50,
        choices=[(km, f"{km} km ({alerts.in_miles(km)} mi)") for km in alerts.KMS],
    )
    source = forms.ChoiceField(
        label=_("Who says so?"), choices=models.Alert.Source.choices, widget=forms.RadioSelect
    )
    told_by = forms.IntegerField(
        label=_("How many people said so, each by themselves?"),
        required=False,
        min_value=0,
        max_value=1000,
    )
    source_words = forms.CharField(
        label=_("Which service or office?"),
        help_text=_("A name that may be read by everybody."),
        required=False,
        max_length=alerts.SOURCE,
    )
    found = forms.MultipleChoiceField(
        label=_("What was found in it?"),
        required=False,
        choices=SUBSTANCES,
        widget=forms.CheckboxSelectMultiple(attrs=BESIDE),
    )
    unknown = forms.CharField(
        label=_("What isn’t known?"),
        help_text=_("How much is in it? Is it the same everywhere? Has anybody measured it?"),
        max_length=alerts.UNKNOWN,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    more = forms.CharField(
        label=_("What helps here, besides what we always say?"),
        required=False,
        max_length=alerts.MORE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    days = forms.TypedChoiceField(
        label=_("How long is it shown?"),
        help_text=_("Three days at most where nobody has measured it. It can be renewed."),
        coerce=int,
        initial=3,
        choices=DAYS,
    )

    @property
    def said(self) -> dict[str, Any]:
        """All but the identifiers and the place, as the action takes it."""
        apart = {"id", "place", "version"}
        said = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        return said | {"told_by": said["told_by"] or 0}


class PublishAlert(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class RenewAlert(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    days = forms.TypedChoiceField(label=_("How much longer?"), coerce=int, initial=3, choices=DAYS)


class TakeSample(forms.Form):
    """Something to be checked. Nobody’s name is asked."""

    declaration = models.Sample.privacy
    all_optional = True

    id = identifier()
    expected = forms.ChoiceField(
        label=_("What should it be?"),
        required=False,
        choices=[("", _("not said")), *SUBSTANCES],
    )
    expected_words = forms.CharField(label=_("What is it called?"), required=False, max_length=60)
    form = forms.ChoiceField(
        label=_("What is it like?"),
        required=False,
        choices=[("", _("not said")), *models.Sample.Form.choices],
    )
    looks = forms.CharField(label=_("Its colour, a mark on it"), required=False, max_length=120)
    area = forms.CharField(
        label=_("Around which town?"),
        help_text=_("Not more exactly."),
        required=False,
        max_length=120,
    )
    was_used = forms.TypedChoiceField(
        label=_("Has somebody used of it already?"),
        required=False,
        empty_value=None,
        coerce=lambda said: said == "yes",
        choices=[("", _("not said")), ("yes", _("yes")), ("no", _("no"))],
    )
    is_shared = forms.BooleanField(
        label=_("It may be counted on the public page"),
        help_text=_("Only together with others, never this one alone."),
        required=False,
    )


class AddResult(forms.Form):
    """What one method said."""

    id = identifier()
    method = forms.ChoiceField(
        label=_("How was it checked?"), choices=models.SampleResult.Method.choices
    )
    outcome = forms.ChoiceField(
        label=_("What did it say?"),
        choices=[(slug, capfirst(said)) for slug, said in models.SampleResult.Outcome.choices],
        widget=forms.RadioSelect(attrs=BESIDE),
    )
    words = forms.CharField(
        label=_("Anything that whoever reads it should know?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, PARTS + 1):
            self.fields[f"what-{n}"] = forms.ChoiceField(
                label=_("What was found"), required=False, choices=[("", "–"), *SUBSTANCES]
            )
            self.fields[f"share-{n}"] = forms.IntegerField(
                label=_("Percent, if known"), required=False, min_value=1, max_value=100
            )

    @property
    def parts(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"what-{n}"], self[f"share-{n}"]) for n in range(1, PARTS + 1)]

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        pairs = [(said[f"what-{n}"], said[f"share-{n}"]) for n in range(1, PARTS + 1)]
        found = [[what, share] for what, share in pairs if what]
        own = {name: said[name] for name in ("id", "method", "outcome", "words")}
        return own | {"found": found}


class LookUp(forms.Form):
    """The number on a slip."""

    number = forms.CharField(
        label=_("The number on your slip"),
        help_text=_("Eight letters and digits. Capitals and the line between them do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs=PRIVATE | {"autocapitalize": "characters"}),
    )

"""Places, and things of one's own, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.supplies import models
from alongside.supplies.forms.stock import number
from alongside.supplies.rules import catalogue


class AddPlace(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    name = forms.CharField(label=_("What is the place called?"), max_length=60)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=models.Place.Kind.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
        initial=models.Place.Kind.SITE,
    )
    site = forms.ChoiceField(label=_("At which of our sites?"), required=False)
    programme = forms.ChoiceField(label=_("Bought for which programme?"), required=False)

    def __init__(self, *args: Any, sites: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("site", sites), ("programme", programmes)):
            choices = [("", "–"), *((str(row.pk), row.name) for row in rows)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in ("site", "programme"):
            said[name] = ids.parse(said.get(name) or "")
        return said


class ChangePlace(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("What is the place called?"), max_length=60)
    closed = forms.BooleanField(
        label=_("It is closed"),
        required=False,
        help_text=_("Nothing comes in or goes out any more. What was written down stays."),
    )


class Enough(forms.Form):
    """How many of each thing a place would like to have at least."""

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(groups)
        for group in self.groups:
            for thing in group.things:
                self.fields[f"n-{thing.item.slug}"] = number(
                    thing.name, initial=thing.enough or None
                )

    @property
    def sections(self) -> Any:
        return [
            (group, [(thing, self[f"n-{thing.item.slug}"]) for thing in group.things])
            for group in self.groups
        ]

    @property
    def changed_numbers(self) -> dict[str, int]:
        """Only what is different from what is set."""
        found = {}
        for group in self.groups:
            for thing in group.things:
                said = self.cleaned_data.get(f"n-{thing.item.slug}") or 0
                if said != thing.enough:
                    found[thing.item.slug] = said
        return found


class AddItem(forms.Form):
    """A thing of one's own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    name = forms.CharField(label=_("What is it called?"), max_length=80)
    name_fr = forms.CharField(label=_("In French"), max_length=80, required=False)
    name_es = forms.CharField(label=_("In Spanish"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Of which kind is it?"))
    unit = forms.ChoiceField(label=_("What do you count?"))
    usual = number(_("How many go out with one tap?"), min_value=1)
    doses = number(_("How many doses are in one?"), help_text=_("Only for naloxone."))
    keeps_lots = forms.BooleanField(label=_("A number and a date stand on the box"), required=False)
    comes_back = forms.BooleanField(label=_("Used ones come back"), required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (slug, catalogue.kind_called(slug, language)) for slug in catalogue.KINDS
        ]
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (slug, catalogue.unit_called(slug, language)) for slug in catalogue.UNITS
        ]


class ChangeItem(forms.Form):
    """What is different here of a thing on the list. Empty: as on the list."""

    all_optional = True

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("What is it called here?"), max_length=80, required=False)
    name_fr = forms.CharField(label=_("In French"), max_length=80, required=False)
    name_es = forms.CharField(label=_("In Spanish"), max_length=80, required=False)
    usual = number(_("How many go out with one tap?"), min_value=1)
    doses = number(_("How many doses are in one?"))
    strength = forms.CharField(label=_("How strong?"), max_length=40, required=False)
    is_hidden = forms.BooleanField(
        label=_("We don’t hand this out"),
        required=False,
        help_text=_("It is no longer offered. What was written down stays."),
    )

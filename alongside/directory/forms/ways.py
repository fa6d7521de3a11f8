"""What a kind of meeting and a fellowship are called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.directory import models
from alongside.directory.forms.truth import HIDDEN, Text
from alongside.directory.queries import ways

NAMES = {"en": "name_en", "fr": "name_fr", "es": "name_es"}  # fields, by the code of a language


class Pathway(forms.Form):
    declaration = models.Pathway.privacy
    few_needed = True

    name = Text(label=_("What is it called?"), size=80)
    name_en = Text(label=_("In English"), size=80)
    name_fr = Text(label=_("In French"), size=80)
    name_es = Text(label=_("In Spanish"), size=80)
    is_listed = forms.BooleanField(
        label=_("People can choose it when they look for a meeting"), required=False, initial=True
    )
    seen = forms.CharField(widget=HIDDEN, max_length=32, required=False)

    def __init__(self, *args: Any, ships: str = "", is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_what_ships(self, ships, is_new)
        for name in NAMES.values():
            self.fields[name].help_text = _("Where it has another name there.")

    def said(self) -> dict[str, Any]:
        """With the names by language, as the action takes them."""
        said = {name: self.cleaned_data[name] for name in ("name", "is_listed", "seen")}
        return said | {"names": {code: self.cleaned_data[name] for code, name in NAMES.items()}}


class Fellowship(forms.Form):
    declaration = models.Fellowship.privacy
    few_needed = True

    name = Text(label=_("What is it called?"), size=120)
    short = Text(label=_("In short"), size=20, help_text=_("For example AA."))
    pathway = forms.ChoiceField(label=_("Kind of meeting"), choices=ways.every_choice)
    spelled = Text(
        label=_("Other ways in which lists write it"),
        size=2000,
        rows=3,
        help_text=_("One on each line. Capitals and accents do not matter."),
    )
    seen = forms.CharField(widget=HIDDEN, max_length=32, required=False)

    def __init__(self, *args: Any, ships: str = "", is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_what_ships(self, ships, is_new)

    def said(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("name", "short", "pathway", "seen")}
        return said | {"spelled": self.cleaned_data["spelled"].splitlines()[:200]}


def _say_what_ships(form: forms.Form, ships: str, is_new: bool) -> None:
    """One that ships has a name in every language until it gets another."""
    if ships:
        form.fields["name"].help_text = _("If this stays empty: %(name)s.") % {"name": ships}
    form.fields["name"].required = is_new or not ships

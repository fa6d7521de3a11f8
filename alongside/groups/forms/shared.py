"""What the forms of groups have in common."""

from typing import Any

from django import forms

from alongside.core import ids

HIDDEN = forms.HiddenInput


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def several() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"})


class Identified(forms.Form):
    """A form that makes a row: sent twice, it makes one."""

    id = forms.UUIDField(widget=HIDDEN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = ids.new

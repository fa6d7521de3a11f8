"""The shape of what somebody counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
from alongside.support import models
from alongside.support.forms import Identified

LONGEST = 200


class _Count(forms.Form):
    declaration = models.DayCount.privacy

    words = forms.CharField(
        label=_("What do you count?"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("In your own words. Anything you like: days of your own, with or without."),
    )
    since = forms.DateField(
        label=_("From which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_shown = forms.BooleanField(
        label=_("Show it to whoever walks with me"),
        required=False,
        help_text=_("Otherwise nobody but you sees it."),
    )


class CountDays(Identified, _Count):
    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = clock.today(zone)


class ChangeCount(_Count):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

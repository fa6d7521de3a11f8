"""What somebody looks for. All of it is optional, and nonsense counts as not said."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.directory import models
from alongside.directory.models.labels import PATHWAYS
from alongside.directory.search import Asked
from alongside.shell.forms import drawn

WHEN = [
    ("tonight", _("Tonight")),
    ("now", _("Now or soon")),
    ("today", _("Today")),
    ("tomorrow", _("Tomorrow")),
    *(((str((day + 1) % 7)), WEEKDAYS[day]) for day in (6, 0, 1, 2, 3, 4, 5)),
    ("any", _("Any day")),
]
PART = [
    ("", _("Any time")),
    ("morning", _("Morning")),
    ("afternoon", _("Afternoon")),
    ("evening", _("Evening")),
    ("night", _("Night")),
]
HOW = [("", _("In person or online")), ("here", _("In person")), ("online", _("Online"))]
REACH = [("", "25 km"), ("5", "5 km"), ("10", "10 km"), ("50", "50 km"), ("100", "100 km")]
LANGUAGE = [
    ("", _("Any language")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("ase", _("American Sign Language")),
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("pl", _("Polish")),
    ("pt", _("Portuguese")),
    ("ru", _("Russian")),
    ("vi", _("Vietnamese")),
]
WAY = [("", _("Any way")), *PATHWAYS.items()]
SHOW = ("", "meetings", "services")


def _choice(choices: list[Any], label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, label=label, widget=drawn.ShortSelect)


class Find(forms.Form):
    place = forms.CharField(
        required=False,
        max_length=120,
        label=_("Town or postal code"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )
    when = _choice(WHEN, _("When"))
    part = _choice(PART, _("Time of day"))
    how = _choice(HOW, _("How"))
    what = forms.CharField(
        required=False,
        max_length=80,
        label=_("What do you need?"),
        help_text=_("For example food, a place to sleep, naloxone. Or leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )
    medication = forms.BooleanField(
        required=False, label=_("People on methadone or other medication are welcome")
    )
    language = _choice(LANGUAGE, _("Language"))
    way = _choice(WAY, _("Kind of meeting"))
    within = _choice(REACH, _("How far"))
    at = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    show = forms.ChoiceField(
        choices=[(each, each) for each in SHOW], required=False, widget=forms.HiddenInput
    )
    page = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=500)

    declaration = models.Place.privacy
    all_optional = True

    def asked(self) -> Asked:
        """What was said, with anything unreadable left out."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name) for name in self.fields}
        return Asked(said)

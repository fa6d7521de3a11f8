"""What somebody looks for. All of it is optional, and nonsense counts as not said."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.directory import models
from alongside.directory.models import choices
from alongside.directory.queries import ways as pathways
from alongside.directory.search import Asked
from alongside.shell.forms import drawn

WHEN = [
    ("tonight", _("Tonight")),
    ("now", _("Now or soon")),
    ("hour", _("In the next hour")),
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
HOW = [
    ("", _("In person or online")),
    ("here", _("In person")),
    ("online", _("Online")),
    ("phone", _("By telephone")),
]
REACH = [
    ("", "25 km (16 mi)"),
    ("2", "2 km (1 mi)"),
    ("5", "5 km (3 mi)"),
    ("10", "10 km (6 mi)"),
    ("16", "16 km (10 mi)"),
    ("50", "50 km (31 mi)"),
    ("100", "100 km (62 mi)"),
]
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
WHO = [*choices.WHO.items(), *choices.HELPS.items()]
FACT = list(choices.FACTS.items())
MANY = 20  # choices of one kind
SHOW = ("", "meetings", "services")


def _ways() -> list[Any]:
    """Pathways are data: those of today."""
    return [("", _("Any way")), *pathways.choices()]


def _choice(choices: Any, label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, label=label, widget=drawn.ShortSelect)


def _several(choices: list[Any], label: Any) -> "forms.MultipleChoiceField":
    return forms.MultipleChoiceField(
        choices=choices, required=False, label=label, widget=forms.CheckboxSelectMultiple
    )


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        required=False,
        label=label,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )


class Find(forms.Form):
    what = forms.CharField(
        required=False,
        max_length=80,
        label=_("What are you looking for?"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "enterkeyhint": "search", "aria-describedby": "for_what"}
        ),
    )
    place = forms.CharField(
        required=False,
        max_length=120,
        label=_("Town or postal code"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )
    when = _choice(WHEN, _("When"))
    part = _choice(PART, _("Time of day"))
    how = _choice(HOW, _("How"))
    medication = forms.BooleanField(
        required=False, label=_("People on methadone or other medication are welcome")
    )
    is_open = forms.BooleanField(required=False, label=_("Only services that are open now"))
    who = _several(WHO, _("Who is it for?"))
    fact = _several(FACT, _("What matters to you about a service?"))
    begins = _time(_("Not before"))
    ends = _time(_("Not later than"))
    language = _choice(LANGUAGE, _("Language"))
    way = _choice(_ways, _("Kind of meeting"))
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
        """What was said, with anything unreadable left out. Of several choices, those that can be
        read stay."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name) for name in self.fields}
        for name in ("who", "fact"):
            known = dict(self.fields[name].choices)  # type: ignore[attr-defined]
            typed = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
            said[name] = [slug for slug in typed[:MANY] if slug in known]
        return Asked(said)

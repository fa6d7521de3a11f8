"""What is said about a list that comes in, and about a source that is read by itself."""

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.directory import models
from alongside.directory.queries import ways
from alongside.exchange import files, readers
from alongside.shell.forms import drawn

TOO_LARGE = _("This is more than 64 MB. Ask for a smaller part of it.")
HOURS = [
    ("", _("Only when somebody asks")),
    ("1", _("Every hour")),
    ("6", _("Every 6 hours")),
    ("24", _("Every day")),
    ("168", _("Every week")),
]


def _formats() -> list[Any]:
    return [("", _("Find out by itself")), *((r.slug, r.name) for r in readers.READERS.values())]


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """One file or several, as a list; none is an empty list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [found for each in given if (found := super(Files, self).clean(each, initial))]


def _zone(value: str) -> None:
    if value and value not in zoneinfo.available_timezones():
        raise forms.ValidationError(_("Write it like America/Toronto."))


def _address() -> forms.CharField:
    return forms.CharField(
        label=_("Web address of the list"),
        max_length=500,
        required=False,
        help_text=_("For example https://example.org/meetings.json"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


def _ways() -> list[Any]:
    return [("", _("As the list itself says")), *ways.every_choice()]


class About(forms.Form):
    """What the list does not say itself."""

    name = forms.CharField(
        label=_("What should we call this list?"),
        max_length=180,
        help_text=_("The same name every time: so we know what is new, changed and gone."),
    )
    licence = forms.CharField(
        label=_("Under which terms may it be used?"),
        max_length=200,
        required=False,
        help_text=_("For example CC BY 4.0, or: with permission of the county."),
    )
    reader = forms.ChoiceField(
        label=_("What kind of list is it?"),
        choices=_formats,
        required=False,
        widget=drawn.ShortSelect,
    )
    fellowship = forms.CharField(
        label=_("Fellowship of meetings that name none"), max_length=80, required=False
    )
    pathway = forms.ChoiceField(
        label=_("Kind of meetings"),
        choices=_ways,
        required=False,
        widget=drawn.ShortSelect,
    )
    time_zone = forms.CharField(
        label=_("Time zone of meetings without place"),
        max_length=50,
        required=False,
        validators=[_zone],
    )


class Bring(About):
    declaration = models.RunPiece.privacy
    field_order = ("file", "address", "name", "licence", "reader")

    id = forms.UUIDField(widget=forms.HiddenInput)
    file = Files(
        label=_("The file"),
        required=False,
        help_text=_("CSV, JSON or a zip. If the list is several tables, choose all of them."),
    )
    address = _address()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("file") and not said.get("address") and not self.errors:
            self.add_error("file", _("Choose a file, or write a web address."))
        address = said.get("address", "")
        if address and not address.startswith(("http://", "https://")):
            self.add_error("address", _("A web address begins with https://"))
        size = sum(each.size or 0 for each in said.get("file") or [])
        if size > files.LARGEST:
            self.add_error("file", TOO_LARGE)
        return said


class Source(About):
    """How a list is kept: where it is, how often it is read, and what a human looks at first."""

    declaration = models.Source.privacy
    field_order = ("name", "address", "every_hours", "is_paused", "holds_changes", "most_gone",
                   "tell", "licence", "reader")  # fmt: skip

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    address = _address()
    every_hours = forms.TypedChoiceField(
        label=_("How often should we read it?"),
        choices=HOURS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    is_paused = forms.BooleanField(label=_("Pause: do not read it for now"), required=False)
    holds_changes = forms.BooleanField(
        label=_("Let a human look at new phone numbers, links and addresses"),
        required=False,
        help_text=_("Of listings that we know. Until then the old ones are shown."),
    )
    most_gone = forms.IntegerField(
        label=_("Stop when more than this many of 100 listings would be gone"),
        min_value=1,
        max_value=100,
    )
    tell = forms.EmailField(
        label=_("E-mail of whoever should hear when something is wrong"), required=False
    )

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        known = str(self.initial.get("address", ""))
        if address and address != known and not address.startswith(("http://", "https://")):
            raise forms.ValidationError(_("A web address begins with https://"))
        return address

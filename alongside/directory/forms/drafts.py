"""A listing that only editors see yet."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
from alongside.directory import models
from alongside.directory.forms.truth import HIDDEN, Meeting, Service, Text


class Prepare(forms.Form):
    declaration = models.Draft.privacy
    about_somebody = False  # but of a place

    id = forms.UUIDField(widget=HIDDEN)


class PrepareMeeting(Prepare, Meeting):
    town = Text(label=_("Town"), size=120, help_text=_("With its state or province."))


class PrepareService(Prepare, Service):
    field_order = ("name", "organisation", "address", "town")

    organisation = Text(label=_("Who runs it"), size=300)
    address = Text(label=_("Street and number"), size=300)
    town = Text(
        label=_("Town"), size=120, required=True, help_text=_("With its state or province.")
    )
    status = None  # type: ignore[assignment]


PREPARES: Mapping[str, type[Any]] = {"meetings": PrepareMeeting, "services": PrepareService}


class Another(forms.Form):
    """By those who run another place, whose words go along unseen."""

    said = forms.CharField(label=_("Your six words"), widget=HIDDEN, max_length=300)

    def show_words(self) -> None:
        self.fields["said"].widget = forms.TextInput(attrs={"autocomplete": "off"})


class AnotherMeeting(PrepareMeeting, Another):
    pass


class AnotherService(PrepareService, Another):
    pass


OTHERS: Mapping[str, type[Any]] = {"meetings": AnotherMeeting, "services": AnotherService}


class Version(forms.Form):
    version = forms.IntegerField(widget=HIDDEN, min_value=1, max_value=2**31)


class Publish(Version):
    on = forms.DateField(
        label=_("From which day?"),
        required=False,
        help_text=_("Empty: everybody sees it now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and (day - clock.now().date()).days > 3660:
            raise forms.ValidationError(_("That is very far away. Choose a nearer day."))
        return day

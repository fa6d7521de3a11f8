"""The shape of a time that is asked for or offered."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.shell.templatetags.shell import zone_place
from alongside.support import actions, models
from alongside.support import forms as shared

TIMES = ("first", "second", "third")
NAMELESS = {"id": False}  # two of these forms stand on one page


class Ask(shared.Identified):
    """Up to three times, read at the place; what for, and where."""

    declaration = models.Invitation.privacy

    peer = forms.ChoiceField(label=_("Whom do you ask?"), widget=forms.RadioSelect)
    what = forms.ChoiceField(
        label=_("How?"),
        choices=[
            (models.Appointment.What.MEETING, _("To meet")),
            (models.Appointment.What.CALL, _("To call")),
            (models.Appointment.What.ONLINE, _("To meet online")),
        ],
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
        initial=models.Appointment.What.MEETING,
    )
    first = shared.At(label=_("A time that suits you"))
    second = shared.At(label=_("Another one"), required=False)
    third = shared.At(label=_("And another one"), required=False)
    zone = forms.ChoiceField(label=_("By the clock of"))
    place = forms.CharField(
        label=_("Where?"),
        required=False,
        max_length=200,
        help_text=_("A place, or a number to call."),
    )
    words = forms.CharField(
        label=_("A few words with it"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, zones: list[str], peers: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """`peers` to choose from: of none or one, nothing is asked."""
        super().__init__(*args, **kwargs)
        zone: Any = self.fields["zone"]
        zone.choices = [(name, zone_place(name)) for name in zones]
        zone.initial = zones[0]
        if len(zones) == 1:
            zone.widget = forms.HiddenInput()
        if len(peers) < 2:
            del self.fields["peer"]
        else:
            self.fields["peer"].choices = peers  # type: ignore[attr-defined]
        said = self.data.get(self.add_prefix("zone")) if self.is_bound else zones[0]
        for name in TIMES:
            field: Any = self.fields[name]
            field.zone = said if said in zones else zones[0]

    def wanted(self) -> actions.Wanted:
        said = self.cleaned_data
        found: list[datetime] = [said[name] for name in TIMES if said[name]]
        return actions.Wanted(said["what"], found, said["zone"], said["place"], said["words"])


class Another(Ask):
    """None of these, but one of those."""

    version = forms.IntegerField(widget=forms.HiddenInput(attrs=NAMELESS))


class Take(forms.Form):
    """One of the times that were named."""

    declaration = models.Invitation.privacy

    at = forms.ChoiceField(label=_("Which of these suits you?"), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput(attrs=NAMELESS))

    def __init__(self, *args: Any, times: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["at"]
        field.choices = times
        if len(times) == 1:
            field.initial = times[0][0]

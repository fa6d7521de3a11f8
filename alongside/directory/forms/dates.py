"""A day on which a meeting differs from its rule."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.directory import models
from alongside.directory.actions import dates
from alongside.directory.forms.truth import Minute, Text

Kind = models.MeetingDate.Kind
KINDS = [
    (Kind.CANCELLED, _("It does not take place that day")),
    (Kind.CLOSED, _("It pauses from that day on")),
    (Kind.EXTRA, _("It also takes place that day")),
]


def _day(label: object, **more: object) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)  # type: ignore[arg-type]


class Differs(forms.Form):
    declaration = models.MeetingDate.privacy
    few_needed = True

    kind = forms.ChoiceField(label=_("What is different?"), choices=KINDS, widget=forms.RadioSelect)
    on = _day(_("Which day?"))
    until_on = _day(
        _("Last day of the pause"), required=False, help_text=_("Empty: until further notice.")
    )
    start_minute = Minute(
        label=_("Starts"), required=False, help_text=_("Only where it is not the usual time.")
    )
    end_minute = Minute(label=_("Ends"), required=False)
    reason = Text(
        label=_("Why?"), size=300, help_text=_("Everybody can read it. For example: a holiday.")
    )

    def said(self) -> dates.Differs:
        return dates.Differs(**self.cleaned_data)

"""The shape of what is decided about what a phone brought."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.support.forms import At

AGAIN, THEN, NAMELESS, DROP = "again", "then", "nameless", "drop"
COUNTED, EXPIRED = "counted", "expired"
SEND_ON, SEND_BACK = "send-on", "send-back"
ALL = (AGAIN, THEN, NAMELESS, DROP, COUNTED, EXPIRED, SEND_ON, SEND_BACK)
CHOICES = [(one, one) for one in ALL]


class Decide(forms.Form):
    """One button of several. `happened_at` belongs to `then`, `person` to `send-on`, `counted` to
    the button of that name."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    do = forms.ChoiceField(choices=CHOICES, widget=forms.HiddenInput)
    happened_at = At(label=_("When was it?"), required=False)
    person = forms.ChoiceField(label=_("Who decides?"), required=False)
    counted = forms.IntegerField(label=_("I count"), required=False, min_value=0, max_value=100_000)

    def __init__(
        self,
        *args: Any,
        keepers: Iterable[tuple[str, str]] = (),
        zone: str = "UTC",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]
        choices = [("", "–"), *keepers]
        self.fields["person"] = forms.ChoiceField(
            label=_("Who decides?"), required=False, choices=choices
        )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("do") == SEND_ON and not said.get("person"):
            self.add_error("person", _("Choose somebody."))
        if said.get("do") == THEN and not said.get("happened_at"):
            self.add_error("happened_at", _("Say when it was."))
        if said.get("do") == COUNTED and said.get("counted") is None:
            self.add_error("counted", _("Write how many were there before it."))
        return said

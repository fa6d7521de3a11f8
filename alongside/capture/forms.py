"""The shape of what is decided about what a phone brought."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.support.forms import At

AGAIN, THEN, NAMELESS, DROP = "again", "then", "nameless", "drop"
SEND_ON, SEND_BACK = "send-on", "send-back"
CHOICES = [(one, one) for one in (AGAIN, THEN, NAMELESS, DROP, SEND_ON, SEND_BACK)]


class Decide(forms.Form):
    """One button of several. `happened_at` belongs to `then`, `person` to `send-on`."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    do = forms.ChoiceField(choices=CHOICES, widget=forms.HiddenInput)
    happened_at = At(label=_("When was it?"), required=False)
    person = forms.ChoiceField(label=_("Who decides?"), required=False)

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
        return said

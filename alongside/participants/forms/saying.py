"""The shape of what a worker writes down for somebody: what they said, and how it was told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.participants import forms as asking
from alongside.participants import models
from alongside.participants.forms import PRIVATE, reaching, walls


class Told(forms.Form):
    """How it was told, in every one of them."""

    declaration = models.Said.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    told = forms.ChoiceField(
        label=_("How did they tell you?"),
        help_text=_("They read how, and that you wrote it. They can undo it."),
        choices=models.Said.Told.choices,
        widget=forms.RadioSelect,
    )


class SayReach(reaching.Reach, Told):
    declaration = models.Participant.privacy

    alias = None  # type: ignore[assignment]  # asked elsewhere

    def told_ways(self) -> dict[str, Any]:
        said = self.cleaned_data
        same = ("id", "told", "quiet_from", "quiet_until", "safe_words", "version")
        return {name: said[name] for name in same} | {"reach": self.reach()}


class SayNever(Told):
    declaration = models.Never.privacy

    words = forms.CharField(
        label=_("Who should never see it?"),
        help_text=_("Their whole name, as far as they know it. It may be yours."),
        max_length=300,
        widget=forms.TextInput(attrs=PRIVATE),
    )


class SayNeverBack(SayNever):
    words = forms.CharField(
        label=_("Who may be let in again?"),
        help_text=_("The name as they said it the first time."),
        max_length=300,
        widget=forms.TextInput(attrs=PRIVATE),
    )


class SayLink(walls.OfferLink, Told):
    pass


class SayAgree(walls.AgreeLink, Told):
    pass


class SayCut(Told):
    pass


class SayNoCode(Told):
    declaration = models.Remembered.privacy


class SayBelong(Told):
    declaration = models.Belonging.privacy

    community = forms.TypedChoiceField(
        label=_("Which community?"), coerce=ids.parse, widget=forms.RadioSelect
    )
    belongs = forms.TypedChoiceField(
        label=_("Do they belong to it?"),
        choices=[("yes", _("Yes, they belong")), ("no", _("No, or not any more"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["community"]
        field.choices = communities


# --- of somebody who asks for a peer --------------------------------------------------------------


class SayRequest(asking.ChangeRequest, Told):
    declaration = models.Request.privacy
    field_order = (*asking.ChangeRequest.base_fields, "told")

    def told_wish(self) -> dict[str, Any]:
        same = ("id", "told", "version")
        return {name: self.cleaned_data[name] for name in same} | {"wish": self.wish()}


class SayClose(Told):
    declaration = models.Request.privacy

"""The shape of how somebody wants to be reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts import words as vocabulary
from alongside.participants import forms as shared
from alongside.participants import models

# For whoever has an account, with six words beside it or without.
BACK_WITH_ACCOUNT = _("I will sign in here")
BACK_WITH_BOTH = _("I will come back here, with my account or my six words")
ELSEWHERE = _("Only if you chose something other than coming back here. Say when, if it matters.")


class Reach(shared.Reachable):
    """One's own ways, with the hours of the day and the words for whoever answers."""

    declaration = models.Participant.privacy

    alias = None  # type: ignore[assignment]  # asked elsewhere
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        required=False,
        help_text=_("Between these two times nobody calls or writes. By the clock where we are."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    safe_words = forms.CharField(
        label=_("What do we say if somebody else answers?"),
        required=False,
        max_length=300,
        help_text=_(
            "Such as: I am calling from the library. Or a word by which you know that it is us."
        ),
        widget=forms.TextInput(attrs=shared.PRIVATE),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: models.Participant | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of is not None and of.person_id is not None:
            signs_in = BACK_WITH_BOTH if of.return_key_id else BACK_WITH_ACCOUNT
            ways = dict(vocabulary.WAYS, key=signs_in)
            self.fields["reach_way"].choices = list(ways.items())  # type: ignore[attr-defined]
            self.fields["reach_how"].help_text = ELSEWHERE

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if (said.get("quiet_from") is None) != (said.get("quiet_until") is None):
            self.add_error("quiet_until", _("A quiet time needs both: from when, and until when."))
        return said

"""The shape of a referral, of the participant's answer, and of the partner's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.participants.forms import agreeing
from alongside.referrals import models, rules


class Refer(forms.Form):
    """What to share, ticked one by one. What is typed but not ticked is not kept."""

    declaration = models.Referral.privacy
    all_optional = True

    id = forms.UUIDField(widget=forms.HiddenInput)
    service = forms.UUIDField(widget=forms.HiddenInput)
    share_name = forms.BooleanField(label=_("Share a name to use"), required=False)
    name = forms.CharField(
        label=_("The name"),
        required=False,
        max_length=120,
        help_text=_("It need not be the name on any paper."),
    )
    share_reach = forms.BooleanField(label=_("Share how to reach this person"), required=False)
    reach = forms.CharField(
        label=_("How to reach"),
        required=False,
        max_length=300,
        help_text=_(
            "For example: a text message, never a call. It says who they are, so it is signed with "
            "their own name, or carried on a slip."
        ),
    )
    share_language = forms.BooleanField(label=_("Share the language to speak"), required=False)
    share_words = forms.BooleanField(label=_("Share why, in own words"), required=False)
    words = forms.CharField(
        label=_("Why, in this person’s own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    share_together = forms.BooleanField(
        label=_("Say that a peer worker comes along"), required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for text in ("name", "reach", "words"):
            if said.get(f"share_{text}") and not (said.get(text) or "").strip():
                self.add_error(text, _("It is ticked above: write it here, or take the tick away."))
        if not self.errors and not self.shares():
            self.add_error(None, _("Tick at least one thing: else the service would know nothing."))
        return said

    def shares(self) -> list[str]:
        said = self.cleaned_data
        return [slug for slug in rules.SHAREABLE if said.get(f"share_{slug}")]


class Agree(agreeing.Signed):
    """The participant's yes. One tap, where nothing in it says who they are."""

    own_name = forms.CharField(
        label=_("Your own name, to sign with"),
        required=False,
        max_length=120,
        help_text=_("It stays in the agreement. Leave it empty to carry that part on a slip."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Close(forms.Form):
    """The participant's own answer."""

    declaration = models.Referral.privacy

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("How did it go?"),
        choices=models.Referral.OwnAnswer.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Your peer can read it. The service can’t."),
    )


class Pin(forms.Form):
    secret = True

    pin = forms.CharField(
        label=_("The PIN you were told"),
        max_length=20,
        help_text=_("Six digits. Whoever sent the link says them aloud, and never writes them."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )


class Answer(forms.Form):
    """The partner's answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("What can you say now?"),
        choices=[
            ("received", _("We have it, and will be in touch")),
            ("seen", _("This person was here, and we saw them")),
            ("cant-help", _("We can’t help with this")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("A few words for them"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A time, a place, a name to ask for. The person and their peer read this."),
    )


def answered_in(referral: models.Referral) -> dict[str, Any]:
    """The service's answer so far, as the form begins with it."""
    said = referral.state if referral.state in rules.PARTNER_ANSWERS else ""
    return {"version": referral.version, "answer": said, "words": referral.partner_words}


class Rating(forms.Form):
    declaration = models.Rating.privacy

    id = forms.UUIDField(widget=forms.HiddenInput)
    useful = forms.TypedChoiceField(
        label=_("Was it useful?"),
        choices=models.Rating.Answer.choices,
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices-three"}),
    )
    kind = forms.TypedChoiceField(
        label=_("Were they kind?"),
        choices=models.Rating.Answer.choices,
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices-three"}),
    )

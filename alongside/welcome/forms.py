"""The shape of what people type at the desk and at its tablet."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from alongside.accounts import words as vocabulary
from alongside.core import ids, sentences
from alongside.core.privacy import Words
from alongside.participants.forms import Unseen
from alongside.welcome import models, rules

PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
WISHES = [(wish.value, wish.label) for wish in models.Talk.Wish]
BRINGS = [(slug, vocabulary.EXPERIENCES[slug]) for slug in rules.BRINGS]


def _id() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)


def _called(label: Words, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=rules.LONGEST_CALLED,
        widget=forms.TextInput(attrs=PRIVATE),
        **more,
    )


class Arrive(forms.Form):
    """Somebody came in: one tap, and a word if they like one."""

    few_needed = True

    id = _id()
    called = _called(_("A word or any name"), help_text=_("Or nothing. It is gone tonight."))


class Known(forms.Form):
    """Somebody whom this worker walks with: one of the list, or typed exactly."""

    id = _id()
    participant = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("What do they call themselves here?"),
        help_text=_("Exactly as they do. It finds people you walk with, and nobody else."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=PRIVATE),
    )


class Talk(forms.Form):
    """A first conversation, offered."""

    declaration = models.Talk.privacy
    few_needed = True

    id = _id()
    wish = forms.ChoiceField(
        label=_("Would they like to talk to someone?"),
        choices=[*WISHES, ("", _("No thanks"))],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )
    brings = forms.MultipleChoiceField(
        label=_("What brings them?"),
        help_text=_("Only if they say it by themselves."),
        choices=BRINGS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )


class StandInLine(forms.Form):
    id = _id()
    called = _called(_("What do we call when it is their turn?"))


class BecomeKnown(forms.Form):
    """They want to be known under the name they use today."""

    few_needed = True

    id = _id()
    language = forms.ChoiceField(
        label=_("Which language do they want to talk in?"),
        choices=list(vocabulary.LANGUAGES.items()),
    )
    asks = forms.BooleanField(label=_("They want a peer"), required=False)


class TakeRoom(forms.Form):
    id = _id()
    people = forms.IntegerField(label=_("How many people?"), min_value=1, max_value=999, initial=1)
    minutes = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        initial=60,
        choices=[
            (
                minutes,
                sentences.numbered(ngettext_lazy("%(n)d minute", "%(n)d minutes", "n"), n=minutes),
            )
            for minutes in (15, 30, 45, 60, 90, 120, 180, 240, 480)
        ],
    )


class PlanShift(forms.Form):
    id = _id()
    person = forms.ChoiceField(label=_("Who?"), required=False)
    from_at = forms.DateTimeField(
        label=_("From"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )
    until_at = forms.DateTimeField(
        label=_("Until"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args: Any, people: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            field = self.fields["person"]
            field.choices = [(str(pk), name) for pk, name in people]  # type: ignore[attr-defined]
        else:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["person"] = ids.parse(said.get("person", ""))
        return said


class AddRoom(forms.Form):
    id = _id()
    site = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("What is the room called?"), max_length=60)
    capacity = forms.IntegerField(label=_("For how many people?"), min_value=1, max_value=999)


class AddQueue(forms.Form):
    id = _id()
    site = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("What do people take turns at?"), max_length=60)
    minutes = forms.IntegerField(label=_("How many minutes is a turn?"), min_value=1, max_value=480)


class MakeKiosk(forms.Form):
    id = _id()


# --- at the tablet, by whoever comes -----------------------------------------------------


class Code(forms.Form):
    code = forms.CharField(
        label=_("The code from the desk"),
        help_text=_("Eight digits."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class Looking(forms.Form):
    """Just looking round: a tap."""

    id = _id()


class Here(forms.Form):
    """No name, or any name."""

    few_needed = True
    why: Mapping[str, Words] = {
        "called": models.Presence.privacy.why["called"],
        "wish": models.Talk.privacy.purpose,
        "brings": models.Talk.privacy.why["brings"],
    }

    id = _id()
    called = _called(_("What may we call you today?"))
    wish = forms.ChoiceField(
        label=_("Would you like to talk to someone?"),
        choices=[*WISHES, ("", _("No thanks"))],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )
    brings = forms.MultipleChoiceField(
        label=_("What brings you?"),
        choices=BRINGS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )


class HereWithWords(Here):
    """Somebody types their return key."""

    secret = True
    field_order = ("id", "words", "called", "wish", "brings")

    words = forms.CharField(
        label=_("Your six words"),
        help_text=_("In their order. Capitals do not matter."),
        max_length=300,
        widget=Unseen,  # as dots, and never sent back: somebody else stands behind them
    )

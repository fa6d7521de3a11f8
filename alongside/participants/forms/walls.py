"""The shape of what people type about the walls: whom they look for, what they saw, whom they let
near."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from alongside.accounts import words as vocabulary
from alongside.core import ids, sentences
from alongside.core.privacy import Words
from alongside.participants import models
from alongside.participants.forms import PRIVATE
from alongside.participants.rules import walls as rules


def _few(label: Words, **more: Any) -> forms.CharField:
    rows = more.pop("rows", 2)
    return forms.CharField(
        label=label,
        max_length=more.pop("max_length", rules.LONGEST),
        widget=forms.Textarea(attrs={"rows": rows, **PRIVATE}),
        **more,
    )


class Seek(forms.Form):
    """Whom a worker looks for, and why."""

    declaration = models.Search.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    words = forms.CharField(
        label=_("What are they called, or how are they reached?"),
        help_text=_("Exactly: the whole name they use here, or the whole number or address."),
        max_length=rules.LONGEST,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    why = _few(
        _("Why do you look for them?"),
        help_text=_("Whom you find can read that you looked. By chance, somebody asks you why."),
    )


class AskBlind(Seek):
    declaration = models.BlindRequest.privacy

    words = _few(
        _("Whom do you look for?"),
        help_text=_("Anything that helps: a name, a number, where you met."),
    )
    why = _few(
        _("Why does it matter that you meet them?"),
        help_text=_("The privacy lead reads this, and decides by it."),
    )


class BreakGlass(Seek):
    declaration = models.Glass.privacy

    why = _few(
        _("What is the emergency?"),
        help_text=_("They read these words, today. Somebody else asks you about them."),
    )
    sure = forms.BooleanField(
        label=_("A life or somebody’s safety may depend on it, and I can’t wait for an answer."),
        error_messages={"required": _("Without an emergency, ask the privacy lead.")},
    )


class AnswerBlind(forms.Form):
    """A privacy lead looks, chooses, or opens nothing. `do` is which button was pressed."""

    do = forms.ChoiceField(
        choices=[("look", ""), ("open", ""), ("nothing", "")], widget=forms.HiddenInput
    )
    look = forms.CharField(
        label=_("Look for exactly"),
        help_text=_("A whole name or number. Whom you find can read that you looked."),
        required=False,
        max_length=rules.LONGEST,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    participant = forms.UUIDField(required=False, widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("Open it for how long?"),
        coerce=int,
        required=False,
        choices=[
            (
                days,
                sentences.numbered(
                    ngettext_lazy("%(days)d day", "%(days)d days", "days"), days=days
                ),
            )
            for days in rules.DAYS
        ],
    )
    words = _few(_("A word to whoever asked"), required=False)


class ReviewGlass(forms.Form):
    declaration = models.Glass.privacy

    was_right = forms.TypedChoiceField(
        label=_("Was it right to open it?"),
        choices=[("yes", _("Yes")), ("no", _("No: it is closed at once"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    said = _few(_("What did you ask, and what did you find?"), help_text=_("The person reads it."))


class ReviewSearch(forms.Form):
    declaration = models.Search.privacy

    verdict = forms.ChoiceField(
        label=_("What did you find?"),
        choices=models.Search.Verdict.choices,
        widget=forms.RadioSelect,
    )
    said = _few(_("In a few words"), required=False)


class SettleOdd(forms.Form):
    declaration = models.OddLook.privacy

    verdict = forms.ChoiceField(
        label=_("What was it?"),
        choices=[
            (models.OddLook.Verdict.FALSE_ALARM, _("A false alarm")),
            (models.OddLook.Verdict.FOLLOWED, _("I talked with them, and followed it up")),
        ],
        widget=forms.RadioSelect,
    )
    said = _few(
        _("What did you find?"), required=False, help_text=_("Whoever it is about reads it.")
    )

    def __init__(self, *args: Any, touches_many: bool = False, **kwargs: Any) -> None:
        """Of a day of many looks each reads what it was: words may be about the others."""
        super().__init__(*args, **kwargs)
        if touches_many:
            self.fields["said"].help_text = _(
                "It touched several people. They read which of the two it was, and not these words."
            )


# --- a participant's own ------------------------------------------------------------------------


class NameNever(forms.Form):
    declaration = models.Never.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    words = forms.CharField(
        label=_("Who should never see it?"),
        help_text=_("Their whole name, as far as you know it."),
        max_length=rules.LONGEST,
        widget=forms.TextInput(attrs=PRIVATE),
    )


GIVES = (
    ("supported", _("that I have support here, and what I am called")),
    ("words", _("the words I write below")),
)


class _Gives(forms.Form):
    gives = forms.MultipleChoiceField(
        label=_("What may they know?"),
        help_text=_("Only what both of you choose is shown, and both ways."),
        choices=GIVES,
        widget=forms.CheckboxSelectMultiple,
    )
    says = _few(_("Your words for them"), required=False)


class OfferLink(_Gives):
    declaration = models.Link.privacy
    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)


class AgreeLink(_Gives):
    declaration = models.Link.privacy
    field_order = ("words", "gives", "says")
    words = forms.CharField(
        label=_("The three words you were given"),
        max_length=100,
        widget=forms.TextInput(attrs=PRIVATE),
    )


# --- danger ---------------------------------------------------------------------------------------


class WriteDown(forms.Form):
    declaration = models.Told.privacy

    participant = forms.TypedChoiceField(
        label=_("With whom was it?"),
        required=False,
        empty_value=None,
        coerce=ids.parse,
        help_text=_("Leave it open if it was a mistake, or somebody you do not walk with."),
    )
    words = _few(
        _("What happened?"), required=False, rows=4, max_length=4000, help_text=_("They read it.")
    )
    together = forms.BooleanField(label=_("We wrote this together"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["participant"]
        field.choices = [("", _("Nobody I can name here")), *people]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("participant") and not str(said.get("words", "")).strip():
            self.add_error("words", _("Write what happened, so that they can read it."))
        return said


class PutOnCall(forms.Form):
    declaration = models.OnCall.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    called = forms.CharField(label=_("Who answers?"), max_length=80)
    phone = forms.CharField(
        label=_("Phone"), max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    programme = forms.TypedChoiceField(
        label=_("For which programme?"), required=False, empty_value=None, coerce=ids.parse
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        coerce=int,
        choices=list(enumerate(vocabulary.WEEKDAYS)),
        initial=list(range(7)),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )
    from_time = forms.TimeField(
        label=_("From"), initial="00:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    until_time = forms.TimeField(
        label=_("Until"),
        help_text=_("The same hour twice is day and night; an earlier one is the next morning."),
        initial="00:00",
        widget=forms.TimeInput(attrs={"type": "time"}),
    )

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = [("", _("All of them")), *programmes]


# --- communities ----------------------------------------------------------------------------------


class AskUse(forms.Form):
    declaration = models.Use.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    community = forms.TypedChoiceField(label=_("About which community?"), coerce=ids.parse)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=models.Use.Kind.choices, widget=forms.RadioSelect
    )
    what_for = _few(
        _("What is it for, and who reads it?"), rows=3, help_text=_("The stewards decide by it.")
    )

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["community"]
        field.choices = communities


class AnswerUse(forms.Form):
    declaration = models.Use.privacy

    approved = forms.TypedChoiceField(
        label=_("May it be shown?"),
        choices=[("yes", _("Yes")), ("no", _("No: nothing is shown from this second"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    until_on = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: until you say no."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    answer = _few(_("A word to whoever asked"), required=False)

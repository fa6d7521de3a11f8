"""The shape of what is told of a journey."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.support import models
from alongside.support.forms import Identified
from alongside.support.forms.plans import Dated, Rough
from alongside.support.rules import ideas

QUESTIONS = {
    "stage": _("Which stage was it?"),
    "setting": _("Where was it?"),
    "treatment": _("What kind of treatment was it?"),
    "moment": _("What was it?"),
}
ROUGHLY = _("As far as you know. A year alone is enough.")


def _spoken(kinds: Any) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(kind.slug, ideas.spoken(kind.words, language)) for kind in kinds.values()]


class Passage(Dated):
    """One stretch or moment. `line` says which of the four, and so what is asked."""

    declaration = models.Passage.privacy

    what = forms.ChoiceField()
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where, with whom, how it was."),
    )
    from_when = Rough(label=_("From when?"), help_text=ROUGHLY)
    until_when = Rough(label=_("Until when?"))
    goes_on = forms.BooleanField(label=_("It goes on"), required=False)
    phase = forms.ChoiceField(
        label=_("How far did it go?"),
        required=False,
        help_text=_("As you see it. There is no order to follow."),
    )
    is_private = forms.BooleanField(
        label=_("Keep this to myself"),
        required=False,
        help_text=_("Whoever walks with you does not see it."),
    )

    def __init__(self, *args: Any, line: str, own: bool, **kwargs: Any) -> None:
        """`own`: the participant tells it, and says who sees it."""
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        what.label = QUESTIONS[line]
        what.choices = _spoken(ideas.KINDS[line])  # type: ignore[attr-defined]
        if line == models.Line.MOMENT:
            self.fields["from_when"].label = _("When was it?")
            del self.fields["until_when"], self.fields["goes_on"]
        if line == models.Line.TREATMENT:
            self.fields["phase"].choices = [("", "–"), *_spoken(ideas.PHASES)]  # type: ignore[attr-defined]
        else:
            del self.fields["phase"]
        if not own:
            del self.fields["is_private"]


class Tell(Passage, Identified):
    pass


class Correct(Passage):
    version = forms.IntegerField(widget=forms.HiddenInput)


class Home(Dated):
    """While somebody is away."""

    declaration = models.Away.privacy
    all_optional = True

    home = forms.CharField(
        label=_("What is home, and what of your culture should stay near?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keeps_contact = forms.CharField(
        label=_("Who from home keeps contact, and how?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    carries = forms.CharField(
        label=_("What do you carry with you?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Medicine, songs, a picture, a language, food."),
    )
    back_when = Rough(label=_("When do you come back?"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class Lines(forms.Form):
    """What whoever walks with somebody sees of their journey."""

    declaration = models.Kept.privacy

    shown = forms.MultipleChoiceField(
        label=_("What does your peer see?"),
        choices=models.Line.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )

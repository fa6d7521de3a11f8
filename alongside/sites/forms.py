"""The shape of what is tapped and typed at a place where nobody uses alone."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from alongside.core import ids, sentences
from alongside.core.privacy import Words
from alongside.participants.forms import Unseen
from alongside.sites import models
from alongside.sites.rules import times

PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
NOT_TOLD = ("", _("Not told"))


def _id() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)


def _one_of(label: Words, of: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[*of.choices, NOT_TOLD],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
        **more,
    )


def _substances() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("What do they say it is?"),
        choices=models.Substance.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )


class Using(forms.Form):
    """What they use, as they tell it. Nothing of it is needed."""

    few_needed = True
    why: Mapping[str, Words] = models.Use.privacy.why

    id = _id()
    mode = _one_of(_("How?"), models.Use.Mode)
    substances = _substances()
    assisted = _one_of(_("Does anybody help?"), models.Use.Assisted)
    sample = forms.CharField(
        label=_("Number of a checked sample"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=PRIVATE),
    )


class ComeIn(Using):
    """Somebody is here: a tap; and what they like to tell."""

    secret = True
    why: Mapping[str, Words] = {**models.Use.privacy.why, **models.Visit.privacy.why}
    field_order = ("id", "room", "seat", "called", "mode", "substances")

    room = forms.ChoiceField(label=_("Which room?"), required=False)
    seat = forms.CharField(
        label=_("Which seat?"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "numeric"}),
    )
    called = forms.CharField(
        label=_("A word or any name"),
        help_text=_("Or nothing. It is gone when they leave."),
        required=False,
        max_length=times.LONGEST_CALLED,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    gender = _one_of(_("Gender, if they tell"), models.Gender)
    age = _one_of(_("Age, about, if they tell"), models.Age)
    six_words = forms.CharField(
        label=_("Their six words"),
        help_text=_(
            "Only if they wish that this visit is theirs. They type them; nobody else sees them."
        ),
        required=False,
        max_length=300,
        widget=Unseen,
    )

    def __init__(self, *args: Any, rooms: list[models.Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["room"]
        choices = [(str(room.pk), room.name) for room in rooms]
        field.choices = [*choices, ("", _("No room"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        return said | {"words": said.pop("six_words", "")}

    def clean_room(self) -> Any:
        return ids.parse(self.cleaned_data["room"]) if self.cleaned_data["room"] else None


class OpenDay(forms.Form):
    id = _id()
    kind = forms.ChoiceField(
        label=_("What is this place?"),
        choices=models.Day.Kind.choices,
        initial=models.Day.Kind.PREVENTION,
        widget=forms.RadioSelect,
    )
    booths = forms.IntegerField(
        label=_("How many people can be in at once?"),
        help_text=_("Booths, or seats. Reports ask for it."),
        min_value=0,
        max_value=999,
    )
    hours = forms.TypedChoiceField(
        label=_("For how long is it open today?"),
        coerce=int,
        initial=8,
        choices=[
            (hours, sentences.numbered(ngettext_lazy("%(n)d hour", "%(n)d hours", "n"), n=hours))
            for hours in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24)
        ],
    )


class LookIn(forms.Form):
    id = _id()
    how = forms.ChoiceField(choices=models.Look.How.choices)


class Found(forms.Form):
    """Somebody was found: one tap."""

    id = _id()
    where = forms.ChoiceField(
        label=_("Where?"),
        choices=models.Overdose.Where.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    room = forms.UUIDField(required=False, widget=forms.HiddenInput)
    visit = forms.UUIDField(required=False, widget=forms.HiddenInput)


class Tap(forms.Form):
    """`ago` is how many seconds since the finger was on the glass, where the page could say so:
    a difference, because clocks of phones are wrong."""

    id = _id()
    what = forms.ChoiceField(choices=models.Tap.What.choices)
    why = forms.ChoiceField(choices=models.Tap.Why.choices, required=False)
    ago = forms.IntegerField(required=False, min_value=0, max_value=24 * 3600)


class Finish(forms.Form):
    """When there is time. Nothing of it is needed."""

    few_needed = True
    declaration = models.Finish.privacy

    id = _id()
    turned_out = forms.ChoiceField(
        label=_("What was it?"),
        choices=[*models.Finish.Turned.choices, NOT_TOLD],
        required=False,
        widget=forms.RadioSelect,
    )
    outcome = _one_of(_("How did it end?"), models.Finish.Outcome)
    substances = _substances()
    mode = _one_of(_("How had they used?"), models.Use.Mode)
    gender = _one_of(_("Gender"), models.Gender)
    age = _one_of(_("Age, about"), models.Age)
    story = forms.CharField(
        label=_("Anything we should learn from?"),
        help_text=_("Leave out whatever says who it was."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OfferDebrief(forms.Form):
    few_needed = True

    id = _id()
    people = forms.MultipleChoiceField(
        label=_("Who else was there, of those who work here?"),
        help_text=_("Whoever tapped anything is asked anyway."),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )
    others = forms.IntegerField(
        label=_("To how many others did you offer it?"),
        help_text=_("Friends, neighbours, people in the room. A number, and no names."),
        required=False,
        min_value=0,
        max_value=200,
        initial=0,
    )

    def __init__(self, *args: Any, people: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        field.choices = [(str(pk), name) for pk, name in people]  # type: ignore[attr-defined]

    def clean_people(self) -> list[Any]:
        return [ids.parse(pk) for pk in self.cleaned_data["people"]]

    def clean_others(self) -> int:
        return self.cleaned_data["others"] or 0


class AnswerDebrief(forms.Form):
    answer = forms.ChoiceField(choices=models.Witness.Answer.choices)


class AddRoom(forms.Form):
    id = _id()
    site = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("What is the room called?"), max_length=60)
    seats = forms.IntegerField(label=_("How many seats or booths?"), min_value=1, max_value=200)
    minutes = forms.IntegerField(
        label=_("After how many minutes does somebody look in?"),
        min_value=1,
        max_value=240,
        initial=10,
    )


class PlaceSite(forms.Form):
    few_needed = True

    place = forms.CharField(
        label=_("Which town is it in?"),
        help_text=_("A town or postal code; or north and east in degrees, such as 46.09, -64.77."),
        required=False,
        max_length=120,
    )

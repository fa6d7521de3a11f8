"""The shape of what is typed about rights."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.participants.rules import regimes, sentences
from alongside.rights import models

DATE = {"type": "date"}


class Identified(forms.Form):
    """A form that makes a row: sent twice, it makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = ids.new


class Erase(Identified):
    """Whoever erases has read what goes, and has the code of the receipt."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    sure = forms.BooleanField(label=_("I have written the code down, and want this."))


WHY = forms.TextInput(attrs={"autocomplete": "off"})


class Join(Identified):
    """Which of two records stays, and why they are one person's."""

    declaration = models.Joining.privacy

    kept = forms.UUIDField(widget=forms.RadioSelect, label=_("Which name and ways to reach stay?"))
    reason = forms.CharField(
        label=_("How do you know that they are one person?"),
        max_length=400,
        help_text=_("They can read it. Best is: they said so themselves."),
        widget=WHY,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kept"]
        field.widget.choices = people
        field.initial = people[0][0]


class Split(Identified):
    declaration = models.Joining.privacy

    other = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    rows = forms.TypedMultipleChoiceField(
        label=_("What belongs to the other person?"),
        coerce=uuid.UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You see of which day, not what was written."),
    )
    alias = forms.CharField(
        label=_("What is the other person called here?"),
        required=False,
        max_length=120,
        help_text=_("It may stay empty."),
        widget=WHY,
    )
    reason = forms.CharField(
        label=_("How do you know that these are two people?"),
        max_length=400,
        help_text=_("Both can read it."),
        widget=WHY,
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = choices  # type: ignore[attr-defined]


def named(form: Join, people: list[tuple[str, str]]) -> Join:
    """A form that was sent, with names to choose between again."""
    field = form.fields["kept"]
    field.widget.choices = people
    return form


def chosen(form: Split, choices: list[tuple[str, str]]) -> Split:
    """The same, with all the rows there are."""
    form.fields["rows"].choices = choices  # type: ignore[attr-defined]
    return form


class Code(forms.Form):
    code = forms.CharField(
        label=_("The code of your receipt"),
        max_length=40,
        help_text=_("Sixteen letters and numbers. Small letters and spaces do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class Hold(Identified):
    declaration = models.Hold.privacy

    participant = forms.UUIDField(
        label=_("The number of the record"),
        help_text=_("It stands at the foot of the person’s own page “What is kept about me?”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ground = forms.CharField(
        label=_("Why must it be kept?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as a court’s letter and its number. The person reads these words."),
    )
    until_on = forms.DateField(label=_("Until which day?"), widget=forms.DateInput(attrs=DATE))


class Demand(Identified):
    declaration = models.Demand.privacy

    kind = forms.ChoiceField(label=_("What came?"), choices=models.Demand.Kind.choices)
    from_whom = forms.CharField(label=_("From whom?"), max_length=300)
    asks_for = forms.CharField(
        label=_("What do they ask for?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    came_on = forms.DateField(label=_("When did it come?"), widget=forms.DateInput(attrs=DATE))
    answer_by = forms.DateField(
        label=_("By when do they want an answer?"),
        required=False,
        widget=forms.DateInput(attrs=DATE),
    )
    has_order = forms.BooleanField(label=_("A court’s order came with it"), required=False)
    participant = forms.UUIDField(
        label=_("The number of the record"),
        required=False,
        help_text=_("If it is about somebody who has support here. They read of it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret_until = forms.DateField(
        label=_("Until when does a court forbid to tell the person?"),
        required=False,
        widget=forms.DateInput(attrs=DATE),
    )


class Decide(forms.Form):
    declaration = models.Demand.privacy

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("What do you answer?"),
        choices=[
            choice
            for choice in models.Demand.Answer.choices
            if choice[0] != models.Demand.Answer.WAITING
        ],
        widget=forms.RadioSelect,
    )
    has_order = forms.BooleanField(label=_("A court’s order for it is here"), required=False)
    reason = forms.CharField(
        label=_("Why, and what exactly was given?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Give(Identified):
    """What a court ordered, and nothing that the law keeps from an order."""

    declaration = models.Demand.privacy

    order = forms.CharField(label=_("The number and day of the order"), max_length=200)
    names = forms.CharField(label=_("Who there may read it"), max_length=400)
    categories = forms.MultipleChoiceField(
        label=_("What does the order ask for? No more than that goes."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, regime: regimes.Regime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = regime.exceptions.get("court-order")
        self.fields["categories"].choices = [  # type: ignore[attr-defined]
            (slug, sentences.CATEGORIES[slug]) for slug in (found.categories if found else ())
        ]


class Incident(Identified):
    declaration = models.Incident.privacy

    what = forms.CharField(
        label=_("What went wrong?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names. The people it is about read these words."),
    )
    found_on = forms.DateField(
        label=_("On which day was it found?"), widget=forms.DateInput(attrs=DATE)
    )
    people = forms.IntegerField(
        label=_("How many people is it about?"), min_value=0, max_value=10_000_000
    )
    is_risky = forms.BooleanField(label=_("It may harm people"), required=False, initial=True)
    regime = forms.ChoiceField(
        label=_("Under which law?"),
        choices=[(slug, words) for slug, (_short, words) in sentences.REGIMES.items()],
    )
    contact = forms.CharField(
        label=_("Whom can people ask?"),
        required=False,
        max_length=300,
        help_text=_("A name and how to reach them. It is shown to those it is about."),
    )


class Task(forms.Form):
    """Somebody who must be told was told."""

    task = forms.SlugField(max_length=40)
    version = forms.IntegerField(min_value=1, max_value=10**6)


class Agreement(Identified):
    declaration = models.Agreement.privacy

    service = forms.ChoiceField(label=_("For what?"), choices=models.Agreement.Service.choices)
    with_whom = forms.CharField(label=_("With whom?"), max_length=200)
    signed_on = forms.DateField(label=_("Signed on"), widget=forms.DateInput(attrs=DATE))
    until_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs=DATE))

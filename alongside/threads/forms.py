"""The shape of messages, and of how one wants to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts import words as vocabulary
from alongside.core import ids
from alongside.threads import actions, models, rules

PRIVATE = {"autocomplete": "off"}  # a shared phone should not offer it to the next person


class Message(forms.Form):
    declaration = models.Message.privacy
    all_optional = True

    id = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, **PRIVATE}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = ids.new


class Line(forms.Form):
    """How somebody wants to be told outside that there is something."""

    declaration = models.Line.privacy
    about_somebody = True  # also where they only choose
    all_optional = True

    way = forms.ChoiceField(label=_("How shall we tell you?"), widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("The number or e-mail address for it"),
        required=False,
        max_length=200,
        help_text=_("One that only you look at, if you can."),
        widget=forms.TextInput(attrs=PRIVATE),
    )
    says = forms.ChoiceField(
        label=_("What may stand on the screen?"),
        choices=models.Line.Says.choices,
        widget=forms.RadioSelect,
        help_text=_("This is all that is sent: no name, no link, nothing of what it is about."),
    )
    own_words = forms.CharField(
        label=_("My own words"),
        required=False,
        max_length=rules.OWN_WORDS,
        help_text=_("Such as: The library has your book."),
        widget=forms.TextInput(attrs=PRIVATE),
    )
    tells_messages = forms.BooleanField(
        label=_("Tell me when somebody writes, offers a time, or moves a group I come to"),
        help_text=_(
            "If something ever goes wrong with what we keep about you, we tell you by the same way "
            "that there is something to read, and never what."
        ),
        required=False,
    )
    reminds = forms.MultipleChoiceField(
        label=_("Remind me before we meet"),
        required=False,
        choices=[
            (rules.EVENING, _("the evening before, at six")),
            (rules.MORNING, _("that morning, at nine")),
            (rules.HOURS, _("two hours before")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, ways: list[str], **kwargs: Any) -> None:
        """`ways` that are open here."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["way"]
        field.choices = [(way, said) for way, said in models.Line.Way.choices if way in ways]

    def choice(self) -> actions.Choice:
        said = self.cleaned_data
        return actions.Choice(
            way=said["way"],
            address=said["address"],
            tells_messages=said["tells_messages"],
            reminds=said["reminds"],
            says=said["says"],
            own_words=said["own_words"],
        )


class Reading(forms.Form):
    declaration = models.Reading.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        coerce=int,
        choices=list(enumerate(vocabulary.WEEKDAYS)),
        initial=list(range(5)),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )
    from_time = forms.TimeField(
        label=_("From"), initial="09:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    until_time = forms.TimeField(
        label=_("Until"),
        help_text=_("The same hour twice is day and night; an earlier one is the next morning."),
        initial="17:00",
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    programme = forms.TypedChoiceField(
        label=_("For which programme?"),
        required=False,
        empty_value=None,
        coerce=ids.parse,
        help_text=_("A programme with hours of its own has only these; the others have yours."),
    )

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = [("", _("All of them")), *programmes]

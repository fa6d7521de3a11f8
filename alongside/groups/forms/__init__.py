"""The shape of what is typed about groups."""

import functools
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.groups import models, rules
from alongside.groups.forms.running import (
    AnswerOffer,
    Away,
    Differs,
    Facts,
    Invite,
    Session,
    Way,
)
from alongside.groups.forms.shared import HIDDEN, Identified, area, several

Choices = Callable[[], list[tuple[str, str]]]
NEVER = "never"

__all__ = [
    "NEVER",
    "AnswerOffer",
    "AnswerTalk",
    "AskTalk",
    "Away",
    "Calendar",
    "CheckIn",
    "Differs",
    "Facts",
    "Invite",
    "Invited",
    "Join",
    "Leave",
    "Membership",
    "Offer",
    "Session",
    "Standing",
    "Way",
]


class Join(Identified):
    declaration = models.Member.privacy
    all_optional = True

    called = forms.CharField(
        label=_("What do you want to be called there?"),
        required=False,
        max_length=80,
        help_text=_("It need not be your name. You can leave it empty."),
    )
    is_seen = forms.BooleanField(
        label=_("Whoever runs the group may read that name"),
        required=False,
        help_text=_("Without it they see that one more belongs to it, and not who."),
    )
    words = forms.CharField(
        label=_("Do you want to say something first?"),
        required=False,
        max_length=1000,
        widget=area(2),
    )


class Invited(forms.Form):
    declaration = models.Member.privacy
    all_optional = True

    called = Join.base_fields["called"]
    is_seen = Join.base_fields["is_seen"]


class Missed(forms.TypedChoiceField):
    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=_("If you do not come for a while, should somebody notice?"),
            coerce=lambda said: None if said == NEVER else int(said),
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            choices=[
                (NEVER, _("Never. I come when I come.")),
                ("14", _("Yes, after two weeks")),
                ("30", _("Yes, after a month")),
                ("60", _("Yes, after two months")),
            ],
            help_text=_("Then whoever runs the group reads the name you have there."),
            **more,
        )


class Membership(forms.Form):
    declaration = models.Member.privacy
    all_optional = True

    version = forms.IntegerField(widget=HIDDEN)
    called = Join.base_fields["called"]
    is_seen = Join.base_fields["is_seen"]
    gives = forms.MultipleChoiceField(
        label=_("What do you like to give?"),
        required=False,
        choices=list(rules.GIVES.items()),
        widget=several(),
        help_text=_("Whoever offers to listen is named to the others of the group."),
    )
    missed_after_days = Missed()


class Leave(forms.Form):
    declaration = models.Member.privacy
    all_optional = True

    farewell = forms.CharField(
        label=_("Do you want to leave some words behind?"),
        required=False,
        max_length=1000,
        widget=area(3),
        help_text=_("Nobody asks why. You can come back any day."),
    )


class AskTalk(Identified):
    declaration = models.Talk.privacy

    listener = forms.UUIDField(label=_("With whom do you want to talk?"), widget=forms.RadioSelect)
    called = forms.CharField(label=_("What are you called?"), required=False, max_length=80)
    words = forms.CharField(
        label=_("What happened, if you want to say it now?"),
        required=False,
        max_length=4000,
        widget=area(4),
        help_text=_("Only the two of you read it."),
    )

    def __init__(self, *args: Any, listeners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget: Any = self.fields["listener"].widget
        widget.choices = listeners


class AnswerTalk(forms.Form):
    declaration = models.Talk.privacy

    version = forms.IntegerField(widget=HIDDEN)
    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=[("agreed", _("We will talk")), ("done", _("We have talked; it is over"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("When and where, or some words"),
        required=False,
        max_length=1000,
        widget=area(2),
    )


class CheckIn(Identified):
    declaration = models.Attendance.privacy

    code = forms.CharField(
        label=_("The code that is shown in the room"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    called = forms.CharField(label=_("What are you called there?"), required=False, max_length=80)
    is_seen = forms.BooleanField(
        label=_("Whoever runs the group may read that name"), required=False
    )
    wants_contact = forms.BooleanField(
        label=_("The peer I walk with may write it down as a time together"), required=False
    )


class Offer(Identified):
    declaration = models.Offer.privacy
    few_needed = True

    what = forms.ChoiceField(
        label=_("What could you give?"),
        choices=list(rules.GIVES.items()),
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )
    called = forms.CharField(label=_("What are you called?"), max_length=80)
    group = forms.UUIDField(label=_("Where?"), required=False, widget=forms.Select)
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=1000, widget=area(2)
    )

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anywhere = ("", _("Wherever it is needed"))
        widget: Any = self.fields["group"].widget
        widget.choices = functools.cache(lambda: [anywhere, *groups()])


class Standing(forms.Form):
    declaration = models.Standing.privacy
    all_optional = True

    step = forms.ChoiceField(
        label=_("Where do you see yourself?"), required=False, widget=forms.RadioSelect
    )
    called = forms.CharField(label=_("What are you called?"), required=False, max_length=80)
    shown = forms.BooleanField(
        label=_("Whoever coordinates and supervises may know"), required=False
    )

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["step"]
        field.choices = [*steps, ("", _("I would rather not say"))]


class Calendar(Identified):
    declaration = models.Calendar.privacy
    all_optional = True

    says_names = forms.BooleanField(
        label=_("Say the names of the groups"),
        required=False,
        help_text=_("Without it every entry is called “Busy”, and says nothing of a place."),
    )

"""The shape of what is typed about walking together."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.support import models, rules

NEVER = "never"
Choices = Callable[[], list[tuple[str, str]]]


class At(forms.Field):
    """A time on a phone's own picker, read at the place: the form sets `zone`."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    zone = "UTC"

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            naive = datetime.fromisoformat(str(value)).replace(tzinfo=None)
            return rules.moment(naive.replace(second=0, microsecond=0), self.zone)
        except rules.NoSuchTime as error:
            raise forms.ValidationError(
                _("That hour did not exist: the clocks went forward over it.")
            ) from error
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(_("Write it as a date and a time.")) from error


class Identified(forms.Form):
    """A form that makes a row: sent twice, it makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = ids.new


class Contact(forms.Form):
    """What it was; the rest has defaults."""

    declaration = models.Contact.privacy
    all_optional = True

    kinds = forms.MultipleChoiceField(
        label=_("One or more of these"),
        choices=models.Kind.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
        error_messages={"required": _("Choose one or more.")},
    )
    minutes = forms.IntegerField(
        label=_("How many minutes?"), min_value=1, max_value=rules.DAY_MINUTES, initial=15
    )
    form = forms.ChoiceField(label=_("How were you together?"), choices=models.Contact.Form.choices)
    setting = forms.ChoiceField(label=_("Where was it?"), choices=models.Contact.Setting.choices)
    site = forms.UUIDField(
        label=_("Which of our places does it count for?"), required=False, widget=forms.Select
    )
    goal = forms.UUIDField(
        label=_("Was it about one of their goals?"), required=False, widget=forms.Select
    )
    note = forms.CharField(
        label=_("A note"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nobody needs one. Write it together if you can: they read every word of it."),
    )
    rest: tuple[str, ...] = ("minutes", "form", "setting", "site", "goal", "note")

    def __init__(self, *args: Any, sites: Choices, goals: Choices, **kwargs: Any) -> None:
        """`sites` and `goals` are asked for only when the form is drawn."""
        super().__init__(*args, **kwargs)
        for name, choices in (("site", sites), ("goal", goals)):
            self.fields[name].widget.choices = _or_none(choices)

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rest]

    @property
    def more_is_wrong(self) -> bool:
        return any(name in self.errors for name in self.rest)


class Log(Contact, Identified):
    happened_at = At(
        label=_("When was it?"),
        required=False,
        help_text=_("Leave it empty if it was just now."),
    )
    rest = ("happened_at", *Contact.rest)

    def __init__(
        self, *args: Any, zone: str, since: Callable[[], datetime | None], **kwargs: Any
    ) -> None:
        """`since` (when they began to walk together) is asked only if a time was typed."""
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]
        self.since = since

    def clean_happened_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["happened_at"]
        since = self.since() if at else None
        if at and since:
            at = rules.not_before(at, since)
            if at < since:
                raise forms.ValidationError(_("You were not walking together yet at that time."))
        return at


class Correct(Contact):
    version = forms.IntegerField(widget=forms.HiddenInput)


class Promise(Identified):
    declaration = models.Appointment.privacy

    what = forms.ChoiceField(
        label=_("What do you promise?"),
        choices=[
            (models.Appointment.What.MEETING, _("To meet")),
            (models.Appointment.What.CALL, _("To call")),
        ],
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
        initial=models.Appointment.What.MEETING,
    )
    at = At(label=_("When?"))
    place = forms.CharField(
        label=_("Where?"),
        required=False,
        max_length=200,
        help_text=_("Somewhere they feel safe."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].zone = zone  # type: ignore[attr-defined]


class Missed(forms.Form):
    """Whether, and when, to be missed."""

    days = forms.TypedChoiceField(
        label=_("If you go quiet, should we miss you?"),
        coerce=lambda said: None if said == NEVER else int(said),
        widget=forms.RadioSelect,
        choices=[
            (NEVER, _("Never. I come when I come.")),
            ("3", _("Yes, after 3 days")),
            ("7", _("Yes, after a week")),
            ("14", _("Yes, after two weeks")),
            ("30", _("Yes, after a month")),
        ],
    )


def _or_none(choices: Choices) -> Choices:
    """Asked once, however often the widget reads it."""
    return functools.cache(lambda: [("", "–"), *choices()])


class AnswerNote(Identified):
    """What the participant says to what was written."""

    declaration = models.Reply.privacy

    words = forms.CharField(
        label=_("What do you want to say to it?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wants_correction = forms.BooleanField(
        label=_("It is wrong: I want it corrected"),
        required=False,
        help_text=_(
            "Whoever wrote it corrects it, or tells you why not. Your words stay either way."
        ),
    )


class AnswerReply(forms.Form):
    """What the peer who wrote it answers."""

    declaration = models.Reply.privacy

    version = forms.IntegerField(widget=forms.HiddenInput)
    was_corrected = forms.ChoiceField(
        label=_("Did you correct it?"),
        choices=[("yes", _("Yes, it is corrected")), ("no", _("No, it stays as it is"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What do you say to them?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it stays as it is."),
    )

"""The shape of what is typed about walking together."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.participants.forms import saying
from alongside.support import models, rules

NEVER = "never"


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


TIMES = (
    _("Just this once"),
    _("Every week, four times"),
    _("Every week, twelve times"),
)


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
    times = forms.TypedChoiceField(
        label=_("And again?"),
        choices=list(zip(rules.TIMES, TIMES, strict=True)),
        coerce=int,
        empty_value=None,
        required=False,
        initial=1,
        help_text=_("The same day and hour. Each can be called off, or all that are left."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].zone = zone  # type: ignore[attr-defined]

    def clean_times(self) -> int:
        return self.cleaned_data["times"] or 1


class Missed(forms.Form):
    """Whether, and when, to be missed."""

    why = dict.fromkeys(("days", "how"), models.Pairing.privacy.why["quiet_after_days"])

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
    how = forms.ChoiceField(
        label=_("And then?"),
        required=False,
        choices=models.Pairing.Missed.choices,
        widget=forms.RadioSelect,
    )


class ForNext(forms.Form):
    """What becomes of them where this peer leaves one day."""

    declaration = models.Pairing.privacy

    next_wish = forms.ChoiceField(
        label=_("If they leave one day, who comes then?"),
        required=False,
        choices=models.Pairing.Next.choices,
        widget=forms.RadioSelect,
    )


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


class SayReply(saying.Told, AnswerNote):
    """The same, as they told it to a worker."""

    declaration = models.Reply.privacy
    field_order = ("id", "words", "wants_correction", "told")


class _SayOfWalk(saying.Told):
    """Of whom it is said: who walks with them, as far as this worker knows."""

    nobody = _("Nobody walks with them now, as far as you know.")
    declaration = models.Pairing.privacy

    pairing = forms.TypedChoiceField(
        label=_("Of whom do they speak?"), coerce=ids.parse, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, walking: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["pairing"]
        field.choices = walking
        if len(walking) == 1:
            field.initial = walking[0][0]
        elif not walking:
            field.help_text = self.nobody


class SayMissed(_SayOfWalk, Missed):
    field_order = ("id", "pairing", "days", "how", "told")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].label = _("If they go quiet, do they want to be missed?")


class SayNext(_SayOfWalk, ForNext):
    field_order = ("id", "pairing", "next_wish", "told")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_wish"].label = _("If that peer leaves one day, who comes then?")


class SayStays(_SayOfWalk):
    nobody = _("Nobody came to them after a peer who left, or they have said it already.")
    stays = forms.TypedChoiceField(
        label=_("Does the new peer stay?"),
        choices=[("yes", _("Yes")), ("no", _("No: walking together ends at once"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    field_order = ("id", "pairing", "stays", "told")


class SayGoal(saying.Told):
    declaration = models.Goal.privacy

    state = forms.ChoiceField(
        label=_("What became of it?"), choices=models.Goal.State.choices, widget=forms.RadioSelect
    )
    field_order = ("id", "state", "told")


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

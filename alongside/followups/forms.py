"""The shape of what is said at the bedside, after each try, and on the page that a card opens."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.accounts import words as vocabulary
from alongside.core import ids
from alongside.followups import models, rules
from alongside.participants.forms import Unseen
from alongside.support.forms import At

PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
BESIDE = {"class": "choices-beside"}
ANSWERS, WAYS, FIRST = rules.ANSWERS.items(), rules.BY.items(), list(rules.FIRST.items())
EVERY = [("" if days is None else str(days), said) for days, said in rules.EVERY.items()]


def _spoken(choices: Any) -> list[tuple[str, Any]]:
    """As answers begin: with a capital."""
    return [(value, capfirst(words)) for value, words in choices]


def _line(label: Any, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=PRIVATE)
    return forms.CharField(
        label=label, required=False, max_length=rules.LONGEST, widget=widget, **more
    )


def _radio(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs=BESIDE)
    return forms.ChoiceField(label=label, choices=choices, widget=widget, **more)


class Yes(forms.Form):
    """What somebody says with their yes. `few_needed`: nearly all of it may stay empty."""

    declaration = models.FollowUp.privacy
    few_needed = True

    way = _radio(_("How may a peer be in touch?"), WAYS, initial="call")
    how = _line(_("The number, address, or place and time"))
    called = _line(_("Whom do we ask for?"), help_text=_("Any name. It need not be theirs."))
    say = _line(
        _("What may be said if somebody else answers?"),
        help_text=_("Left empty, nothing is said but that we call again."),
    )
    leave_word = forms.BooleanField(label=_("A message may be left"), required=False)
    wants = _radio(_("Who should it be?"), models.FollowUp.Wants.choices, initial="me")
    wants_words = _line(_("Whom would they like, or rather not?"))
    first_hours = forms.TypedChoiceField(
        label=_("When first?"),
        choices=FIRST,
        coerce=int,
        initial=24,
        widget=forms.RadioSelect(attrs={"class": "choices-three"}),
    )
    language = forms.ChoiceField(
        label=_("In which language?"), choices=list(vocabulary.LANGUAGES.items())
    )

    def yes(self) -> rules.Yes:
        """Of a form that is valid."""
        names = rules.Yes.__dataclass_fields__
        return rules.Yes(**{name: self.cleaned_data[name] for name in names})


class Offer(Yes):
    """Asked at the bedside, in one minute."""

    field_order = ("id", "overdose", "answer")

    id = forms.UUIDField(widget=forms.HiddenInput)
    overdose = forms.UUIDField(widget=forms.HiddenInput, required=False)
    answer = _radio(_("May a peer be in touch in one to three days?"), ANSWERS)
    whom = forms.ChoiceField(label=_("Who is it?"), choices=_spoken(models.FollowUp.Whom.choices))
    where = forms.ChoiceField(
        label=_("Where are you?"), choices=_spoken(models.FollowUp.Where.choices)
    )
    they_came = forms.BooleanField(
        label=_("They came to us and asked for it themselves"),
        help_text=_("Whoever said no before is not asked again. This is for when they ask us."),
        required=False,
    )
    happened_at = At(
        label=_("When was it?"), required=False, help_text=_("Leave it empty if it was just now.")
    )

    def __init__(self, *args: Any, zone: str, is_known: bool, **kwargs: Any) -> None:
        """Of somebody who is known, their own record says how they are called and reached."""
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = ids.new
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]
        if is_known:
            for name in ("called", "how", "say", "leave_word", "language"):
                self.fields[name].widget = forms.HiddenInput()
                self.fields[name].required = False

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or "en"


class Reach(forms.Form):
    """One try, and what came of it."""

    declaration = models.Touch.privacy
    few_needed = True

    id = forms.UUIDField(widget=forms.HiddenInput)
    came_of = _radio(_("What came of it?"), _spoken(models.Touch.CameOf.choices))
    way = _radio(_("How did you try?"), _spoken(models.Touch.Way.choices), initial="call")
    every_days = forms.TypedChoiceField(
        label=_("If you talked: when would they like the next word?"),
        choices=EVERY,
        coerce=int,
        empty_value=None,
        required=False,
        initial="7",
    )
    minutes = forms.IntegerField(
        label=_("How many minutes?"), min_value=1, max_value=1440, initial=10
    )
    happened_at = At(
        label=_("When was it?"), required=False, help_text=_("Leave it empty if it was just now.")
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "try-%s"} | kwargs)
        self.fields["id"].initial = ids.new
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]


class SetClock(forms.Form):
    """Another time, or more or less often."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    next_at = At(label=_("When next?"))
    every_days = forms.TypedChoiceField(
        label=_("And after that?"),
        choices=EVERY,
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "clock-%s"} | kwargs)
        self.fields["next_at"].zone = zone  # type: ignore[attr-defined]


class Bridge(forms.Form):
    """Something offered, and what they said."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("What did you offer?"), choices=models.Bridge.To.choices)
    said = _radio(_("What did they say?"), models.Bridge.Said.choices)
    together = forms.BooleanField(label=_("Somebody goes there with them"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "offered-%s"} | kwargs)
        self.fields["id"].initial = ids.new


class CameOf(forms.Form):
    to = forms.ChoiceField(choices=models.Bridge.To.choices, widget=forms.HiddenInput)
    came_of = forms.ChoiceField(
        label=_("What came of it, as they say?"), choices=_spoken(models.Bridge.CameOf.choices)
    )


class Close(forms.Form):
    why = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=_spoken(models.FollowUp.Ended.choices),
        widget=forms.RadioSelect,
    )


class PassOn(forms.Form):
    wants = _radio(
        _("Who should it be now?"),
        [("any", _("Any peer")), ("other", _("Somebody else, as they say"))],
        initial="any",
    )
    wants_words = _line(_("Whom would they like, or rather not?"))


# --- whoever holds a card ------------------------------------------------------------------


class Words(forms.Form):
    """The six words of a card."""

    secret = True

    words = forms.CharField(
        label=_("The six words on your card"),
        help_text=_("In their order. Capitals do not matter."),
        max_length=300,
        widget=Unseen,
    )


class OnCard(Yes):
    """Said by the person themselves. `opened` proves for half an hour that the words were typed."""

    opened = forms.CharField(widget=forms.HiddenInput)
    way = _radio(
        _("How may a peer be in touch?"),
        [
            ("call", _("Call me")),
            ("text", _("Send me a text message")),
            ("email", _("Write me an e-mail")),
            ("meet", _("Meet me at a place I name")),
            ("key", _("Do not: I come back here with my card")),
        ],
        initial="call",
    )
    called = _line(_("Whom do we ask for?"), help_text=_("Any name. It need not be yours."))
    wants = _radio(
        _("Who should it be?"),
        [
            ("me", _("Whoever gave me the card")),
            ("any", _("Any peer")),
            ("other", _("Somebody else, as I say")),
        ],
        initial="any",
    )
    wants_words = _line(_("Whom would you like, or rather not?"))

"""What people tell us about listings, and what editors write."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
from alongside.directory import models
from alongside.directory.actions.areas import Area
from alongside.directory.models import facts as vocabulary
from alongside.directory.rules import changes, facts, words
from alongside.directory.rules import truth as rules

Kind = models.Fact.Kind
HIDDEN = forms.HiddenInput
DAYS = [("", _("by appointment")), *((str((day + 1) % 7), WEEKDAYS[day]) for day in (6, *range(6)))]


class Text(forms.CharField):
    """Plain text: tags dropped, signs that turn the reading direction left out."""

    def __init__(self, *, label: Any, size: int, rows: int = 0, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        more = {"required": False, "widget": widget} | more
        super().__init__(label=label, max_length=size, **more)

    def clean(self, value: Any) -> str:
        return words.clean(super().clean(value))


class Link(Text):
    def clean(self, value: Any) -> str:
        said = super().clean(value)
        if said and not words.link(said):
            raise forms.ValidationError(_("This does not look like a web address."))
        return words.link(said)


class Minute(forms.TimeField):
    """A time of day, kept as minutes from midnight."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def clean(self, value: Any) -> Any:
        at = super().clean(value)
        return None if at is None else at.hour * 60 + at.minute

    def prepare_value(self, value: Any) -> Any:
        return "{:02}:{:02}".format(*divmod(value, 60)) if isinstance(value, int) else value


class Weekday(forms.TypedChoiceField):
    def __init__(self, **more: Any) -> None:
        super().__init__(choices=DAYS, coerce=int, empty_value=None, required=False, **more)


class Listing(forms.Form):
    """The fields of a listing that people may put right, as they stand or as they should be."""

    few_needed = True

    def values(self) -> dict[str, Any]:
        known = (*changes.MEETING, *changes.SERVICE, "organisation", "town")
        return {name: value for name, value in self.cleaned_data.items() if name in known}


class Meeting(Listing):
    name = Text(label=_("Name"), size=255, required=True)
    weekday = Weekday(label=_("Day"))
    start_minute = Minute(label=_("Starts"), required=False)
    end_minute = Minute(label=_("Ends"), required=False)
    attendance = forms.ChoiceField(label=_("How"), choices=models.Meeting.Attendance)
    location_name = Text(label=_("Name of the place"), size=255)
    address = Text(label=_("Street and number"), size=300)
    town = Text(label=_("Town"), size=120)
    conference_url = Link(label=_("Link of the online meeting"), size=500)
    conference_phone = Text(label=_("Number of the phone meeting"), size=120)
    website = Link(label=_("Website"), size=500)
    notes = Text(label=_("In their own words"), size=4000, rows=3)


class Service(Listing):
    name = Text(label=_("Name"), size=300, required=True)
    address = Text(label=_("Street, number and town"), size=600)
    phone = Text(label=_("Phone"), size=60)
    opening_words = Text(label=_("When it is open"), size=2000, rows=2)
    eligibility = Text(label=_("For whom"), size=2000, rows=2)
    fees = Text(label=_("What it costs"), size=2000)
    application_process = Text(label=_("How to come in"), size=2000, rows=2)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    website = Link(label=_("Website"), size=500)
    description = Text(label=_("What it is, in its own words"), size=8000, rows=4)
    status = forms.ChoiceField(label=_("Is it there?"), choices=models.Service.Status)


class Telling(forms.Form):
    """What every message has: its id, a trap for machines, and an address for thanks."""

    declaration = models.Suggestion.privacy
    about_somebody = False  # but of a place
    few_needed = True

    id = forms.UUIDField(widget=HIDDEN)
    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    words = Text(label=_("In your own words"), size=rules.LONGEST_WORDS, rows=3)
    reach = forms.EmailField(
        label=_("Your e-mail, for thanks"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ChangeMeeting(Telling, Meeting):
    pass


class ChangeService(Telling, Service):
    pass


CHANGES: Mapping[str, type[Any]] = {"meetings": ChangeMeeting, "services": ChangeService}


class NewMeeting(Telling, Meeting):
    town = Text(label=_("Town"), size=120, help_text=_("With its state or province."))


class NewService(Telling, Service):
    field_order = ("name", "organisation", "address", "town")

    organisation = Text(label=_("Who runs it"), size=300)
    address = Text(label=_("Street and number"), size=300)
    town = Text(
        label=_("Town"), size=120, required=True, help_text=_("With its state or province.")
    )
    status = None  # type: ignore[assignment]


NEW: Mapping[str, type[Any]] = {"meetings": NewMeeting, "services": NewService}


class ClosedDoor(Telling):
    happened_on = forms.DateField(
        label=_("When were you there?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    field_order = ("happened_on", "words", "reach")

    def clean_happened_on(self) -> Any:
        day, today = self.cleaned_data["happened_on"], clock.now().date()
        if day > today + timedelta(days=1):
            raise forms.ValidationError(_("This day has not come yet."))
        if day.year < 2000:
            raise forms.ValidationError(_("That is too long ago to say anything about today."))
        return min(day, today)


ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("", _("Unsure"))]


class Facts(forms.Form):
    """What is true of a place: one question for each fact. Editors also say what it is."""

    all_optional = True

    def __init__(self, *args: Any, kind: str, editing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = facts.OF_A_MEETING if kind == "meetings" else facts.OF_A_SERVICE
        for name in self.kinds:
            if name != Kind.CULTURALLY_SAFE:
                self.fields[name] = forms.ChoiceField(
                    label=Kind(name).label,
                    choices=ANSWERS,
                    required=False,
                    widget=forms.RadioSelect(attrs={"class": "choices-three"}),
                )
        self.fields[Kind.CULTURALLY_SAFE] = _several(_("Safe for"), vocabulary.WHOM)
        if editing and kind == "services":
            for name in facts.DIMENSIONS:
                self.fields[name] = _several(Kind(name).label, models.Fact.VALUES[Kind(name)])

    def said(self) -> dict[tuple[str, str], bool]:
        """{(kind, value): is it so} of all that was answered."""
        return dict(self._said())

    def _said(self) -> Iterator[tuple[tuple[str, str], bool]]:
        for name in (*self.kinds, *facts.DIMENSIONS):
            answer = self.cleaned_data.get(name)
            if isinstance(answer, list):
                yield from (((name, value), True) for value in answer)
            elif answer:
                yield (name, ""), answer == "yes"


def _several(label: Any, choices: Mapping[str, Any]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )


class TellFacts(Telling, Facts):
    pass


class Ask(Telling):
    """Somebody says that a listing is theirs; an editor phones its published number."""


class Words(forms.Form):
    """What opens a listing to those who run it."""

    said = forms.CharField(
        label=_("Your six words"),
        max_length=300,
        help_text=_("In their order. Capitals, accents and commas do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


SHOWING = [
    ("everybody", _("Everybody")),
    ("nobody", _("Nobody for now: it is in no list until you come back with your words")),
]


class Keep(Words):
    """The listing, opened with its words, which go along unseen."""

    said = forms.CharField(label=_("Your six words"), widget=HIDDEN, max_length=300)
    seen = forms.CharField(widget=HIDDEN, max_length=32)
    showing = forms.ChoiceField(
        label=_("Who sees it?"), choices=SHOWING, required=False, widget=forms.RadioSelect
    )

    def editor_shows_it(self) -> None:
        """Who sees it is not theirs to say yet."""
        del self.fields["showing"]

    def show_words(self) -> None:
        """They open nothing: to be typed again."""
        self.fields["said"].widget = forms.TextInput(attrs={"autocomplete": "off"})


class KeepMeeting(Keep, Meeting):
    pass


class KeepService(Keep, Service):
    pass


KEEPS: Mapping[str, type[Any]] = {"meetings": KeepMeeting, "services": KeepService}


class EditMeeting(Meeting):
    seen = forms.CharField(widget=HIDDEN, max_length=32)


class EditService(Service):
    seen = forms.CharField(widget=HIDDEN, max_length=32)


EDITS: Mapping[str, type[Any]] = {"meetings": EditMeeting, "services": EditService}


class Answer(forms.Form):
    version = forms.IntegerField(widget=HIDDEN, min_value=1, max_value=2**31)
    answer = Text(
        label=_("A few words with it"),
        size=1000,
        rows=2,
        help_text=_("Sent with our thanks, where they left an address. Kept here in any event."),
    )


class EditorArea(forms.Form):
    declaration = models.EditorArea.privacy
    few_needed = True

    id = forms.UUIDField(widget=HIDDEN)
    person = forms.ChoiceField(label=_("Who?"))
    kind = forms.ChoiceField(
        label=_("Where?"), choices=models.EditorArea.Kind, widget=forms.RadioSelect
    )
    place = Text(label=_("Town"), size=120, help_text=_("For a town: with its state."))
    km = forms.ChoiceField(
        label=_("How far around the town"),
        choices=[("10", "10 km"), ("25", "25 km"), ("50", "50 km"), ("100", "100 km")],
        initial="25",
        required=False,
    )
    country = Text(label=_("Country, as two letters"), size=2, help_text=_("For example US or CA."))
    region = Text(label=_("State or province"), size=80, help_text=_("For example NY or QC."))
    source = forms.ChoiceField(label=_("List"), required=False)

    def __init__(self, *args: Any, people: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(pk), name) for pk, name in people]  # type: ignore[attr-defined]
        lists = [("", _("None")), *((str(each.pk), each.name) for each in sources)]
        self.fields["source"].choices = lists  # type: ignore[attr-defined]

    def area(self) -> Area:
        said = self.cleaned_data
        source = said.get("source")
        return Area(
            kind=said["kind"],
            place=said.get("place") or "",
            country=said.get("country") or "",
            region=said.get("region") or "",
            km=int(said.get("km") or 25),
            source=uuid.UUID(source) if source else None,
        )

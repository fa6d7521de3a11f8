"""The shape of what is typed about groups."""

import functools
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.directory.forms.truth import Minute
from alongside.groups import models, rules

Choices = Callable[[], list[tuple[str, str]]]
NEVER = "never"
HIDDEN = forms.HiddenInput


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _several() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"})


class Identified(forms.Form):
    """A form that makes a row: sent twice, it makes one."""

    id = forms.UUIDField(widget=HIDDEN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = ids.new


class Facts(forms.Form):
    """All that is said of a group."""

    declaration = models.Group.privacy
    few_needed = True
    staff_only = ("door", "is_public", "places", "capacity")
    own_only = ("shows_when", "shows_where")

    id = forms.UUIDField(widget=HIDDEN)
    version = forms.IntegerField(widget=HIDDEN, required=False)
    name = forms.CharField(label=_("What is it called?"), max_length=120)
    kind = forms.ChoiceField(label=_("What is it?"), choices=models.Group.Kind)
    about = forms.CharField(
        label=_("What is it about?"), required=False, max_length=4000, widget=_area(3)
    )
    door = forms.ChoiceField(
        label=_("Who may come in?"),
        choices=[(slug, label) for slug, label in models.Group.Door.choices if slug != "own"],
        widget=forms.RadioSelect,
    )
    starts_on = Day(label=_("On which day does it meet first?"))
    start_minute = Minute(label=_("At what time does it begin?"))
    end_minute = Minute(label=_("And end?"), required=False)
    rhythm = forms.ChoiceField(label=_("How often?"), choices=models.Group.Rhythm)
    until_on = Day(
        label=_("Until which day?"), required=False, help_text=_("Empty: for as long as it goes.")
    )
    time_zone = forms.CharField(label=_("By the clock of"), max_length=50)
    how = forms.ChoiceField(label=_("How do people meet?"), choices=models.Group.How)
    site = forms.UUIDField(label=_("At which of our places?"), required=False, widget=forms.Select)
    place = forms.CharField(label=_("Which room, or where else?"), required=False, max_length=500)
    link = forms.CharField(
        label=_("Link of the online room"),
        required=False,
        max_length=500,
        help_text=_("Only those who belong to the group are shown it."),
    )
    phone = forms.CharField(
        label=_("Number of the phone room"),
        required=False,
        max_length=120,
        help_text=_("Only those who belong to the group are shown it."),
    )
    whom = forms.MultipleChoiceField(
        label=_("Who is it for?"),
        required=False,
        choices=list(rules.WHOM.items()),
        widget=_several(),
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages?"),
        required=False,
        choices=list(rules.LANGUAGES.items()),
        widget=_several(),
    )
    places = forms.ChoiceField(label=_("Does one need a place?"), choices=models.Group.Places)
    capacity = forms.IntegerField(
        label=_("How many places are there?"),
        required=False,
        min_value=1,
        max_value=rules.MOST_PLACES,
        help_text=_("Empty: as many as come."),
    )
    materials = forms.CharField(
        label=_("What do people bring or get?"), required=False, max_length=4000, widget=_area(2)
    )
    is_public = forms.BooleanField(
        label=_("Show it to everybody, in the public directory and in calendars"), required=False
    )
    shows_when = forms.BooleanField(label=_("Others here may read when we meet"), required=False)
    shows_where = forms.BooleanField(label=_("Others here may read where we meet"), required=False)
    called = forms.CharField(label=_("What are you called there?"), required=False, max_length=80)

    def __init__(
        self, *args: Any, sites: Choices, is_own: bool, is_new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_own = is_own
        left_out = self.staff_only if is_own else self.own_only
        for name in left_out if is_own and is_new else (*left_out, "called"):
            del self.fields[name]
        self.fields["site"].widget.choices = functools.cache(lambda: [("", "–"), *sites()])

    basics = ("name", "kind", "about", "called")
    when = ("starts_on", "start_minute", "end_minute", "rhythm", "until_on", "time_zone")
    where = ("how", "site", "place", "link", "phone")
    who = (
        "door",
        "is_public",
        "shows_when",
        "shows_where",
        "whom",
        "languages",
        "places",
        "capacity",
        "materials",
    )

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields in four small groups, each with its question."""
        named = (
            (_("What is it?"), self.basics),
            (_("When is it?"), self.when),
            (_("Where is it?"), self.where),
            (_("Who is it for?"), self.who),
        )
        return [(title, [self[n] for n in names if n in self.fields]) for title, names in named]

    def facts(self) -> rules.Facts:
        said = dict(self.cleaned_data)
        for name in ("id", "version", "called"):
            said.pop(name, None)
        said["whom"], said["languages"] = tuple(said["whom"]), tuple(said["languages"])
        return rules.Facts(**said)


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
        widget=_area(2),
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
        widget=_several(),
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
        widget=_area(3),
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
        widget=_area(4),
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
        widget=_area(2),
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


class Session(forms.Form):
    declaration = models.Session.privacy
    all_optional = True

    version = forms.IntegerField(widget=HIDDEN)
    heads = forms.IntegerField(
        label=_("How many were there?"), required=False, min_value=0, max_value=5000
    )
    themes = forms.CharField(
        label=_("What was it about?"), required=False, max_length=4000, widget=_area(2)
    )
    note = forms.CharField(
        label=_("How was it, for the group as a whole?"),
        required=False,
        max_length=4000,
        widget=_area(3),
        help_text=_("No names, and nothing that somebody said of themselves."),
    )
    next_steps = forms.CharField(
        label=_("What follows from it?"), required=False, max_length=4000, widget=_area(2)
    )
    sure = forms.BooleanField(label=_("It is not about anybody here: keep it"), required=False)

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "sure"}


class Differs(forms.Form):
    """A date that is not as usual."""

    declaration = models.Differs.privacy
    few_needed = True

    what = forms.ChoiceField(
        label=_("What is different?"),
        choices=[
            ("off", _("It does not take place")),
            ("move", _("It moves to another time or place")),
            ("more", _("It takes place once more")),
            ("pause", _("The group pauses")),
        ],
        widget=forms.RadioSelect,
    )
    on = Day(label=_("On which day?"))
    to = Day(
        label=_("To which day?"), required=False, help_text=_("For a move, or the end of a pause.")
    )
    start_minute = Minute(label=_("At another time?"), required=False)
    end_minute = Minute(label=_("Until when?"), required=False)
    place = forms.CharField(label=_("At another place?"), required=False, max_length=500)
    reason = forms.CharField(
        label=_("What do you say to those who come?"), required=False, max_length=500
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("what") == "move" and not said.get("to"):
            self.add_error("to", _("Say to which day; the same day, if only the time changes."))
        return said


class Invite(Identified):
    participant = forms.UUIDField(label=_("Whom?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Some words with it"), required=False, max_length=1000, widget=_area(2)
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget: Any = self.fields["participant"].widget
        widget.choices = people


class Away(Identified):
    declaration = models.Away.privacy

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=_area(4),
        help_text=_("They read it word for word. Say what happened, not what they are."),
    )
    until_on = Day(label=_("Until which day?"), help_text=_("It ends by itself."))


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
        label=_("In your own words"), required=False, max_length=1000, widget=_area(2)
    )

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anywhere = ("", _("Wherever it is needed"))
        widget: Any = self.fields["group"].widget
        widget.choices = functools.cache(lambda: [anywhere, *groups()])


class AnswerOffer(forms.Form):
    declaration = models.Offer.privacy

    version = forms.IntegerField(widget=HIDDEN)
    accept = forms.TypedChoiceField(
        label=_("What do you say?"),
        choices=[("yes", _("Yes, please")), ("no", _("Not now"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Some words with it"), required=False, max_length=1000, widget=_area(2)
    )


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


class Way(forms.Form):
    declaration = models.Way.privacy

    version = forms.IntegerField(widget=HIDDEN)
    toml = forms.CharField(
        label=_("The steps, as a TOML text"),
        required=False,
        max_length=rules.LARGEST_WAY,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("Empty brings back those that come with Alongside."),
    )


class Calendar(Identified):
    declaration = models.Calendar.privacy
    all_optional = True

    says_names = forms.BooleanField(
        label=_("Say the names of the groups"),
        required=False,
        help_text=_("Without it every entry is called “Busy”, and says nothing of a place."),
    )

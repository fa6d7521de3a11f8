"""The shape of what whoever runs a group types."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.directory.forms.truth import Minute
from alongside.groups import models, rules
from alongside.groups.forms.shared import HIDDEN, Identified, area, several

Choices = Callable[[], list[tuple[str, str]]]


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Facts(forms.Form):
    """All that is said of a group."""

    declaration = models.Group.privacy
    about_somebody = False  # but of a circle
    why: Mapping[str, Words] = {"called": models.Member.privacy.why["called"]}
    few_needed = True
    staff_only = ("door", "is_public", "places", "capacity")
    own_only = ("shows_when", "shows_where")

    id = forms.UUIDField(widget=HIDDEN)
    version = forms.IntegerField(widget=HIDDEN, required=False)
    name = forms.CharField(label=_("What is it called?"), max_length=120)
    kind = forms.ChoiceField(label=_("What is it?"), choices=models.Group.Kind)
    about = forms.CharField(
        label=_("What is it about?"), required=False, max_length=4000, widget=area(3)
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
        widget=several(),
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages?"),
        required=False,
        choices=list(rules.LANGUAGES.items()),
        widget=several(),
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
        label=_("What do people bring or get?"), required=False, max_length=4000, widget=area(2)
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


class Session(forms.Form):
    declaration = models.Session.privacy
    all_optional = True

    version = forms.IntegerField(widget=HIDDEN)
    heads = forms.IntegerField(
        label=_("How many were there?"), required=False, min_value=0, max_value=5000
    )
    themes = forms.CharField(
        label=_("What was it about?"), required=False, max_length=4000, widget=area(2)
    )
    note = forms.CharField(
        label=_("How was it, for the group as a whole?"),
        required=False,
        max_length=4000,
        widget=area(3),
        help_text=_("No names, and nothing that somebody said of themselves."),
    )
    next_steps = forms.CharField(
        label=_("What follows from it?"), required=False, max_length=4000, widget=area(2)
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
        label=_("Some words with it"), required=False, max_length=1000, widget=area(2)
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
        widget=area(4),
        help_text=_("They read it word for word. Say what happened, not what they are."),
    )
    until_on = Day(label=_("Until which day?"), help_text=_("It ends by itself."))


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
        label=_("Some words with it"), required=False, max_length=1000, widget=area(2)
    )


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

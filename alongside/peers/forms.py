"""The shape of what peers type about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts import words as vocabulary
from alongside.core import ids
from alongside.peers import models, rules

NOT_MINE = ""
USUAL_KM = 25


class Profile(forms.Form):
    declaration = models.PeerProfile.privacy
    few_needed = True

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    called = forms.CharField(label=_("What should people call you?"), max_length=60)
    introduction = forms.CharField(
        label=_("How do you introduce yourself?"),
        help_text=_("A few sentences in your own words. What would you have liked to read?"),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages can you talk in?"),
        choices=list(vocabulary.LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )
    pathways = forms.MultipleChoiceField(
        label=_("Which ways do you know from inside?"),
        choices=list(vocabulary.PATHWAYS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
    )
    capacity = forms.IntegerField(
        label=_("How many people can you walk with at a time?"),
        min_value=0,
        max_value=rules.MOST_PEOPLE,
        initial=10,
        help_text=_("You are not proposed to more. 0 means: nobody new for now."),
    )
    online = forms.BooleanField(
        label=_("People can talk with me by phone or online"), required=False, initial=True
    )
    place = forms.CharField(
        label=_("Where can people meet you?"),
        help_text=_("A town or postal code."),
        required=False,
        max_length=120,
    )
    reach_km = forms.IntegerField(
        label=_("How many kilometres from there do you go?"),
        min_value=1,
        max_value=rules.FARTHEST_KM,
        initial=USUAL_KM,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slug, label in vocabulary.EXPERIENCES.items():
            self.fields[f"lived_{slug}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[
                    (NOT_MINE, _("Not mine, or I do not say")),
                    (rules.NOBODY, _("Mine: show it to nobody, only use it to find matches")),
                    (rules.ASKERS, _("Mine: show it to people who are shown my introduction")),
                ],
            )
            self.fields[f"words_{slug}"] = forms.CharField(
                label=_("How you put it"), required=False, max_length=200
            )
        for day, label in enumerate(vocabulary.WEEKDAYS):
            self.fields[f"day_{day}"] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=list(vocabulary.PARTS.items()),
                widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
            )

    def lived(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For the page: each experience with the words for it."""
        return [(self[f"lived_{slug}"], self[f"words_{slug}"]) for slug in vocabulary.EXPERIENCES]

    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{day}"] for day in range(7)]

    def said(self) -> rules.Said:
        typed = self.cleaned_data
        return rules.Said(
            called=typed["called"],
            introduction=typed["introduction"],
            languages=tuple(typed["languages"]),
            pathways=tuple(typed["pathways"]),
            experiences={
                slug: rules.Lived(typed[f"lived_{slug}"], typed[f"words_{slug}"])
                for slug in vocabulary.EXPERIENCES
                if typed[f"lived_{slug}"] != NOT_MINE
            },
            times=frozenset((day, part) for day in range(7) for part in typed[f"day_{day}"]),
            capacity=typed["capacity"],
            place=typed["place"],
            reach_km=typed["reach_km"] or USUAL_KM,
            online=typed["online"],
        )


def said_in(profile: models.PeerProfile) -> dict[str, Any]:
    """A profile as the form shows it."""
    names = ("id", "version", "called", "introduction", "languages", "pathways", "capacity")
    said: dict[str, Any] = {name: getattr(profile, name) for name in names}
    said |= {"online": profile.online, "place": profile.place, "reach_km": profile.reach_km}
    for row in profile.experiences.all():
        said |= {f"lived_{row.experience}": row.shared, f"words_{row.experience}": row.words}
    for time in profile.availabilities.all():
        said.setdefault(f"day_{time.weekday}", []).append(time.part)
    return said


class StepBack(forms.Form):
    """Stepping back for a while, and what of it one's supervisor may read."""

    declaration = models.StepBack.privacy
    few_needed = True

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("For yourself. Leave it empty if you like."),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    helps = forms.CharField(
        label=_("What would help?"),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    until_on = forms.DateField(
        label=_("Until about when?"),
        required=False,
        help_text=_("Empty: you don’t know yet, and that is fine."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    shows = forms.MultipleChoiceField(
        label=_("What may your supervisor read of it?"),
        help_text=_("Nothing ticked: they can’t even see that it is here."),
        required=False,
        choices=[
            ("that", _("that I step back for a while")),
            ("until", _("until when")),
            ("helps", _("what would help")),
            ("words", _("my own words")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )

"""The shape of what people type when they ask for a peer."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.accounts import forms as accounts
from alongside.accounts import rules as signing
from alongside.accounts import words as vocabulary
from alongside.accounts.models import Organisation, Person
from alongside.core import ids
from alongside.core.privacy import Words
from alongside.participants import models, rules

PRIVATE = {"autocomplete": "off"}  # a shared phone should not offer it to the next person


def _some(label: Words, of: Mapping[str, Words], **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(of.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
        **more,
    )


class Wish(forms.Form):
    """What somebody asks for."""

    declaration = models.Request.privacy
    few_needed = True

    language = forms.ChoiceField(
        label=_("Which language do you want to talk in?"),
        choices=list(vocabulary.LANGUAGES.items()),
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("What brings you, or what a good peer would know about you."),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, **PRIVATE}),
    )
    experiences = _some(_("What should a peer have lived, too?"), vocabulary.EXPERIENCES)
    pathways = _some(_("Which way is yours?"), vocabulary.PATHWAYS)
    times = _some(_("When could you talk or meet?"), vocabulary.TIMES)
    place = forms.CharField(
        label=_("Where are you, about?"),
        help_text=_("A town or postal code is enough."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = (get_language() or "en").partition("-")[0]
        self.fields["language"].initial = here if here in vocabulary.LANGUAGES else "en"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not rules.is_on_earth(said.get("lat"), said.get("lon")):
            said["lat"] = said["lon"] = None
        return said

    def wish(self) -> rules.Wish:
        said = self.cleaned_data
        return rules.Wish(
            language=said["language"],
            pathways=tuple(said["pathways"]),
            experiences=tuple(said["experiences"]),
            times=tuple(said["times"]),
            place=said["place"],
            latitude=said["lat"],
            longitude=said["lon"],
            words=said["words"],
        )


class Reachable(forms.Form):
    """What somebody is called, and how they may be reached. None of it has to be filled in."""

    alias = forms.CharField(
        label=_("What may we call you?"),
        help_text=_("Any name will do."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    reach_way = forms.ChoiceField(
        label=_("How do you want your answer?"),
        choices=list(vocabulary.WAYS.items()),
        widget=forms.RadioSelect,
        initial="key",
    )
    reach_how = forms.CharField(
        label=_("The number, address or place for it"),
        help_text=_(
            "Only if you chose something other than your six words. Say when, if it matters."
        ),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    never_ways = _some(_("What should we never do?"), vocabulary.NEVER)
    never = forms.CharField(
        label=_("Anything else we should never do?"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    few_needed = True
    why: Mapping[str, Words] = {
        "alias": models.Participant.privacy.why["alias"],
        "reach_way": models.Participant.privacy.why["reach_how"],
        "never_ways": models.Participant.privacy.why["reach_never"],
    }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        reach = self._reach(said)
        if not rules.is_reachable(reach):
            self.add_error(
                "reach_how",
                _("Say where we reach you, or choose to come back with your six words."),
            )
        if rules.contradicts(reach):
            self.add_error(
                "never_ways", _("You ask for this above. Choose one of the two, so that we know.")
            )
        return said

    def reach(self) -> rules.Reach:
        return self._reach(self.cleaned_data)

    def _reach(self, said: Mapping[str, Any]) -> rules.Reach:
        return rules.Reach(
            way=said.get("reach_way", ""),
            how=said.get("reach_how", ""),
            never_ways=tuple(said.get("never_ways", ())),
            never=said.get("never", ""),
        )


class Talk(Reachable, Wish):
    """Somebody unknown asks. No field about who they are has to be filled in."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    organisation = forms.ChoiceField(
        label=_("Who should answer?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("They do not take requests now. Choose another.")},
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.pk), row.name) for row in organisations]
        field = self.fields["organisation"]
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.initial, field.widget = choices[0][0], forms.HiddenInput()

    def organisation_id(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["organisation"])


class Welcome(Reachable):
    """Somebody stands at the door, and a coordinator fills this in with them."""

    declaration = models.Participant.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    language = forms.ChoiceField(
        label=_("Which language do they want to talk in?"),
        choices=list(vocabulary.LANGUAGES.items()),
    )
    asks = forms.BooleanField(
        label=_("They want a peer"),
        help_text=_("Their request then waits with the others. They can add to it, or close it."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = (get_language() or "en").partition("-")[0]
        self.fields["language"].initial = here if here in vocabulary.LANGUAGES else "en"
        for name, label in _OF_SOMEBODY_HERE.items():
            self.fields[name].label = label
        self.fields["reach_how"].help_text = _(
            "Only if they chose something other than their six words. Say when, if it matters."
        )


_OF_SOMEBODY_HERE: Mapping[str, Words] = {
    "alias": _("What may we call them?"),
    "reach_way": _("How do they want to be reached?"),
    "never_ways": _("What should we never do to reach them?"),
}


class Unseen(forms.TextInput):
    """Shown as dots, and never sent back. Not a password field: the browser is a worker's, and
    would offer to keep it."""

    def __init__(self) -> None:
        super().__init__(accounts.PASSPHRASE | {"autocomplete": "off", "class": "unseen"})

    def format_value(self, value: Any) -> None:
        return None


class OwnWord(forms.Form):
    """What the person at the door types, with the screen turned to them."""

    secret = True
    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    own_word = forms.CharField(
        label=_("Your own word"),
        help_text=_("Six letters or more. Not your name, and not a number."),
        max_length=100,
        widget=Unseen,
    )
    again = forms.CharField(label=_("Your own word once more"), max_length=100, widget=Unseen)

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        own = str(self.cleaned_data.get("own_word", again))
        if signing.plain(own) != signing.plain(again):
            raise forms.ValidationError(_("This is not the same as the line above."))
        return again


class HaveAccount(accounts.NewPassphrase):
    """A login that a participant chooses for themselves."""

    declaration = Person.privacy
    field_order = ("username", "new", "again")

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    username = forms.CharField(
        label=_("Sign-in name you would like"),
        max_length=60,
        help_text=_(
            "Any name will do. We add two digits, so that nobody can find out who is here."
        ),
        widget=forms.TextInput(attrs=accounts.PASSPHRASE | {"autocomplete": "username"}),
    )


class AskAgain(Wish):
    """A participant asks; who they are is known."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)


class ChangeRequest(Wish):
    version = forms.IntegerField(widget=forms.HiddenInput)


class Programme(forms.Form):
    """To which programme somebody belongs, or to none yet."""

    declaration = models.Participant.privacy

    programme = forms.TypedChoiceField(
        label=_("Which one?"),
        required=False,
        empty_value=None,
        coerce=ids.parse,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = [*programmes, ("", _("None yet: every coordinator here meets them"))]


def said_in(request: models.Request) -> dict[str, Any]:
    """A request as the form shows it."""
    return {
        "language": request.language,
        "words": request.words,
        "experiences": request.experiences,
        "pathways": request.pathways,
        "times": request.times,
        "place": request.place,
        "lat": request.latitude,
        "lon": request.longitude,
        "version": request.version,
    }

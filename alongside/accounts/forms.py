"""The shape of what is typed about accounts, hats and organisations."""

import functools
import uuid
import zoneinfo
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.accounts import models, roles, rules
from alongside.core.privacy import Words

PASSPHRASE = {"spellcheck": "false", "autocapitalize": "none"}


def _passphrase(label: Any, *, new: bool = False, **extra: Any) -> forms.CharField:
    attrs = PASSPHRASE | {"autocomplete": "new-password" if new else "current-password"}
    return forms.CharField(
        label=label, max_length=300, strip=False, widget=forms.PasswordInput(attrs=attrs), **extra
    )


class SignIn(forms.Form):
    secret = True  # what was typed is not shown again

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=150,
        widget=forms.TextInput(attrs=PASSPHRASE | {"autocomplete": "username"}),
    )
    passphrase = _passphrase(_("Passphrase"))


class ReturnKey(forms.Form):
    words = forms.CharField(
        label=_("Your six words"),
        max_length=300,
        help_text=_(
            "In their order. Capitals, accents and commas do not matter. If somebody handed them "
            "to you, your own word comes after them."
        ),
        widget=forms.TextInput(attrs=PASSPHRASE | {"autocomplete": "off"}),
    )


class NewPassphrase(forms.Form):
    secret = True

    new = _passphrase(
        _("Your new passphrase"),
        new=True,
        min_length=rules.LEAST_CHARACTERS,
        help_text=_("At least 12 characters. Four or more words of your own are easy to keep."),
        error_messages={"min_length": _("Use at least 12 characters.")},
    )
    again = _passphrase(_("The new one once more"), new=True)

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_("This is not the same as the line above."))
        return again


class Passphrase(NewPassphrase):
    field_order = ("current", "new", "again")

    current = _passphrase(_("The passphrase you have now"))


class Sure(forms.Form):
    """Once more: are you who you were when you signed in? Its names begin with `sure-`, so that
    it can stand beside what was typed in the form it interrupts."""

    secret = True
    prefix = "sure"

    passphrase = _passphrase(_("Your passphrase"))


class Second(forms.Form):
    """What somebody shows besides their passphrase: typed, or signed by a passkey."""

    secret = True
    few_needed = True

    code = forms.CharField(
        label=_("Your code"),
        required=False,
        max_length=40,
        help_text=_("The six digits that your app shows now, or the next code on your paper."),
        widget=forms.TextInput(attrs=PASSPHRASE | {"autocomplete": "one-time-code"}),
    )
    credential = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not (said.get("code") or said.get("credential")) and not self.errors:
            self.add_error("code", _("Type a code, or use your passkey."))
        return said


class SureTwice(Sure, Second):
    """For somebody with a second lock: both are asked again before what is grave."""

    field_order = ("passphrase", "code", "credential")


class App(forms.Form):
    why: Mapping[str, Words] = {"name": models.Factor.privacy.purpose}

    id = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("The six digits that the app shows now"),
        max_length=20,
        widget=forms.TextInput(
            attrs=PASSPHRASE | {"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )
    name = forms.CharField(
        label=_("What is it on?"),
        required=False,
        max_length=60,
        help_text=_("So that you know it again, such as: the tablet in the van."),
    )


class Passkey(forms.Form):
    why: Mapping[str, Words] = {"name": models.Factor.privacy.purpose}

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("What do you call it?"),
        required=False,
        max_length=60,
        help_text=_("So that you know it again, such as: the blue key on my ring."),
    )
    credential = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)


class Restore(forms.Form):
    code = forms.CharField(
        label=_("The eight digits on their screen"),
        max_length=20,
        widget=forms.TextInput(attrs=PASSPHRASE | {"autocomplete": "off", "inputmode": "numeric"}),
    )


class SureByWords(forms.Form):
    secret = True
    prefix = "sure"

    words = forms.CharField(
        label=_("Your six words"),
        max_length=300,
        help_text=_("In their order. Capitals, accents and commas do not matter."),
        widget=forms.TextInput(attrs=PASSPHRASE | {"autocomplete": "off"}),
    )


class Account(forms.Form):
    declaration = models.Person.privacy

    name = forms.CharField(
        label=_("What should we call you?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Language of messages to you"),
        choices=settings.LANGUAGES,
        help_text=_("Pages stay in the language you chose last."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class OwnKey(forms.Form):
    """From work to one's own support."""

    secret = True
    passphrase = forms.CharField(
        label=_("Your passphrase"), strip=False, widget=forms.PasswordInput(attrs=PASSPHRASE)
    )


class Hat(forms.Form):
    """A role to give, and where. Choices are those of the organisation."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    programme = forms.TypedChoiceField(
        label=_("Programme"), required=False, empty_value=None, coerce=uuid.UUID
    )
    site = forms.TypedChoiceField(
        label=_("Site"), required=False, empty_value=None, coerce=uuid.UUID
    )
    supervisor = forms.TypedChoiceField(
        label=_("Supervisor"),
        required=False,
        empty_value=None,
        coerce=uuid.UUID,
        help_text=_("For peer workers and volunteers: who looks after them in this work."),
    )

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._choose("role", [(slug, roles.ROLES[slug].labelled) for slug in roles.STAFF])
        for name in ("programme", "site", "supervisor"):
            self._choose(name, [("", _("None")), *choices[name]])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class Invite(Hat):
    declaration = models.Person.privacy
    field_order = ("name", "username", "role", "programme", "site", "supervisor", "language")

    name = forms.CharField(
        label=_("What are they called?"), max_length=80, help_text=_("As they wish to be called.")
    )
    username = forms.CharField(
        label=_("Sign-in name they would like"),
        max_length=60,
        help_text=_("We add two digits, so that nobody can find out which names are taken."),
        widget=forms.TextInput(attrs=PASSPHRASE | {"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of their first passphrase"), choices=settings.LANGUAGES
    )


class Revoke(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


@functools.cache
def _zones() -> list[tuple[str, str]]:
    """Read once: to ask for their names walks through the folders of the machine."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    return [
        ("UTC", "UTC"),
        *((name, name.replace("_", " ")) for name in names if not name.startswith("Etc/")),
    ]


class Organisation(forms.Form):
    declaration = models.Organisation.privacy

    name = forms.CharField(label=_("Name"), max_length=200)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    answers_within_hours = forms.IntegerField(
        label=_("Within how many hours do you answer a request?"),
        min_value=1,
        max_value=720,
        help_text=_("People who ask for a peer are told this."),
    )
    takes_requests = forms.BooleanField(
        label=_("People may ask us for a peer"),
        required=False,
        help_text=_("Without this, the page to ask does not name you."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)
    factor_grace_days = forms.IntegerField(
        label=_("How many days may somebody work here before they set up a second lock?"),
        min_value=0,
        max_value=90,
        required=False,
        help_text=_(
            "Whoever sees who people are needs more than a passphrase: an app, a passkey, or codes "
            "on paper. 0 asks at once."
        ),
    )
    hosting = forms.ChoiceField(
        label=_("Where does Alongside run?"),
        required=False,
        choices=[("", _("Not said yet")), *models.Organisation.Hosting.choices],
        help_text=_(
            "Once a law is chosen, nobody new can be written down until you host it yourselves, or "
            "the privacy lead has written down the agreement with whoever does."
        ),
    )
    remembers_facts = forms.BooleanField(
        label=_("People may let a code be made of what they remember"),
        required=False,
        help_text=_(
            "So that you notice that somebody was here before. It opens nothing, and each may say "
            "no. Few facts make a weak code: leave this out unless you need it."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Programme(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the programme"), max_length=200)


class Site(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the site"), max_length=200)
    time_zone = forms.ChoiceField(label=_("Its time zone"), choices=_zones)

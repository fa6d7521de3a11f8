"""The shape of what is said about being known: names, own words, being found, where somebody is,
how close, and who died. Nothing in it must be filled in but what a page is for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts import words as vocabulary
from alongside.core import ids
from alongside.core.privacy import Words
from alongside.participants import models
from alongside.participants.forms import PRIVATE
from alongside.participants.rules import knowing as rules
from alongside.participants.rules import walls


def _own(label: Words, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, **PRIVATE}),
        **more,
    )


def _short(label: Words, *, most: int = walls.LONGEST, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.TextInput(attrs=PRIVATE), **more
    )


def _some(label: Words, of: Mapping[str, Words], **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(of.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
        **more,
    )


def _one(label: Words, choices: list[tuple[str, Words]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


class Called(forms.Form):
    """Both may stay empty, and both may be taken out again."""

    declaration = models.Participant.privacy
    all_optional = True

    alias = _short(
        _("What should we call you?"),
        most=rules.LONGEST_NAME,
        required=False,
        help_text=_("Any name, or none. You can change it whenever you like."),
    )
    known_name = _short(
        _("Do you want to be known by another name, too?"),
        most=rules.LONGEST_NAME,
        required=False,
        help_text=_("Only if you wish. When you take it out, it is erased."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: bool = True, **kwargs: Any) -> None:
        """`own`: they write it themselves; else whoever walks with them writes what they say."""
        super().__init__(*args, **kwargs)
        if not own:
            self.fields["alias"].label = _("What may we call them?")
            self.fields["alias"].help_text = _("Any name, or none. They can change it any time.")
            self.fields["known_name"].label = _("Do they want to be known by another name, too?")
            self.fields["known_name"].help_text = _("Only if they wish.")


class Portrait(forms.Form):
    declaration = models.Portrait.privacy
    all_optional = True

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    helps = _own(_("What helps, on a hard day?"))
    not_to_do = _own(_("What should nobody do or say?"))
    languages = _some(_("Which languages are yours?"), vocabulary.LANGUAGES)
    brings = _some(
        _("What brings you here?"),
        rules.BRINGS,
        help_text=_("You need not say. Nothing you get here depends on it."),
    )
    own_words = _own(_("Anything else, in your own words"))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class Who(forms.Form):
    """Each with who else may read it. `is_own`: they say it themselves; else whoever walks with
    them writes it as told."""

    declaration = models.Portrait.privacy
    all_optional = True

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    pronouns = _short(
        _("Which pronouns are right?"),
        most=rules.LONGEST_OWN,
        required=False,
        help_text=_("Such as she, he, they, or your own."),
    )
    gender = _short(_("Gender, in any words"), most=rules.LONGEST_OWN, required=False)
    culture = _own(
        _("Culture, people or background, in any words"),
        help_text=_("Where somebody comes from, and what matters to them of it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["culture"].max_length = rules.LONGEST_OWN  # type: ignore[attr-defined]
        labels = _OWN_READERS if is_own else _THEIR_READERS
        asked = {
            "pronouns": _("Who may read the pronouns?"),
            "gender": _("Who may read the words for gender?"),
            "culture": _("Who may read the words for culture?"),
        }
        for name, label in asked.items():
            field = forms.ChoiceField(
                label=label, choices=list(zip(rules.READERS, labels, strict=True)), required=False
            )
            field.initial = "" if is_own else rules.WALKING
            self.fields[f"{name}_for"] = field
        self.order_fields([each for name in asked for each in (name, f"{name}_for")])

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in rules.OWN}

    def shows(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"{name}_for"] for name in rules.OWN}


_OWN_READERS = (_("Only me"), _("Whoever walks with me"), _("Whoever may open my record"))
_THEIR_READERS = (
    _("Only they themselves"),
    _("Whoever walks with them"),
    _("Whoever may open their record"),
)


class FindWay(forms.Form):
    declaration = models.FindWay.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    what = _one(_("Is it a person or a place?"), list(models.FindWay.What.choices))
    words = _short(_("Who, or where?"), help_text=_("As short as you like, as long as we find it."))
    may = _one(_("What may we do there?"), list(models.FindWay.May.choices))
    hours = _short(_("At which hours?"), required=False)
    say = _short(
        _("What do we say there?"),
        required=False,
        help_text=_(
            "Words that tell nothing about you, such as: It is about the library book. We say "
            "these, and no others."
        ),
    )


class Where(forms.Form):
    """Each answer leads to every other, any day."""

    declaration = models.Status.privacy

    where = _one(_("Where are you now?"), list(models.Status.Where.choices))


class Close(forms.Form):
    declaration = models.Closeness.privacy

    how = _one(_("How close are you?"), list(models.Closeness.How.choices))
    knew = forms.ChoiceField(
        label=_("Did you know each other before?"),
        required=False,
        choices=[("", _("Rather not say")), *models.Closeness.Knew.choices],
        help_text=_("It is good to know, and it bars nothing."),
    )


class Passing(forms.Form):
    declaration = models.Passing.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    told_by = _short(
        _("Who told you?"),
        help_text=_("A name, or how you learned of it. Nothing about how they died is needed."),
    )
    died_on = forms.DateField(
        label=_("On which day, if you know?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class Seek(forms.Form):
    """Whom a coordinator looks for, to put two records together or to take one apart."""

    declaration = models.Search.privacy

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    words = _short(
        _("What are they called, or how are they reached?"),
        help_text=_("Exactly: the whole name they use here, or the whole number or address."),
    )
    why = _short(
        _("Why do you look for them?"), help_text=_("Whom you find can read that you looked.")
    )


class _Facts(forms.Form):
    """The four facts a code is made of. They are not kept."""

    secret = True
    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slug, label in rules.FACTS.items():
            self.fields[slug] = _short(label, most=80)

    def facts(self) -> dict[str, str]:
        return {slug: self.cleaned_data[slug] for slug in rules.FACTS}


class Remember(_Facts):
    declaration = models.Remembered.privacy


class TryCode(_Facts):
    declaration = models.Search.privacy

    why = _short(_("Why do you ask?"), help_text=_("Whom the code meets can read that you asked."))

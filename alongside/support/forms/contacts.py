"""A time together, as it is typed: what it was, and the rest, which has defaults."""

import functools
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.support import models, rules
from alongside.support.forms import At, Identified
from alongside.support.rules import logging as defaults

Choices = Callable[[], list[tuple[str, str]]]
OPEN: list[tuple[str, Any]] = [("", "–")]  # nobody has to choose


def _one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, **more)


def kinds(**more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("One or more of these"),
        choices=models.Kind.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-beside"}),
        error_messages={"required": _("Choose one or more.")},
        **more,
    )


def minutes(**more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many minutes?"), min_value=1, max_value=rules.DAY_MINUTES, initial=15, **more
    )


class Facts(forms.Form):
    """What can be said of anything done. None of it is asked; all of it has a default."""

    declaration = models.Contact.privacy
    all_optional = True

    kinds = kinds()
    minutes = minutes()
    form = _one_of(_("How were you together?"), models.Form.choices)
    setting = _one_of(_("Where was it?"), models.Setting.choices)
    site = forms.UUIDField(
        label=_("Which of our places does it count for?"), required=False, widget=forms.Select
    )
    programme = forms.UUIDField(
        label=_("Which programme does it count for?"), required=False, widget=forms.Select
    )
    special = _one_of(
        _("Was it of a kind with a name of its own?"),
        [*OPEN, *models.Special.choices],
        required=False,
    )
    stage = _one_of(
        _("Where on the way are they, as far as you both see it?"),
        [*OPEN, *models.StageOfCare.choices],
        required=False,
    )
    for_others = forms.IntegerField(
        label=_("For how many others, who were not there?"),
        required=False,
        min_value=0,
        max_value=defaults.MOST_OTHERS,
        help_text=_("Where somebody carries something on to friends. They are counted, not named."),
    )
    for_what = _one_of(_("What was it for?"), [*OPEN, *models.Errand.choices], required=False)
    rest: tuple[str, ...] = (
        "minutes", "form", "setting", "site", "programme", "special", "stage", "for_others",
        "for_what",
    )  # fmt: skip

    def __init__(self, *args: Any, sites: Choices, programmes: Choices, **kwargs: Any) -> None:
        """What can be chosen is asked for only when the form is drawn."""
        super().__init__(*args, **kwargs)
        self._choose(site=sites, programme=programmes)

    def _choose(self, **choices: Choices) -> None:
        for name, asked in choices.items():
            self.fields[name].widget.choices = or_none(asked)

    def clean_for_others(self) -> int:
        return self.cleaned_data["for_others"] or 0

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rest if name in self.fields]

    @property
    def more_is_wrong(self) -> bool:
        return any(name in self.errors for name in self.rest)


class Several(forms.Field):
    """Identifiers, each once. Whether they are theirs is asked when it is written down."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[uuid.UUID]:
        found = [ids.parse(str(one)) for one in value or []]
        if None in found:
            raise forms.ValidationError(_("Choose one of the answers on the page."))
        return list(dict.fromkeys(one for one in found if one))


class Contact(Facts):
    """With one person: perhaps about some of their goals, perhaps with a note."""

    goals = Several(label=_("Was it about any of their goals?"), required=False)
    note = forms.CharField(
        label=_("A note"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "data-kinder": ""}),
        help_text=_("Nobody needs one. Write it together if you can: they read every word of it."),
    )
    written_together = forms.BooleanField(label=_("We wrote the note together"), required=False)
    rest = ("minutes", "form", "setting", "goals", "note", "written_together", *Facts.rest[3:])

    def __init__(self, *args: Any, goals: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"].widget.choices = functools.cache(goals)

    @property
    def more(self) -> list[forms.BoundField]:
        """Without goals, nobody is asked about them."""
        about = self.fields["goals"].widget
        return [f for f in super().more if f.name != "goals" or list(about.choices)]


class Timed(forms.Form):
    """When it was; now, where it is left empty."""

    happened_at = At(
        label=_("When was it?"),
        required=False,
        help_text=_("Leave it empty if it was just now."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]


class Log(Contact, Timed, Identified):
    rest = ("happened_at", *Contact.rest)

    def __init__(self, *args: Any, since: Callable[[], datetime | None], **kwargs: Any) -> None:
        """`since` (when they began to walk together) is asked only if a time was typed."""
        super().__init__(*args, **kwargs)
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


class Tried(Identified, Timed):
    """It came to nothing: how, and what it came to."""

    declaration = models.Attempt.privacy

    came_of = forms.ChoiceField(
        label=_("What came of it?"),
        choices=models.Attempt.CameOf.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
        error_messages={"required": _("Choose one.")},
    )
    way = forms.ChoiceField(
        label=_("How did you try?"),
        choices=models.Attempt.Way.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-three"}),
        initial=models.Attempt.Way.CALL,
    )


def or_none(choices: Choices) -> Choices:
    """Asked once, however often the widget reads it."""
    return functools.cache(lambda: [*OPEN, *choices()])

"""Work without a person's record, a whole shift, and what is not a peer's work."""

import copy
import functools
import uuid
from collections.abc import Callable, Collection
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.support import models
from alongside.support.forms import Identified
from alongside.support.forms import contacts as shapes
from alongside.support.rules import logging as rules

What = models.Work.What
AT_FIRST, AT_ONCE = 10, 5  # lines of a shift: at first, and added by one tap


class WorkFacts(shapes.Facts):
    """The columns of every kind of work; each form below asks only for what it needs."""

    declaration = models.Work.privacy

    people = forms.IntegerField(
        label=_("How many people?"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("A head count. Nobody is named, and nobody can be found again by it."),
    )
    name = forms.CharField(
        label=_("What was it called?"),
        max_length=200,
        required=False,
        help_text=_("The name of the event or the work. Nobody’s name belongs here."),
    )
    place = forms.CharField(label=_("At which place?"), max_length=200, required=False)

    def clean_people(self) -> int:
        return self.cleaned_data["people"] or 0


class Nameless(WorkFacts, shapes.Timed, Identified):
    """With somebody who has no name here: as fast as with anybody."""

    name, place = None, None  # type: ignore[assignment]
    rest = ("people", "happened_at", *shapes.Facts.rest)


class AtEvent(WorkFacts, shapes.Timed, Identified):
    kinds = shapes.kinds(required=False)
    rest = ("minutes", "happened_at", *shapes.Facts.rest[2:])


class WithoutPerson(WorkFacts, shapes.Timed, Identified):
    """Speaking up, teaching, making, on the way."""

    what = forms.ChoiceField(
        label=_("What did you do?"),
        choices=[choice for choice in What.choices if choice[0] not in {What.NAMELESS, What.EVENT}],
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
        error_messages={"required": _("Choose one.")},
    )
    kinds, form, stage = None, None, None  # type: ignore[assignment]
    for_others, for_what = None, None  # type: ignore[assignment]
    rest = ("people", "name", "place", "happened_at", "setting", "site", "programme", "special")

    def clean_for_others(self) -> int:
        return 0


class CorrectWork(WorkFacts):
    what = forms.ChoiceField(label=_("What did you do?"), choices=What.choices)
    kinds = shapes.kinds(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("what", "kinds", "people", "name", "place")


class NotMine(Identified):
    """Somebody asked for another profession's work."""

    declaration = models.NotMine.privacy

    task = forms.ChoiceField(label=_("What were you asked for?"), widget=forms.RadioSelect)
    asked_by = forms.ChoiceField(label=_("Who asked?"), widget=forms.RadioSelect)
    was_done = forms.BooleanField(label=_("I did it all the same"), required=False)

    def __init__(
        self, *args: Any, tasks: dict[str, str], askers: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, said in (("task", tasks), ("asked_by", askers)):
            self.fields[name].choices = list(said.items())  # type: ignore[attr-defined]
            self.fields[name].error_messages["required"] = str(_("Choose one."))


# --- a shift ---------------------------------------------------------------------------------


class Somebody(forms.ChoiceField):
    """One of those whom a peer walks with. What was sent needs no name and no order to be known
    again; they are asked for where the form is drawn."""

    known: Callable[[], Collection[str]]

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.known()


class _Same(dict[str, forms.Field]):
    """Fields that all lines have in common: nothing about one of them is kept in a field, and to
    copy them sixty times took longer than to read what was said."""

    def __deepcopy__(self, memo: Any) -> "_Same":
        return self


class Line(forms.Form):
    """One of a shift. It counts where it says what it was; whom it was with may stay open."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    who = Somebody(label=_("Who was it?"), required=False)
    kinds = shapes.kinds(required=False)
    minutes = shapes.minutes(required=False)

    def __init__(self, *args: Any, fields: _Same, **kwargs: Any) -> None:
        self.base_fields = fields  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 15

    @property
    def is_said(self) -> bool:
        return bool(self.cleaned_data.get("kinds"))

    @property
    def person(self) -> uuid.UUID | None:
        return ids.parse(self.cleaned_data.get("who") or "")


class Shift(shapes.Timed, Identified):
    """What all lines have in common. The lines are `rows`, at most sixty."""

    declaration = models.Work.privacy
    all_optional = True

    setting = forms.ChoiceField(label=_("Where was it?"), choices=models.Setting.choices)
    site = forms.UUIDField(
        label=_("Which of our places does it count for?"), required=False, widget=forms.Select
    )
    rest = ("happened_at", "setting", "site")

    def __init__(
        self,
        data: Any = None,
        *,
        people: Callable[[], list[rules.Likely]],
        known: Callable[[], Collection[uuid.UUID]],
        sites: shapes.Choices,
        adding: bool = False,
        **kwargs: Any,
    ) -> None:
        """`adding`: more lines are wanted; what was typed stays, and nothing is checked yet.
        `people` by name, the likely first, is asked where lines are drawn; `known`, their keys
        alone, where lines were sent."""
        super().__init__(data, **kwargs)
        self.fields["site"].widget.choices = shapes.or_none(sites)
        self.people = functools.cache(people)
        self.same = _Same(copy.deepcopy(Line.base_fields))
        who = cast(Somebody, self.same["who"])
        who.known = functools.cache(lambda: {str(one) for one in known()})
        who.choices = functools.cache(self._named)
        self.rows = self._rows(data, adding)

    def _named(self) -> list[tuple[str, Any]]:
        named = [(str(one.participant_id), one.name) for one in self.people()]
        return [("", _("No name")), *named]

    def _rows(self, data: Any, adding: bool) -> list[Line]:
        if data is None:
            likely = [str(person.participant_id) for person in self.people()[:AT_FIRST]]
            given = [{"who": one} for one in likely] + [{}] * (AT_FIRST - len(likely) + 2)
            return [self._line(n, None, one) for n, one in enumerate(given)]
        count = _count(data) + (AT_ONCE if adding else 0)
        return [self._line(n, data, {}) for n in range(min(count, rules.MOST_ROWS))]

    def _line(self, number: int, data: Any, initial: dict[str, str]) -> Line:
        prefix = f"row-{number}"
        if data is not None and f"{prefix}-id" not in data:
            data[f"{prefix}-id"] = str(ids.new())
        return Line(data, prefix=prefix, initial={"id": ids.new(), **initial}, fields=self.same)

    @property
    def said(self) -> list[Line]:
        """The lines that count, once all are checked."""
        return [line for line in self.rows if line.is_valid() and line.is_said]

    def is_valid(self) -> bool:
        lines = [line.is_valid() for line in self.rows]
        if super().is_valid() and all(lines):
            if not self.said:
                self.add_error(None, _("Say of at least one person what it was."))
            return bool(self.said)
        return False

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rest]

    @property
    def more_is_wrong(self) -> bool:
        return any(name in self.errors for name in self.rest)


def _count(data: Any) -> int:
    """How many lines were sent: those whose number follows on from the last."""
    count = 0
    while count < rules.MOST_ROWS and f"row-{count}-id" in data:
        count += 1
    return count

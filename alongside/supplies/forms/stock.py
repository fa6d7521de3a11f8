"""What comes, goes and is counted, as it is typed. One number beside each thing; empty is none."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.core.privacy import Words
from alongside.supplies import models
from alongside.supplies.queries import shelves
from alongside.supplies.rules import stock
from alongside.support.forms import At

WHEN = _("Leave it empty if it was just now.")


def number(label: Words = "", **more: Any) -> forms.IntegerField:
    """A count, typed with big keys."""
    more.setdefault("min_value", 0)
    return forms.IntegerField(
        label=label,
        required=False,
        max_value=stock.MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        **more,
    )


Sections = list[tuple[shelves.Group, list[tuple[shelves.Thing, forms.BoundField]]]]


class Timed(forms.Form):
    """A form that makes a row, of something that happened just now or before."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    happened_at = At(label=_("When was it?"), required=False, help_text=WHEN)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]


class Numbered(Timed):
    """A number beside each thing, or beside each lot of it."""

    def __init__(self, *args: Any, groups: Iterable[shelves.Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(groups)
        for thing in self.things:
            self.fields[f"n-{thing.item.slug}"] = number(thing.name)

    @property
    def things(self) -> list[shelves.Thing]:
        return [thing for group in self.groups for thing in group.things]

    @property
    def sections(self) -> Sections:
        return self._those(self.things)

    @property
    def here(self) -> Sections:
        """What is counted at this place; all of it where nobody counts."""
        kept = [thing for thing in self.things if thing.is_kept]
        return self._those(kept or self.things)

    @property
    def not_here(self) -> Sections:
        kept = [thing for thing in self.things if thing.is_kept]
        return self._those([thing for thing in self.things if kept and not thing.is_kept])

    @property
    def not_here_is_open(self) -> bool:
        rows = [field for _group, rows in self.not_here for _thing, field in rows]
        return any(field.data or field.errors for field in rows)

    def _those(self, things: Iterable[shelves.Thing]) -> Sections:
        wanted = {thing.item.slug for thing in things}
        found = [
            (group, [(one, self[f"n-{one.item.slug}"]) for one in group.things
                     if one.item.slug in wanted])
            for group in self.groups
        ]  # fmt: skip
        return [(group, rows) for group, rows in found if rows]

    @property
    def numbers(self) -> dict[str, int]:
        """What was typed, by slug."""
        said = {
            thing.item.slug: self.cleaned_data.get(f"n-{thing.item.slug}") for thing in self.things
        }
        return {slug: count for slug, count in said.items() if count}


class HandOut(Numbered):
    """To somebody or to nobody named: one tap, or several numbers at once."""

    declaration = models.Entry.privacy
    all_optional = True

    participant = forms.UUIDField(required=False, widget=forms.HiddenInput)
    one = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    for_others = number(
        _("For how many others, who are not here?"),
        help_text=_("Somebody takes things to friends. They are counted, not named."),
    )
    people = number(
        _("How many people stood here?"),
        help_text=_("Only where it was many at once. Else it was one."),
    )
    bulk_to = forms.ChoiceField(
        label=_("Was it many at once, to a place or a group?"),
        choices=[("", _("No, to people")), *stock.BULK.items()],
        required=False,
    )
    lot = forms.CharField(
        label=_("Lot number on the box"),
        max_length=40,
        required=False,
        help_text=_("Only if you want to say which. Else what expires first goes first."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    knowingly_expired = forms.BooleanField(
        label=_("Share what is past its date, knowingly"),
        required=False,
        help_text=_("Tell the person that it is past its date."),
    )
    ask_expired = False  # only what is past its date is left of something
    more = ("for_others", "people", "bulk_to", "lot", "happened_at")

    def __init__(
        self,
        *args: Any,
        short: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """`short` is what the book had too few of: slug and name, to be counted."""
        super().__init__(*args, **kwargs)
        for slug, name in short.items():
            self.fields[f"counted-{slug}"] = number(_("I count (“%(item)s”)") % {"item": name})
        self.short = list(short)

    @property
    def counted_fields(self) -> list[forms.BoundField]:
        return [self[f"counted-{slug}"] for slug in self.short]

    @property
    def counted(self) -> dict[str, int]:
        said = {slug: self.cleaned_data.get(f"counted-{slug}") for slug in self.short}
        return {slug: count for slug, count in said.items() if count is not None}

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more]

    @property
    def more_is_open(self) -> bool:
        """Where something was typed in it, or is wrong."""
        said = any(self.data.get(name) for name in self.more)
        return said or any(name in self.errors for name in self.more)

    @property
    def tapped(self) -> shelves.Thing | None:
        """What one tap was for, where that did not do."""
        one = self.data.get("one", "")
        return next((thing for thing in self.things if thing.item.slug == one), None)

    @property
    def lines(self) -> list[stock.Line]:
        """The one that was tapped, else every number."""
        lot = self.cleaned_data.get("lot", "")
        usual = {thing.item.slug: thing.item.usual for thing in self.things}
        one = self.cleaned_data.get("one", "")
        said = {one: usual.get(one, 1)} if one else self.numbers
        return [stock.Line(slug, count, number=lot) for slug, count in said.items()]


class TakeIn(Timed):
    """One lot at a time: what stands on the box."""

    item = forms.ChoiceField(label=_("What came in?"))
    count = forms.IntegerField(label=_("How many?"), min_value=1, max_value=stock.MOST)
    number = forms.CharField(
        label=_("Lot number on the box"),
        required=False,
        max_length=40,
        help_text=_("So that it can be found if it is recalled."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    expires_on = forms.DateField(
        label=_("Good until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    funder = forms.CharField(
        label=_("Who paid for it?"),
        required=False,
        max_length=80,
        help_text=_("So that what goes out is counted for them."),
    )
    field_order = ("id", "item", "count", "number", "expires_on", "funder", "happened_at")

    def __init__(self, *args: Any, items: Any, funders: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]
        self.funders = list(funders)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("expires_on") and not said.get("number"):
            self.add_error("number", _("A date is kept with the number on the box. Write both."))
        return said


class TakeBack(Timed):
    """Used ones: brought back, or picked up outside."""

    item = forms.ChoiceField(label=_("What was it?"))
    count = forms.IntegerField(
        label=_("How many, about?"),
        min_value=1,
        max_value=stock.MOST,
        help_text=_("Never open a box to count. Its size, and how full it is, is good enough."),
    )
    where = forms.ChoiceField(
        label=_("Where from?"),
        choices=[
            ("back", _("People brought them back")),
            ("cleaned", _("We picked them up outside")),
        ],
        initial="back",
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )
    field_order = ("id", "item", "count", "where", "happened_at")

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]


class Count(Timed):
    """How many are there: of each lot, or of what has none. Empty: not counted now."""

    def __init__(self, *args: Any, groups: Iterable[shelves.Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list(groups)
        self.keys: dict[str, tuple[str, uuid.UUID | None]] = {}
        for group in self.groups:
            for thing in group.things:
                for lot in _lots_of(thing):
                    name = f"n-{thing.item.slug}" + (f"-{lot}" if lot else "")
                    self.keys[name] = (thing.item.slug, lot)
                    self.fields[name] = number(thing.name)

    @property
    def sections(self) -> list[tuple[shelves.Group, list[tuple[Any, Any, forms.BoundField]]]]:
        found = []
        for group in self.groups:
            rows: list[tuple[Any, Any, forms.BoundField]] = []
            for thing in group.things:
                by_lot = {one.lot.pk if one.lot else None: one for one in thing.lots}
                for lot in _lots_of(thing):
                    name = f"n-{thing.item.slug}" + (f"-{lot}" if lot else "")
                    rows.append((thing, by_lot.get(lot), self[name]))
            found.append((group, rows))
        return found

    @property
    def lines(self) -> list[stock.Line]:
        return [
            stock.Line(slug, self.cleaned_data[name], lot)
            for name, (slug, lot) in self.keys.items()
            if self.cleaned_data.get(name) is not None
        ]


def _lots_of(thing: shelves.Thing) -> list[uuid.UUID | None]:
    return [one.lot.pk if one.lot else None for one in thing.lots] or [None]


class Transfer(Count):
    """So many of each, to another place."""

    to = forms.ChoiceField(label=_("Where does it go?"))
    field_order = ("id", "to")

    def __init__(self, *args: Any, places: Iterable[models.Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.name) for one in places]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean_to(self) -> uuid.UUID | None:
        return ids.parse(self.cleaned_data["to"])


class WriteOff(Count):
    """Gone without being handed out."""

    why = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[
            (models.Entry.What.LOST, _("Lost, stolen or broken")),
            (models.Entry.What.EXPIRED, _("Thrown away, past its date")),
            (models.Entry.What.RETURNED, _("Sent back, because it was recalled")),
        ],
        initial=models.Entry.What.LOST,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )


class AskRefill(Timed):
    item = forms.ChoiceField(label=_("What is needed?"))
    count = forms.IntegerField(label=_("How many?"), min_value=1, max_value=stock.MOST)
    why = forms.ChoiceField(
        label=_("Why?"),
        choices=[(why, capfirst(words)) for why, words in models.Refill.Why.choices],
        initial=models.Refill.Why.LOW,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
    )
    field_order = ("id", "item", "count", "why", "happened_at")

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]


class AnswerRefill(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=models.Refill.Outcome.choices)


class Recall(forms.Form):
    lot = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Who recalls it, and why?"),
        max_length=200,
        help_text=_("For example the name of the notice. No names of people."),
    )

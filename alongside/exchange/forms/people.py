"""What is said of tables of people: which file, what its columns are, and why all goes out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.exchange import files, models
from alongside.exchange.forms.lists import TOO_LARGE, Files
from alongside.exchange.people import guessing, shapes, values
from alongside.exchange.people.planning import MAKE, REFUSE
from alongside.shell.forms import drawn
from alongside.support.models import Kind


class Bring(forms.Form):
    declaration = models.BringingPiece.privacy

    id = forms.UUIDField(widget=forms.HiddenInput)
    file = Files(
        label=_("The file"),
        help_text=_("A spreadsheet (.xlsx or .ods), CSV, or a zip of several."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if sum(each.size or 0 for each in said.get("file") or []) > files.LARGEST:
            self.add_error("file", TOO_LARGE)
        return said


class Columns(forms.Form):
    """One choice a table, one a column. `tables` are those of the file, `said` what was guessed
    or said of them before."""

    all_optional = True  # the page says once that what is not needed is left out

    order = forms.ChoiceField(
        label=_("How are days written?"),
        choices=[
            ("", _("See for yourself; ask me if it can’t be seen")),
            (values.DAY_FIRST, _("The day first: 31/12/2025")),
            (values.MONTH_FIRST, _("The month first: 12/31/2025")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    likely = forms.ChoiceField(
        label=_("Somebody may be here already. What then?"),
        choices=[
            (MAKE, _("Bring them in, and show me: we may join the two later")),
            (REFUSE, _("Leave them out, and what is said of them")),
        ],
        widget=forms.RadioSelect,
        initial=MAKE,
    )
    kinds = forms.ChoiceField(
        label=_("What were contacts that do not say it?"),
        choices=[("", _("Leave them out")), *Kind.choices],
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        tables: Sequence[dict[str, Any]],
        said: Sequence[tuple[str, Sequence[str]]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.initial["likely"] = self.initial.get("likely") or MAKE
        self.tables = tables
        for at, (kind, fields) in enumerate(said):
            self._add_table(at, self._kind_now(at, kind), kind, fields)

    def _kind_now(self, at: int, kind: str) -> str:
        """What the page was drawn for; else what was said before."""
        drawn_for = self.data.get(f"was-{at}", kind) if self.is_bound else kind
        return str(drawn_for) if drawn_for in shapes.KIND else ""

    def _add_table(self, at: int, drawn_for: str, kind: str, fields: Sequence[str]) -> None:
        kinds = [
            ("", _("Leave this table out")),
            *((k.slug, k.label) for k in shapes.KIND.values()),
        ]
        self.fields[f"kind-{at}"] = forms.ChoiceField(
            label=_("What is in this table?"), choices=kinds, initial=kind, required=False,
            widget=drawn.ShortSelect,
        )  # fmt: skip
        self.fields[f"was-{at}"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=drawn_for
        )
        shape = shapes.KIND.get(drawn_for)
        if shape is None:
            return
        choices = [("", _("Leave out")), *((each.slug, each.label) for each in shape.fields)]
        for column, heading in enumerate(self.tables[at]["headings"]):
            self.fields[f"column-{at}-{column}"] = forms.ChoiceField(
                label=heading or _("Column %(n)s") % {"n": column + 1},
                choices=choices,
                initial=fields[column] if column < len(fields) else "",
                required=False,
                help_text=self._example(at, column),
                widget=drawn.ShortSelect,
            )

    def _example(self, at: int, column: int) -> Any:
        rows = self.tables[at]["rows"]
        seen = [row[column] for row in rows if column < len(row) and row[column]]
        return _("For example: %(cells)s") % {"cells": " · ".join(seen)} if seen else ""

    @property
    def drawn_tables(self) -> list[tuple[dict[str, Any], Any, Any, list[Any]]]:
        """Each table with its fields, as the page shows them."""
        return [
            (
                table,
                self[f"kind-{at}"],
                self[f"was-{at}"],
                [self[name] for name in self.fields if name.startswith(f"column-{at}-")],
            )
            for at, table in enumerate(self.tables)
        ]

    @property
    def chosen(self) -> list[tuple[str, list[str]]]:
        """A kind a table and a field a column, once it is valid."""
        said = self.cleaned_data
        return [
            (
                said[f"kind-{at}"],
                [said.get(f"column-{at}-{n}", "") for n in range(len(table["headings"]))],
            )
            for at, table in enumerate(self.tables)
        ]

    @property
    def was_turned(self) -> bool:
        """Whether some table is now said to be something else than the page was drawn for: its
        columns are other ones then."""
        said = self.cleaned_data
        return any(said[f"kind-{at}"] != said[f"was-{at}"] for at in range(len(self.tables)))


def guessed(
    chosen: Sequence[tuple[str, Sequence[str]]],
    before: Sequence[tuple[str, Sequence[str]]],
    tables: Sequence[dict[str, Any]],
) -> list[tuple[str, Sequence[str]]]:
    """After a table was said to be something else: its columns guessed anew, the others kept."""
    return [
        (kind, fields)
        if kind == was or not kind
        else (kind, guessing.columns(kind, table["headings"], {}))
        for (kind, fields), (was, _fields), table in zip(chosen, before, tables, strict=True)
    ]


class Take(forms.Form):
    declaration = models.Taking.privacy

    id = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why, and where does it go?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever says yes or no reads this."),
    )

"""The shape of what is usually promised, and of what is planned from it."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.support import models
from alongside.support.forms import At, Identified
from alongside.support.rules import ahead as rules

AFTER: dict[str, Words] = {
    "1d": _("after a day"),
    "2d": _("after two days"),
    "3d": _("after three days"),
    "1w": _("after a week"),
    "2w": _("after two weeks"),
    "3w": _("after three weeks"),
    "1m": _("after a month"),
    "6w": _("after six weeks"),
    "2m": _("after two months"),
    "3m": _("after three months"),
    "6m": _("after half a year"),
    "1y": _("after a year"),
}
ALONE = 1  # as many lines as have to be there


def said(line: rules.Line) -> str:
    return f"{models.Planned.What(line.what).label}, {AFTER[line.after]}"


class Sequence(Identified):
    declaration = models.Sequence.privacy
    few_needed = True

    name = forms.CharField(
        label=_("What begins?"),
        help_text=_("A few words, such as: after moving into a home."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    programme = forms.UUIDField(label=_("In which programme?"), required=False, widget=forms.Select)

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["programme"].widget.choices = [("", _("In all of them")), *programmes]
        for at in range(rules.MOST):
            of = {"number": at + 1}
            self.fields[f"what_{at}"] = forms.ChoiceField(
                label=_("Line %(number)s: what is promised or offered?") % of,
                required=at < ALONE,
                choices=[("", _("Nothing")), *models.Planned.What.choices],
            )
            self.fields[f"after_{at}"] = forms.ChoiceField(
                label=_("Line %(number)s: when?") % of,
                required=at < ALONE,
                choices=[("", "–"), *AFTER.items()],
            )

    def facts(self) -> dict[str, Any]:
        typed = self.cleaned_data
        both = [(typed[f"what_{at}"], typed[f"after_{at}"]) for at in range(rules.MOST)]
        lines = [rules.Line(what, after) for what, after in both if what or after]
        return {name: typed[name] for name in ("id", "name", "programme")} | {"lines": lines}


class PlanAhead(Identified):
    """Each line of a sequence with its day; any may be another, or left out."""

    declaration = models.Planned.privacy
    few_needed = True

    heard = forms.BooleanField(label=_("I read it to them, and they said yes"))

    def __init__(
        self, *args: Any, lines: list[rules.Line], since: date, zone: str, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.lines, self.zone = lines, zone
        for number, line in enumerate(lines):
            self.fields[f"when_{number}"] = self._when(line, since)
            self.fields[f"out_{number}"] = forms.BooleanField(
                label=_("Leave this out"), required=False
            )
        self.order_fields([name for name in self.fields if name != "heard"])

    def _when(self, line: rules.Line, since: date) -> forms.Field:
        if not line.is_promise:
            picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            on = rules.day_of(line, since)
            return forms.DateField(
                label=_("About when?"), required=False, widget=picker, initial=on
            )
        at = rules.moment_of(line, since, self.zone)
        field = At(
            label=_("When?"),
            required=False,
            initial=at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None),
        )
        field.zone = self.zone
        return field

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for number in range(len(self.lines)):
            when, out = f"when_{number}", typed.get(f"out_{number}")
            if not out and when not in self.errors and not typed.get(when):
                self.add_error(when, _("Say when, or leave it out."))
        return typed

    @property
    def groups(self) -> list[tuple[str, Any, Any]]:
        """Each line in words, with its two fields."""
        return [
            (said(line), self[f"when_{number}"], self[f"out_{number}"])
            for number, line in enumerate(self.lines)
        ]

    def chosen(self) -> list[rules.Chosen]:
        found = []
        for number, line in enumerate(self.lines):
            when = self.cleaned_data[f"when_{number}"]
            if self.cleaned_data[f"out_{number}"]:
                continue
            if line.is_promise:
                on = when.astimezone(ZoneInfo(self.zone)).date()
                found.append(rules.Chosen(line.what, on, when))
            else:
                found.append(rules.Chosen(line.what, when))
        return found

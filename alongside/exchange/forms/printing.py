"""How a printed list should look. All of it has a default."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.directory import models

SHAPE = [
    ("list", _("A list, in two columns")),
    ("large", _("Large print")),
    ("pocket", _("To fold small, for a pocket: one sheet, one cut")),
    ("quarter", _("To fold in four: one sheet, no cut")),
]
PAPER = [("a4", _("A4")), ("letter", _("Letter (8½ × 11 inches)"))]
BY = [("day", _("By day")), ("area", _("By area"))]
DAYS = [("week", _("The whole week")), ("search", _("Only the time I searched for"))]
LETTER = {"US", "CA", "MX", "PR", "CL", "CO", "PH"}  # where paper is Letter


class Print(forms.Form):
    shape = forms.ChoiceField(
        choices=SHAPE, initial="list", widget=forms.RadioSelect, label=_("Which list?")
    )
    paper = forms.ChoiceField(choices=PAPER, initial="a4", label=_("Paper"))
    by = forms.ChoiceField(choices=BY, initial="day", label=_("In which order?"))
    days = forms.ChoiceField(choices=DAYS, initial="week", label=_("Which days?"))

    declaration = models.Place.privacy
    all_optional = True

    def chosen(self) -> dict[str, str]:
        """What was chosen, and the default for anything that makes no sense."""
        self.is_valid()
        return {
            name: self.cleaned_data.get(name) or str(self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
        }

"""How form fields are drawn: label, hint, why we ask, input, error, in that order.

A form may say more than Django's: `declaration` (a model's `privacy`) or `why`, a mapping
from field names to sentences. What may stay empty is marked; a form that says it once marks
nothing (`all_optional`), or the few that are needed (`few_needed`).
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Declaration, Words
from alongside.shell.forms import drawn


class Field(forms.BoundField):
    """A field on a page."""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        """Free text outlives a dead phone (draft.js), but for a form that says `drafts = False`
        and for what is secret."""
        found: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        is_long = isinstance(widget or self.field.widget, forms.Textarea)
        may = getattr(self.form, "drafts", True) and not getattr(self.form, "secret", False)
        return found | ({"data-draft": True} if is_long and may else {})

    @property
    def shape(self) -> str:
        """How it is laid out: `tick` (one box beside its label), `group` (rows in a
        fieldset) or `line` (label above)."""
        if self.use_fieldset:
            return "group"
        if getattr(self.field.widget, "input_type", "") == "checkbox":
            return "tick"
        return "line"

    @property
    def why(self) -> Words:
        """Why this one is asked, where it has a reason of its own."""
        said: Words = getattr(self.form, "why", {}).get(self.name, "")
        declaration = declaration_of(self.form)
        return said or (declaration.why.get(self.name, "") if declaration else "")

    @property
    def purpose(self) -> Words:
        """Why the form asks at all, where this has no reason of its own: for what the model says is
        about a person, or as the form says: all of it (`about_somebody`), or nothing, which is
        only about a place or a thing."""
        declaration = declaration_of(self.form)
        about: bool | None = getattr(self.form, "about_somebody", None)
        said: Words | None = getattr(self.form, "why", {}).get(self.name)
        if declaration is None or about is False or said is not None:
            return ""
        return declaration.purpose if about else declaration.asks_for(self.name)

    @property
    def mark(self) -> Words:
        """What stands beside its label: whether it is needed, where that is not said already."""
        if getattr(self.form, "few_needed", False):
            return _("(needed)") if self.field.required else ""
        if self.field.required or getattr(self.form, "all_optional", False):
            return ""
        return _("(you can leave this)")

    @property
    def anchor(self) -> str:
        """The id that an error at the top of the page leads to."""
        return self.id_for_label or f"{self.auto_id}_0"


def declaration_of(form: Any) -> Declaration | None:
    """What the form's data is for: said by the form, else by its model."""
    if said := getattr(form, "declaration", None):
        return said if isinstance(said, Declaration) else None
    model = getattr(getattr(form, "_meta", None), "model", None)
    found = getattr(model, "privacy", None)
    return found if isinstance(found, Declaration) else None


class Renderer(TemplatesSetting):
    form_template_name = "shell/form.html"
    field_template_name = "shell/field.html"
    bound_field_class = Field

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        here = drawn.draw(template_name, context)
        return here or mark_safe(super().render(template_name, context, request))  # noqa: S308


class Example(forms.Form):
    """What the component page shows of forms. It is never kept."""

    calm = True  # its errors are an example: the page does not jump to them

    declaration = Declaration(
        purpose=_("To know how to greet you and when to call."),
        keep=_("Only while this page is open."),
        fields={},
        why={"name": _("So that the peer worker knows how to greet you. Any name will do.")},
    )

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("What should we call you?"),
        max_length=60,
        help_text=_("A first name, a nickname, or one you make up."),
    )
    what = forms.ChoiceField(
        label=_("What was it?"),
        widget=forms.RadioSelect(attrs={"class": "choices-beside"}),
        choices=[
            ("listened", _("Listened")),
            ("informed", _("Shared information")),
            ("helped", _("Helped with something")),
            ("connected", _("Connected with others")),
        ],
    )
    welcome = forms.MultipleChoiceField(
        label=_("What would make a place welcoming?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose as many as you like."),
        choices=[
            ("oat", _("People on methadone or buprenorphine are welcome")),
            ("evening", _("Open in the evening")),
            ("children", _("Children can come")),
        ],
    )
    near = forms.ChoiceField(
        label=_("How far would you travel?"),
        choices=[("5", _("5 km")), ("25", _("25 km")), ("any", _("Any distance"))],
    )
    people = forms.IntegerField(label=_("How many people came?"), min_value=1, max_value=99)
    on = forms.DateField(
        label=_("When was it?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    quiet = forms.BooleanField(
        label=_("Leave no message on my phone"),
        required=False,
        help_text=_("We try again instead."),
    )

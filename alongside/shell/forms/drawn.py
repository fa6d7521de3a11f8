"""Plain widgets, drawn without templates: the same words as Django's own, ten times cheaper.

A select of twenty options is twenty-one templates in Django. A widget that brings a template of
its own is drawn from it as ever.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]
WIDGETS = "django/forms/widgets/"


def attributes(attrs: Widget) -> str:
    said = []
    for name, value in attrs.items():
        if value is True:
            said.append(f" {name}")
        elif value is not False:
            said.append(f' {name}="{conditional_escape(str(value))}"')
    return "".join(said)


def one_line(widget: Widget) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{escape(str(value))}"'
    attrs = attributes(widget["attrs"])
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{said}{attrs}>'


def textarea(widget: Widget) -> str:
    words = escape(widget["value"] or "")
    attrs = attributes(widget["attrs"])
    return f'<textarea name="{escape(widget["name"])}"{attrs}>\n{words}</textarea>'


def select(widget: Widget) -> str:
    parts = [f'<select name="{escape(widget["name"])}"{attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            parts.append(f'<optgroup label="{conditional_escape(group)}">')
        parts += [
            f'<option value="{escape(str(option["value"]))}"{attributes(option["attrs"])}>'
            f"{conditional_escape(option['label'])}</option>"
            for option in options
        ]
        if group:
            parts.append("</optgroup>")
    return "\n".join([*parts, "</select>"])


class ShortSelect(forms.Select):
    """A select without groups, drawn straight from its choices."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        parts = [f'<select name="{escape(name)}"{attributes({**self.attrs, **(attrs or {})})}>']
        for key, label in self.choices:
            mark = " selected" if key == chosen else ""
            parts.append(
                f'<option value="{escape(key)}"{mark}>{conditional_escape(str(label))}</option>'
            )
        return mark_safe("\n".join([*parts, "</select>"]))  # noqa: S308  each part is escaped


def choices(widget: Widget) -> str:
    """Ticks or dots, each a row with its label."""
    attrs = widget["attrs"]
    name = f' id="{attrs["id"]}"' if attrs.get("id") else ""
    kind = f" {attrs['class']}" if attrs.get("class") else ""
    parts = [f'<div{name} class="choices{kind}">']
    for group, options, _ in widget["optgroups"]:
        if group:
            parts.append(f'<p class="choices-group">{conditional_escape(group)}</p>')
        parts += [choice(option) for option in options]
    return "\n".join([*parts, "</div>"])


def choice(option: Widget) -> str:
    if not option.get("wrap_label"):
        return one_line(option)
    about = option["attrs"].get("id")
    whose = f' for="{about}"' if about else ""
    label = conditional_escape(option["label"])
    return f'<label class="choice"{whose}>{one_line(option)}<span>{label}</span></label>'


DRAWN = {
    f"{WIDGETS}textarea.html": textarea,
    f"{WIDGETS}select.html": select,
    f"{WIDGETS}radio.html": choices,
    f"{WIDGETS}checkbox_select.html": choices,
} | dict.fromkeys(
    (
        f"{WIDGETS}{name}.html"
        for name in (
            "checkbox", "date", "email", "hidden", "input", "number", "password", "search", "tel",
            "text", "time", "url",
        )
    ),
    one_line,
)  # fmt: skip


def draw(template: str, context: Any) -> SafeString | None:
    """The widget, or nothing where it needs its template."""
    known = DRAWN.get(template)
    return mark_safe(known(context["widget"])) if known else None  # noqa: S308  each part is escaped

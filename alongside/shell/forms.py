"""How form fields are drawn: label, why we ask, input, error, in that order."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "shell/form.html"
    field_template_name = "shell/field.html"

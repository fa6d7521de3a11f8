from django import forms
from django.apps import AppConfig
from django.core import checks, validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Shell(AppConfig):
    name = "alongside.shell"

    def ready(self) -> None:
        from alongside.shell import context

        checks.register(context.check_lines)
        speak_plainly()


def speak_plainly() -> None:
    """Django's own sentences about numbers and lengths are written for whoever made the form."""
    forms.Field.default_error_messages["required"] = _("Please fill this in.")
    validators.MinValueValidator.message = _("Write %(limit_value)s or more.")
    validators.MaxValueValidator.message = _("Write %(limit_value)s or less.")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "Make it shorter: at most %(limit_value)d character. It has %(show_value)d.",
        "Make it shorter: at most %(limit_value)d characters. It has %(show_value)d.",
        "limit_value",
    )

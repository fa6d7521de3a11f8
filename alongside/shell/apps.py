from django.apps import AppConfig
from django.core import checks


class Shell(AppConfig):
    name = "alongside.shell"

    def ready(self) -> None:
        from alongside.shell import context

        checks.register(context.check_lines)

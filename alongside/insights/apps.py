from django.apps import AppConfig
from django.core import checks


class Insights(AppConfig):
    name = "alongside.insights"

    def ready(self) -> None:
        from alongside.insights.queries import returns

        checks.register(returns.check)

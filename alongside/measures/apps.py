from django.apps import AppConfig


class Measures(AppConfig):
    name = "alongside.measures"

    def ready(self) -> None:
        from alongside.core import copies
        from alongside.measures import queries, tasks
        from alongside.participants.queries import contents

        contents.said_of["check-ins"] = queries.days_answered
        copies.afterwards.append(tasks.restored)

from django.apps import AppConfig


class Referrals(AppConfig):
    name = "alongside.referrals"

    def ready(self) -> None:
        from alongside.core import copies
        from alongside.referrals import tasks

        copies.afterwards.append(tasks.restored)

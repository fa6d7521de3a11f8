from django.apps import AppConfig
from django.conf import settings
from django.core.signals import request_started
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class Core(AppConfig):
    name = "alongside.core"

    def ready(self) -> None:
        from alongside.core import counts, grants, guards, health, scope, storage

        storage.refuse_keys_beside_the_database()
        storage.refuse_an_open_wire(settings.DATABASES["default"])
        pre_migrate.connect(guards.take_away, dispatch_uid="guards")
        post_migrate.connect(guards.install, dispatch_uid="guards")
        post_migrate.connect(counts.install, dispatch_uid="counts")  # what grants then opens
        post_migrate.connect(grants.install, dispatch_uid="grants")
        connection_created.connect(scope.on_connect, dispatch_uid="scope")
        request_started.connect(health.look, dispatch_uid="health")  # after Django's own

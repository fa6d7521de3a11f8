"""Our own check-in, edition 1: its questions in their order."""

from typing import Any

from django.db import migrations

from alongside.measures import rules


def seed(apps: Any, editor: Any) -> None:
    apps.get_model("measures", "Instrument").objects.get_or_create(
        slug=rules.CHECK_IN,
        edition=rules.EDITION,
        defaults={"own": True, "validated": False, "items": list(rules.ITEMS)},
    )


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

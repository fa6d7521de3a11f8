"""When a listing last changed here, also of those that are there already."""

from datetime import datetime
from typing import Any

from django.db import migrations, models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


def say_when(apps: Any, editor: Any) -> None:
    model = {name: apps.get_model("directory", name) for name in
             ("Meeting", "Service", "Edit", "Fact", "Source")}  # fmt: skip
    for name, kind in (("Meeting", "meetings"), ("Service", "services")):
        listings = model[name].objects
        listings.exclude(verified_at=None).update(touched_at=F("verified_at"))
        for pk, at in _moments(model, kind, name.lower()).items():
            here = listings.filter(pk=pk)
            here.filter(Q(touched_at=None) | Q(touched_at__lt=at)).update(touched_at=at)
    read = model["Source"].objects.filter(pk=OuterRef("source")).values("read_at")
    services = model["Service"].objects
    services.update(changed_at=Coalesce(Subquery(read), F("modified_at"), F("touched_at")))
    services.filter(touched_at__gt=F("changed_at")).update(changed_at=F("touched_at"))


def _moments(model: dict[str, Any], kind: str, owner: str) -> dict[Any, datetime]:
    """The last edit of each listing, and the last word of people about it."""
    edits = model["Edit"].objects.filter(kind=kind).values_list("listing_id")
    found = dict(edits.annotate(last=Max("at")))
    facts = model["Fact"].objects.exclude(**{owner: None}).exclude(says="listing")
    for pk, at in facts.exclude(said_at=None).values_list(owner).annotate(last=Max("said_at")):
        found[pk] = max(at, found.get(pk, at))
    return found


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0013_shown_from_the_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='touched_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='service',
            name='touched_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='service',
            name='changed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['changed_at'], name='service_changed'),
        ),
        migrations.RunPython(say_when, migrations.RunPython.noop),
    ]

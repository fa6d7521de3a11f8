"""History as tests ask it. Who did it, what about and the facts are sealed in each event, so
these are compared after opening; the rest is asked of the database."""

from typing import Any

from alongside.audit.models import Event

SEALED = {"by_kind", "by_id", "by_role", "reason", "about_kind", "about_id"}


def happened(**wanted: Any) -> list[Event]:
    """Events with these columns and these sealed values, oldest first."""
    sealed = {name: wanted.pop(name) for name in SEALED & set(wanted)}
    found = Event.objects.filter(**wanted).order_by("recorded_at", "position")
    return [
        event
        for event in found
        if all(getattr(event, name) == value for name, value in sealed.items())
    ]

"""Changing the key that seals, so that history says when that was."""

from collections.abc import Callable

from django.conf import settings

from alongside.audit.actions.history import By, record
from alongside.audit.actions.seals import only_the_system
from alongside.core import rotation


def rotate_keys(*, by: By, batch: int, tell: Callable[[str, int], None] | None = None) -> int:
    """Seal everything anew with the first key of the ring. Gives how many values that were."""
    only_the_system(by)
    values = rotation.rotate(batch=batch, tell=tell)
    if values:
        first = settings.KEYS[0].partition(":")[0]
        record(by=by, verb="rotate-keys", facts={"values": values, "key": first})
    return values

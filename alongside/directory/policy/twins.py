"""Listings that are shown under another: what people may know of that is where to look instead."""

import uuid

from django.db.models import Q, QuerySet

from alongside.directory import models


def same_as(kind: str, listing: uuid.UUID) -> QuerySet[models.Twin]:
    """Pairs that a human said are the same, with this one hidden."""
    pairs = models.Twin.objects.filter(kind=kind, state=models.Twin.State.SAME)
    return pairs.filter(Q(one=listing) | Q(other=listing)).exclude(shown=listing)

"""Pathways and fellowships: what they are called is for everybody."""

from django.db.models import QuerySet

from alongside.directory import models


def pathways() -> QuerySet[models.Pathway]:
    return models.Pathway.objects.order_by("position", "slug")


def fellowships() -> QuerySet[models.Fellowship]:
    return models.Fellowship.objects.select_related("pathway")

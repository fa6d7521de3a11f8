"""What is handed out: what an organisation adds to the list, and the boxes it comes in."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import PUBLIC, STAFF, Declaration


class Item(models.Model):
    """An organisation's own kind of thing, or what it says differently of one on the list
    (`data/items.toml`): the same slug, and what is empty here is as the list has it."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=80, blank=True, default="")
    name_fr = models.CharField(max_length=80, blank=True, default="")
    name_es = models.CharField(max_length=80, blank=True, default="")
    kind = models.CharField(max_length=20, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True, default="")
    usual = models.PositiveSmallIntegerField(null=True, blank=True)
    doses = models.PositiveSmallIntegerField(null=True, blank=True)
    route = models.CharField(max_length=20, blank=True, default="")
    strength = models.CharField(max_length=40, blank=True, default="")
    keeps_lots = models.BooleanField(null=True, blank=True)
    comes_back = models.BooleanField(null=True, blank=True)
    is_hidden = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To know what can be handed out, and what it is called."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "slug": PUBLIC,
            "name": PUBLIC,
            "name_fr": PUBLIC,
            "name_es": PUBLIC,
            "kind": PUBLIC,
            "unit": PUBLIC,
            "usual": STAFF,
            "doses": PUBLIC,
            "route": PUBLIC,
            "strength": PUBLIC,
            "keeps_lots": STAFF,
            "comes_back": STAFF,
            "is_hidden": STAFF,
            "added_at": STAFF,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_item_of_a_slug"),
            models.CheckConstraint(
                condition=Q(usual=None) | Q(usual__gte=1, usual__lte=1000),
                name="usually_some_of_an_item",
            ),
            models.CheckConstraint(
                condition=Q(doses=None) | Q(doses__lte=100), name="doses_that_fit_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug


class Lot(models.Model):
    """Boxes with one number on them, from one funder: what a recall asks for."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    item = models.SlugField(max_length=40)
    number = models.CharField(max_length=40)  # as `rules.lot_number` writes it
    expires_on = models.DateField(null=True, blank=True)  # the last day on which it is good
    funder = models.CharField(max_length=80, blank=True, default="")
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_why = models.CharField(max_length=200, blank=True, default="")
    added_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To hand out first what expires first, and to find what is recalled."),
        keep=_("While the organisation uses Alongside."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "item": STAFF,
            "number": STAFF,
            "expires_on": STAFF,
            "funder": STAFF,
            "recalled_at": STAFF,
            "recalled_why": STAFF,
            "added_at": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "item", "number", "funder"], name="one_lot_of_a_number"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="a_lot_has_a_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "number"], name="lot_by_number"),
            models.Index(fields=["organisation", "expires_on"], name="lot_by_date"),
        ]

    def __str__(self) -> str:
        return self.number

    def is_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on

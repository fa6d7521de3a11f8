"""A phone in somebody's hand, in one of their roles."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import STAFF, Declaration, Keep


class Device(models.Model):
    """It keeps a secret of which only a digest is here. Cut off, it opens nothing and is told to
    empty itself; it stays here so that it is told so for as long as it asks."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    membership_id = models.UUIDField()  # the hat in which it was made ready
    name = fields.SealedText(blank=True, default="")
    public_key = fields.SealedJSON(default=dict)
    secret_digest = models.CharField(max_length=64, unique=True)
    session = models.UUIDField(null=True, blank=True)  # the handle of the browser's last session
    made_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)
    cut_off_at = models.DateTimeField(null=True, blank=True)
    cut_off_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)  # when it asked and was told to empty

    outside_the_wall = "read by its secret, to tell a lost phone that it was cut off"
    privacy = Declaration(
        purpose=_("So that a lost phone can be cut off, and work from a phone is known as yours."),
        keep=Keep(
            _("Two years after it was last used."),
            after="seen_at",
            days=2 * 365,
            when={"cut_off_at": None},  # a lost one is told to empty itself whenever it is found
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": STAFF,
            "membership_id": STAFF,
            "name": STAFF,
            "public_key": STAFF,
            "secret_digest": STAFF,
            "session": STAFF,
            "made_at": STAFF,
            "seen_at": STAFF,
            "cut_off_at": STAFF,
            "cut_off_by": STAFF,
            "told_at": STAFF,
        },
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "cut_off_at"])]

    def __str__(self) -> str:
        return self.name or str(_("a phone without a name"))

"""How somebody who works out there is called when a colleague needs them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation, Person
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, STAFF, Declaration


class TextsTo(models.Model):
    """The number that a worker gave for texts of the timer. Who gave none gets an e-mail."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = fields.SealedText()
    chosen_at = models.DateTimeField(default=clock.now)

    privacy = Declaration(
        purpose=_("To call somebody who looks after a colleague out there, as they chose."),
        keep=_("Until they take it out, or work here no more."),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "person": STAFF,
            "number": IDENTITY,
            "chosen_at": STAFF,
        },
        why={
            "number": _(
                "Only for these messages: somebody may need you, or waits for your answer. They "
                "name nobody."
            )
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_number_each")
        ]

    def __str__(self) -> str:
        return f"texts to {self.pk}"

"""Days that somebody counts for themselves, because they want to."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration
from alongside.participants.models import Participant
from alongside.support.models.plans import KEEP


class DayCount(models.Model):
    """What is counted is theirs to say, and so is from which day. Nobody else sees it unless they
    show it; it is in no list of those who work here, and in no figure. Stopped, it is erased."""

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="day_counts")
    words = fields.SealedText()
    from_day = fields.SealedText()
    is_shown = models.BooleanField(default=False)
    set_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To count days for you, because you want to."),
        keep=KEEP,
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": IDENTITY,
            "words": RECOVERY,
            "from_day": RECOVERY,
            "is_shown": RECOVERY,
            "set_at": STAFF,
            "version": STAFF,
        },
    )

    def __str__(self) -> str:
        return f"days counted {self.id}"

    @property
    def since(self) -> date:
        return date.fromisoformat(self.from_day)

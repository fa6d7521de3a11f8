"""Which peers were proposed for a request, why, and what the participant made of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Organisation
from alongside.core import clock, fields
from alongside.core.privacy import IDENTITY, RECOVERY, STAFF, Declaration, Keep
from alongside.participants.models import Participant, Request
from alongside.peers.models import PeerProfile


class Proposal(models.Model):
    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")  # for the coordinator only
        SHOWN = "shown", _("shown")
        CHOSEN = "chosen", _("chosen")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("no longer open")

    id = fields.identifier()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = fields.TenantKey(Participant, models.PROTECT, related_name="proposals")
    request = fields.TenantKey(Request, models.PROTECT, related_name="proposals")
    profile = fields.TenantKey(PeerProfile, models.PROTECT, related_name="+")
    reasons = fields.SealedJSON(default=list)
    rank = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    made_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy = Declaration(
        purpose=_("To let you choose among peers, and to say why each was proposed."),
        keep=Keep(
            _("A year after it was made, once the request is closed."),
            after="made_at",
            days=365,
            when={"request__state__in": ("chosen", "closed")},
        ),
        fields={
            "id": STAFF,
            "organisation": STAFF,
            "participant": RECOVERY,
            "request": RECOVERY,
            "profile": IDENTITY,
            "reasons": RECOVERY,
            "rank": STAFF,
            "state": RECOVERY,
            "made_at": RECOVERY,
            "answered_at": RECOVERY,
            "version": STAFF,
        },
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "profile"], name="one_proposal_per_peer_and_request"
            )
        ]

    def __str__(self) -> str:
        return f"proposal {self.id}"

"""Walking together, and what the participant says to what was written about it."""

from alongside.support.models.appointments import Invitation
from alongside.support.models.replies import Reply, Wording
from alongside.support.models.walking import (
    KEEP,
    Appointment,
    Contact,
    Dimension,
    Goal,
    Kind,
    Pairing,
    Plan,
    Step,
)

__all__ = [
    "KEEP",
    "Appointment",
    "Contact",
    "Dimension",
    "Goal",
    "Invitation",
    "Kind",
    "Pairing",
    "Plan",
    "Reply",
    "Step",
    "Wording",
]

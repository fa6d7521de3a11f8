"""Walking together, the plan, the journey, and what the participant says to what was written."""

from alongside.support.models.appointments import Invitation
from alongside.support.models.journey import Away, Kept, Line, Passage
from alongside.support.models.plans import KEEP, Dimension, Goal, Help, Phrase, Plan, Step
from alongside.support.models.replies import Reply, Wording
from alongside.support.models.signing import Idea, Signature, Signing
from alongside.support.models.walking import Appointment, Contact, Kind, Pairing

__all__ = [
    "KEEP",
    "Appointment",
    "Away",
    "Contact",
    "Dimension",
    "Goal",
    "Help",
    "Idea",
    "Invitation",
    "Kept",
    "Kind",
    "Line",
    "Pairing",
    "Passage",
    "Phrase",
    "Plan",
    "Reply",
    "Signature",
    "Signing",
    "Step",
    "Wording",
]

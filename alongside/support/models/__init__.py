"""Walking together, the plan, the journey, and what the participant says to what was written."""

from alongside.support.models.ahead import Planned, Sequence
from alongside.support.models.appointments import Invitation
from alongside.support.models.contacts import Attempt, Contact, Touch
from alongside.support.models.counting import DayCount
from alongside.support.models.facts import (
    Errand,
    Facts,
    Form,
    Kind,
    Setting,
    Special,
    StageOfCare,
)
from alongside.support.models.journey import Away, Kept, Line, Passage
from alongside.support.models.plans import KEEP, Dimension, Goal, Help, Phrase, Plan, Step
from alongside.support.models.replies import Reply, Wording
from alongside.support.models.signing import Idea, Signature, Signing
from alongside.support.models.talks import Talk
from alongside.support.models.walking import Appointment, Pairing
from alongside.support.models.work import NotMine, Work

__all__ = [
    "KEEP",
    "Appointment",
    "Attempt",
    "Away",
    "Contact",
    "DayCount",
    "Dimension",
    "Errand",
    "Facts",
    "Form",
    "Goal",
    "Help",
    "Idea",
    "Invitation",
    "Kept",
    "Kind",
    "Line",
    "NotMine",
    "Pairing",
    "Passage",
    "Phrase",
    "Plan",
    "Planned",
    "Reply",
    "Sequence",
    "Setting",
    "Signature",
    "Signing",
    "Special",
    "StageOfCare",
    "Step",
    "Talk",
    "Touch",
    "Wording",
    "Work",
]

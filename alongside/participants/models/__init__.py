"""The people who direct their support, what they agreed to, what left us, and who is tied to
them."""

from alongside.participants.models.consents import Consent, Paper, Representative
from alongside.participants.models.leaving import Asking, Disclosure, Reference
from alongside.participants.models.people import Participant, Request
from alongside.participants.models.ties import Tie

__all__ = [
    "Asking",
    "Consent",
    "Disclosure",
    "Paper",
    "Participant",
    "Reference",
    "Representative",
    "Request",
    "Tie",
]

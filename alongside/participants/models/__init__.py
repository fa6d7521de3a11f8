"""The people who direct their support, what they agreed to, and who is tied to them."""

from alongside.participants.models.consents import Consent, Disclosure
from alongside.participants.models.people import Participant, Request
from alongside.participants.models.ties import Tie

__all__ = ["Consent", "Disclosure", "Participant", "Request", "Tie"]

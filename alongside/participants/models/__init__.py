"""The people who direct their support, what they agreed to, what left us, who is tied to them, and
the walls."""

from alongside.participants.models.communities import Belonging, Community, Shown, Steward, Use
from alongside.participants.models.consents import Consent, Paper, Representative
from alongside.participants.models.danger import Danger, OnCall, Told
from alongside.participants.models.known import FindWay, Portrait
from alongside.participants.models.leaving import Asking, Disclosure, Reference, Taken
from alongside.participants.models.likeness import Likeness, Remembered
from alongside.participants.models.links import Link
from alongside.participants.models.lost import LostKey
from alongside.participants.models.passing import Passing
from alongside.participants.models.people import Participant, Request
from alongside.participants.models.saying import Said
from alongside.participants.models.status import Closeness, Status
from alongside.participants.models.ties import Never, Tie
from alongside.participants.models.walls import BlindRequest, Glass, Search
from alongside.participants.models.watch import LookDay, OddLook

__all__ = [
    "Asking",
    "Belonging",
    "BlindRequest",
    "Closeness",
    "Community",
    "Consent",
    "Danger",
    "Disclosure",
    "FindWay",
    "Glass",
    "Likeness",
    "Link",
    "LookDay",
    "LostKey",
    "Never",
    "OddLook",
    "OnCall",
    "Paper",
    "Participant",
    "Passing",
    "Portrait",
    "Reference",
    "Remembered",
    "Representative",
    "Request",
    "Said",
    "Search",
    "Shown",
    "Status",
    "Steward",
    "Taken",
    "Tie",
    "Told",
    "Use",
]

"""Rooms where nobody uses alone, and what is done when somebody stops breathing."""

from alongside.sites.models.overdoses import Debrief, Finish, Overdose, Tap, Witness
from alongside.sites.models.places import Day, Room
from alongside.sites.models.visits import Age, Gender, Look, OwnVisit, Substance, Use, Visit

__all__ = [
    "Age",
    "Day",
    "Debrief",
    "Finish",
    "Gender",
    "Look",
    "Overdose",
    "OwnVisit",
    "Room",
    "Substance",
    "Tap",
    "Use",
    "Visit",
    "Witness",
]

"""The front desk: who is here and what for, and the place they are in."""

from alongside.welcome.models.here import Attendance, DayCount, Presence, Talk
from alongside.welcome.models.lists import Queue, Turn
from alongside.welcome.models.place import Kiosk, Room, RoomUse, Shift

__all__ = [
    "Attendance",
    "DayCount",
    "Kiosk",
    "Presence",
    "Queue",
    "Room",
    "RoomUse",
    "Shift",
    "Talk",
    "Turn",
]

"""Groups, who belongs to them, the times they meet, and the help that people offer.

Somebody in a group is a participant (`who`) or somebody who works here and sits in the circle
for themselves (`person`), never both. The column is not called `participant` on purpose: a tie
opens a record, and whoever runs a group needs none to welcome people to it.
"""

from alongside.groups.models.circles import Differs, Group, Host
from alongside.groups.models.helping import Calendar, Offer, Standing, Way
from alongside.groups.models.members import Away, Member, Talk
from alongside.groups.models.times import Attendance, Session, SignUp

__all__ = [
    "Attendance",
    "Away",
    "Calendar",
    "Differs",
    "Group",
    "Host",
    "Member",
    "Offer",
    "Session",
    "SignUp",
    "Standing",
    "Talk",
    "Way",
]

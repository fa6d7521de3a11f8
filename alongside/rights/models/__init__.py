"""What is owed to each person about what is kept of them: see each file."""

from alongside.rights.models.demands import Agreement, Demand, Incident, Notice
from alongside.rights.models.joining import Joining
from alongside.rights.models.keeping import Erasure, Hold, Round, Withheld

__all__ = [
    "Agreement",
    "Demand",
    "Erasure",
    "Hold",
    "Incident",
    "Joining",
    "Notice",
    "Round",
    "Withheld",
]

"""The public directory: services, meetings, where they are, and where we know it from.

Nothing here points at a person who asks for help, and nothing here can.
"""

from alongside.directory.models.listings import (
    Language,
    ListedOrganisation,
    ListedProgramme,
    Location,
    Medication,
    PostalAddress,
    Says,
    Term,
)
from alongside.directory.models.meetings import Meeting, MeetingType
from alongside.directory.models.places import Place
from alongside.directory.models.services import (
    Detail,
    Fact,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Word,
)
from alongside.directory.models.sources import Run, RunCount, RunProblem, Source

__all__ = [
    "Detail",
    "Fact",
    "Language",
    "ListedOrganisation",
    "ListedProgramme",
    "Location",
    "Medication",
    "Meeting",
    "MeetingType",
    "Phone",
    "Place",
    "PostalAddress",
    "Run",
    "RunCount",
    "RunProblem",
    "Says",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "Source",
    "Term",
    "Word",
]

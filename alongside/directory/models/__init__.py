"""The public directory: services, meetings, where they are, and where we know it from.

Nothing here points at a person who asks for help, and nothing here can.
"""

from alongside.directory.models.edits import Edit
from alongside.directory.models.facts import Fact
from alongside.directory.models.frameworks import Framework, FrameworkPart
from alongside.directory.models.listings import (
    LOOKED,
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
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Word,
)
from alongside.directory.models.sources import Run, RunCount, RunProblem, Source
from alongside.directory.models.truth import Check, EditorArea, Keeper, Report, Suggestion

__all__ = [
    "LOOKED",
    "Check",
    "Detail",
    "Edit",
    "EditorArea",
    "Fact",
    "Framework",
    "FrameworkPart",
    "Keeper",
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
    "Report",
    "Run",
    "RunCount",
    "RunProblem",
    "Says",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "Source",
    "Suggestion",
    "Term",
    "Word",
]

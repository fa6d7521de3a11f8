"""The public directory: services, meetings, where they are, and where we know it from.

Nothing here points at a person who asks for help, and nothing here can.
"""

from alongside.directory.models.around import (
    Capacity,
    CostOption,
    Funding,
    Identifier,
    RequiredDocument,
    ServiceArea,
    Unit,
    Website,
)
from alongside.directory.models.drafts import Draft
from alongside.directory.models.edits import Edit, Twin
from alongside.directory.models.facts import Fact
from alongside.directory.models.fellowships import (
    Fellowship,
    FellowshipSpelling,
    Pathway,
    ServiceBody,
)
from alongside.directory.models.finding import (
    Entry,
    EntryTime,
    EntryWord,
    OpenHours,
    OpenSpan,
    Spelling,
    Vocable,
)
from alongside.directory.models.frameworks import Framework, FrameworkPart
from alongside.directory.models.listings import (
    LOOKED,
    Accessibility,
    Language,
    ListedOrganisation,
    ListedProgramme,
    Location,
    Medication,
    PostalAddress,
    Says,
)
from alongside.directory.models.meetings import Meeting, MeetingDate, MeetingType
from alongside.directory.models.places import Place
from alongside.directory.models.reach import Contact, Phone, Schedule, ScheduleDay, Spoken
from alongside.directory.models.services import Detail, Service, ServiceAtLocation
from alongside.directory.models.sources import (
    Run,
    RunCount,
    RunLine,
    RunPiece,
    RunProblem,
    Source,
)
from alongside.directory.models.terms import Attribute, Metadata, TableDescription, Taxonomy, Term
from alongside.directory.models.truth import (
    Check,
    EditorArea,
    Keeper,
    Report,
    Suggestion,
    published_address,
)

__all__ = [
    "LOOKED",
    "Accessibility",
    "Attribute",
    "Capacity",
    "Check",
    "Contact",
    "CostOption",
    "Detail",
    "Draft",
    "Edit",
    "EditorArea",
    "Entry",
    "EntryTime",
    "EntryWord",
    "Fact",
    "Fellowship",
    "FellowshipSpelling",
    "Framework",
    "FrameworkPart",
    "Funding",
    "Identifier",
    "Keeper",
    "Language",
    "ListedOrganisation",
    "ListedProgramme",
    "Location",
    "Medication",
    "Meeting",
    "MeetingDate",
    "MeetingType",
    "Metadata",
    "OpenHours",
    "OpenSpan",
    "Pathway",
    "Phone",
    "Place",
    "PostalAddress",
    "Report",
    "RequiredDocument",
    "Run",
    "RunCount",
    "RunLine",
    "RunPiece",
    "RunProblem",
    "Says",
    "Schedule",
    "ScheduleDay",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceBody",
    "Source",
    "Spelling",
    "Spoken",
    "Suggestion",
    "TableDescription",
    "Taxonomy",
    "Term",
    "Twin",
    "Unit",
    "Vocable",
    "Website",
    "published_address",
]

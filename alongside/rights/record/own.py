"""What is a worker's alone, whole: nobody else opens it by their role, so only they can take it."""

from collections.abc import Iterator

from alongside.accounts import actors
from alongside.core.privacy import IDENTITY, RECOVERY
from alongside.measures.models import WorkCheckin, WorkShown
from alongside.peers.models import Availability, LivedExperience, PeerProfile, StepBack
from alongside.rights import policy
from alongside.rights.record import places, reading, words
from alongside.sites.models import Witness

# Each kind, and the column by which it is theirs.
KINDS = (
    places.Place(WorkCheckin, ("person",)),
    places.Place(WorkShown, ("person",)),
    places.Place(StepBack, ("person",)),
    places.Place(Witness, ("person",)),
    places.Place(PeerProfile, ("person",)),
    places.Place(LivedExperience, ("profile__person",)),
    places.Place(Availability, ("profile__person",)),
)
UNSAID = {"id", "organisation", "person", "profile", "moment", "recorded_at", "version"}


def sections(by: actors.Actor) -> Iterator[reading.Section]:
    """All of it, kind by kind. The caller has asked."""
    for place in KINDS:
        yield reading.Section(
            place.label,
            words.kind_called(place.model),
            place.declared.purpose,
            str(place.declared.keep),
            _rows(by, place),
        )


def _rows(by: actors.Actor, place: places.Place) -> Iterator[reading.Row]:
    shown = reading.columns(place)
    for row in policy.workers_own(by, place).order_by("pk"):
        yield reading.Row(
            [
                (words.column_called(column), said)
                for column in shown
                if _is_read(place, column) and (said := reading.said(column, row))
            ],
            {column.name: reading.plain(column, row) for column in shown},
        )


def _is_read(place: places.Place, column: object) -> bool:
    name, kind = getattr(column, "name", ""), getattr(column, "get_internal_type", str)()
    if name in UNSAID:
        return False
    private = place.declared.fields.get(name) in {IDENTITY, RECOVERY}
    return private or kind == "DateTimeField" or name in {"weekday", "part", "languages"}

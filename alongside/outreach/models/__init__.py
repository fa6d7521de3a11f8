"""Out there: shifts and who looks after whom, what was seen, alerts, and what was checked."""

from alongside.outreach.models.alerts import Alert
from alongside.outreach.models.called import TextsTo
from alongside.outreach.models.samples import Sample, SampleResult
from alongside.outreach.models.seen import Seen
from alongside.outreach.models.shifts import Call, Safe, Shift, Stop, Walker

__all__ = [
    "Alert",
    "Call",
    "Safe",
    "Sample",
    "SampleResult",
    "Seen",
    "Shift",
    "Stop",
    "TextsTo",
    "Walker",
]

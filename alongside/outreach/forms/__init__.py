"""The shape of what is typed out there."""

from alongside.outreach.forms.out import AddStop, ChooseTexts, PlanShift, SaySafe, See
from alongside.outreach.forms.supply import (
    AddResult,
    DraftAlert,
    LookUp,
    PublishAlert,
    RenewAlert,
    TakeSample,
)

__all__ = [
    "AddResult",
    "AddStop",
    "ChooseTexts",
    "DraftAlert",
    "LookUp",
    "PlanShift",
    "PublishAlert",
    "RenewAlert",
    "SaySafe",
    "See",
    "TakeSample",
]

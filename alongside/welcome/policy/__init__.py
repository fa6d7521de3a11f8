"""Who keeps which desk, what stands on it, and what a tablet may."""

from alongside.welcome.policy.desk import (
    at_desk,
    attendances_for,
    counts_in,
    may_plan_others,
    require_desk,
    require_row,
    sites_for,
    talks_waiting,
)
from alongside.welcome.policy.own import days_here
from alongside.welcome.policy.tablets import kiosk_coded, require_tablet

__all__ = [
    "at_desk",
    "attendances_for",
    "counts_in",
    "days_here",
    "kiosk_coded",
    "may_plan_others",
    "require_desk",
    "require_row",
    "require_tablet",
    "sites_for",
    "talks_waiting",
]

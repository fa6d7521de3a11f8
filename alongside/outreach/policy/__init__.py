"""Who sees what of the work out there; and what anybody may read."""

from alongside.outreach.policy.out import (
    calls_for,
    counts_in,
    require_call,
    require_shift,
    rows_of,
    seen_for,
    shifts_for,
)
from alongside.outreach.policy.supply import (
    alerts_for,
    public_alerts,
    require_alert,
    require_sample,
    results_for,
    sample_numbered,
    samples_for,
    shared_results,
)

__all__ = [
    "alerts_for",
    "calls_for",
    "counts_in",
    "public_alerts",
    "require_alert",
    "require_call",
    "require_sample",
    "require_shift",
    "results_for",
    "rows_of",
    "sample_numbered",
    "samples_for",
    "seen_for",
    "shared_results",
    "shifts_for",
]

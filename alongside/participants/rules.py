"""What can be agreed to, and when an agreement holds. Plain values only."""

from datetime import datetime

SUPPORTED, RECORDED, SHARED = "supported", "recorded", "shared"

# Being supported and being recorded are separate on purpose: one can be supported with
# nothing written down. SHARED is for one referral to one service.
CONSENTS = (SUPPORTED, RECORDED, SHARED)
WORDS_VERSION = 1


def holds(given_at: datetime, withdrawn_at: datetime | None, *, at: datetime) -> bool:
    """Given before the moment, and not withdrawn by it: the second of withdrawal is out."""
    return given_at <= at and (withdrawn_at is None or at < withdrawn_at)

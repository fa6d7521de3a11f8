"""Who may reach which record, and which rows of it."""

from alongside.participants.policy.leaving import (
    agreements_of,
    consents_for,
    deny_consent,
    law_of,
    leaving_from,
    papers_for,
    representatives_of,
)
from alongside.participants.policy.records import participants_for, require
from alongside.participants.policy.rows import (
    NOTHING,
    deny,
    deny_request,
    requests_for,
    require_row,
    whose,
)

__all__ = [
    "NOTHING",
    "agreements_of",
    "consents_for",
    "deny",
    "deny_consent",
    "deny_request",
    "law_of",
    "leaving_from",
    "papers_for",
    "participants_for",
    "representatives_of",
    "requests_for",
    "require",
    "require_row",
    "whose",
]

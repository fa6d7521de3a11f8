"""Writing history (`history`), and proving that it was not written anew (`seals`)."""

from alongside.audit.actions.anchors import anchor, signed_statement, statement
from alongside.audit.actions.history import (
    INSTALLATION,
    By,
    Happened,
    begun,
    forget_subject,
    mac_of,
    payload_of,
    record,
    record_all,
)
from alongside.audit.actions.keys import rotate_keys
from alongside.audit.actions.pruning import held, prune
from alongside.audit.actions.seals import seal

__all__ = [
    "INSTALLATION",
    "By",
    "Happened",
    "anchor",
    "begun",
    "forget_subject",
    "held",
    "mac_of",
    "payload_of",
    "prune",
    "record",
    "record_all",
    "rotate_keys",
    "seal",
    "signed_statement",
    "statement",
]

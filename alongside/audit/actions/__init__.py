"""Writing history (`history`), and proving that it was not written anew (`seals`)."""

from alongside.audit.actions.anchors import anchor, signed_statement, statement
from alongside.audit.actions.history import (
    INSTALLATION,
    By,
    begun,
    forget_subject,
    mac_of,
    payload_of,
    record,
)
from alongside.audit.actions.keys import rotate_keys
from alongside.audit.actions.pruning import held, prune
from alongside.audit.actions.seals import seal

__all__ = [
    "INSTALLATION",
    "By",
    "anchor",
    "begun",
    "forget_subject",
    "held",
    "mac_of",
    "payload_of",
    "prune",
    "record",
    "rotate_keys",
    "seal",
    "signed_statement",
    "statement",
]

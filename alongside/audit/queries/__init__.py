"""Reading history (`reading`), and proving it (`proof`)."""

from alongside.audit.queries.proof import Proof, verify
from alongside.audit.queries.reading import (
    about,
    last_seal,
    looked_since,
    looks_in,
    refused_since,
    told_of,
)

__all__ = [
    "Proof",
    "about",
    "last_seal",
    "looked_since",
    "looks_in",
    "refused_since",
    "told_of",
    "verify",
]

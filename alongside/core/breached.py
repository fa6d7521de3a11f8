"""Passphrases that are known from breaches, looked up in a file of this machine: nobody is asked.

The file is sorted lines of `SHA-1 in hexadecimal:how often`, as public collections come; whoever
runs Alongside fetches one, or not. It may be much larger than memory: a few lines are read.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

DIGITS = 40


def is_known(passphrase: str, path: Path) -> bool:
    wanted = hashlib.sha1(passphrase.encode(), usedforsecurity=False).hexdigest().encode()
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:  # before `low` all are smaller; what begins at `high` or later is not
            middle = (low + high) // 2
            file.seek(max(middle - 1, 0))
            if middle:
                file.readline()
            line = file.readline()
            if line and line[:DIGITS].lower() < wanted:
                low = file.tell()
            else:
                high = middle
        file.seek(low)
        return file.readline()[:DIGITS].lower() == wanted


class Validator:
    """For AUTH_PASSWORD_VALIDATORS; without a file it has nothing to say."""

    def validate(self, password: str, user: Any = None) -> None:
        if settings.BREACHED and is_known(password, Path(settings.BREACHED)):
            raise ValidationError("")

    def get_help_text(self) -> str:
        return ""

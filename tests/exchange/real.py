"""What real organisations publish, where this machine has it: it may not be shipped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

DATA = Path(settings.ROOT).parent / "shared" / "data"
_is_here = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


def needs_real(test: Callable[..., Any]) -> Callable[..., Any]:
    """A whole set of a real organisation: where it is here, and with the time it needs."""
    return _is_here(pytest.mark.whole(test))  # type: ignore[no-any-return]

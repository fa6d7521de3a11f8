"""What real organisations publish, where this machine has it: it may not be shipped."""

from pathlib import Path

import pytest
from django.conf import settings

DATA = Path(settings.ROOT).parent / "shared" / "data"
needs_real = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")

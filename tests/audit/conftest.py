"""History tests write their seals to a folder of their own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def seals(tmp_path: Path, settings: Any) -> Path:
    settings.SEALS = tmp_path / "seals"
    return tmp_path / "seals"

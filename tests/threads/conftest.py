"""A gateway for text messages on this machine."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.threads import gateways
from tests.threads.doors import SECRET


@pytest.fixture
def kept(settings: Any) -> Iterator[gateways.Kept]:
    with gateways.gateway() as found:
        settings.SMS, settings.SMS_ADDRESS = "twilio", found.url
        settings.SMS_ACCOUNT, settings.SMS_SECRET = "AC1", SECRET
        settings.SMS_FROM, settings.SMS_INSIDE = "+15005550006", True
        settings.PUBLIC_ADDRESS = "https://walk.example"
        yield found

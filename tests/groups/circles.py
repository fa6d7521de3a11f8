"""What several tests of groups begin with: a Tuesday circle that Maya runs, and its days."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alongside.core import clock, ids
from alongside.groups import actions, rules
from alongside.groups.models import Group
from tests.cast import Cast, Character

ZONE = "America/New_York"


def facts(**more: Any) -> rules.Facts:
    """Meets today, and every week, an hour from now on its own clock."""
    now = clock.now().astimezone(ZoneInfo(ZONE))
    common: dict[str, Any] = {
        "name": "Tuesday circle",
        "starts_on": now.date(),
        "start_minute": now.hour * 60 + now.minute,
        "time_zone": ZONE,
        "about": "Tea and talk",
        "link": "https://meet.example.org/circle",
        "languages": ("en",),
    }
    return rules.Facts(**common | more)


def circle(cast: Cast, host: Character | None = None, **more: Any) -> Group:
    return actions.begin_group(by=(host or cast.maya).by, id=ids.new(), said=facts(**more))


def own(cast: Cast, **more: Any) -> Group:
    """A group that Sam began, and that belongs to its members."""
    said = facts(name="Our own evening", **more)
    return actions.begin_own(by=cast.sam.by, id=ids.new(), said=said, called="Sammy")


def today() -> date:
    return datetime.now(ZoneInfo(ZONE)).date()


def in_weeks(number: int) -> date:
    return today() + timedelta(weeks=number)

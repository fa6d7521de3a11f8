"""The demo's front desk, for those who open its pages."""

from typing import Any

from django.test import Client

from alongside.core import ids
from alongside.welcome import actions
from alongside.welcome.models import Kiosk, Presence, Queue, Room
from tests.journeys.world import World


def belongings(world: World) -> dict[str, Any]:
    """One of everything of it that has a page."""
    here = Presence.objects.filter(left_at=None).order_by("arrived_at")
    someone = next(row for row in here if row.called)
    return {
        "site": someone.site_id,
        "presence": someone.pk,
        "room": Room.objects.order_by("name")[0].pk,
        "queue": Queue.objects.order_by("name")[0].pk,
        "tablet": tablet(world, Client()),
    }


def tablet(world: World, browser: Client) -> Client:
    """Opened as the desk opens it: a code made by Vera, typed once."""
    code = code_of(world)
    browser.post("/en/check-in-tablet/", {"code": code})
    assert Kiosk.objects.filter(opened_at__isnull=False, ended_at=None).exists()
    return browser


def code_of(world: World) -> str:
    site = Presence.objects.order_by("arrived_at")[0].site_id
    return actions.make_kiosk(by=world.vera.by, id=ids.new(), site=site)

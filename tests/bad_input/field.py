"""What phones bring from the field, and what is decided about it."""

from typing import Any

from django.test import Client

from alongside.core import clock, ids
from benchmarks.sync import phone as phones
from tests.bad_input.writes import Write, write
from tests.capture import handset
from tests.cast import Cast
from tests.supplies import kits


class Carried(Client):
    """A browser on a phone that is ready: it says so with whatever it sends."""

    def carry(self, phone: handset.Handset) -> "Carried":
        self.cookies = phone.client.cookies
        self.defaults["HTTP_X_FIELD_DEVICE"] = phone.token
        return self


@write("capture:devices")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "name": "Blue phone", "public_key": phones.public_key()}
    return Write("maya", handset.DEVICES, data, again="new", json=True)


@write("capture:outbox")
def _(cast: Cast) -> Write:
    phone = handset.ready(cast.maya)
    captures: list[Any] = [phone.capture("contact", handset.LISTENED, person=cast.sam.id)]
    data = {"phone_now": clock.now().isoformat(), "captures": captures}
    client = Carried().carry(phone)
    return Write("maya", handset.OUTBOX, data, json=True, client=client)


@write("capture:sheet")
def _(cast: Cast) -> Write:
    van = kits.place(cast, kits=5)
    data = {
        "id": str(ids.new()), "kinds": ["emotional"], "stock": str(van.pk), "kits": "1",
        "route": "nasal", "told": "on", "doses": "2", "minutes": "15", "setting": "street",
    }  # fmt: skip
    return Write("maya", f"/en/people/{cast.sam.id}/sheet/", data)


@write("capture:cut_off")
def _(cast: Cast) -> Write:
    return Write("dana", f"/en/field/phones/{handset.ready(cast.maya).id}/cut-off/")


@write("capture:hold")
def _(cast: Cast) -> Write:
    phone = handset.ready(cast.maya)
    one = phone.capture("contact", handset.LISTENED, person=ids.new())
    (result,) = phone.send(one)
    return Write("maya", result["card"]["url"], {"version": "1", "do": "nameless"})

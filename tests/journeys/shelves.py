"""The demo's supplies, for those who open their pages."""

from typing import Any

from alongside.supplies.models import Entry, Lot, Place, Refill

AT_A_PLACE = (
    "hand_out", "take_in", "take_back", "count", "transfer", "write_off", "ask_refill", "place",
    "set_enough",
)  # fmt: skip


def belongings() -> dict[str, Any]:
    """One of everything of them that has a page."""
    van = Place.objects.get(kind="van").pk
    return {f"supplies:{name}.place": van for name in AT_A_PLACE} | {
        "supplies:put_right.entry": Entry.objects.order_by("pk")[0].pk,
        "supplies:answer_refill.refill": Refill.objects.get().pk,
        "supplies:take_recall_back.lot": Lot.objects.order_by("pk")[0].pk,
        "supplies:thing.item": "syringe",
    }

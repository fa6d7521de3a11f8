"""Supplies: what is handed out, where it is kept, and how it came and went."""

from alongside.supplies.models.items import Item, Lot
from alongside.supplies.models.naloxone import (
    Area,
    Kit,
    KitOffer,
    KitRequest,
    Reversal,
)
from alongside.supplies.models.published import LocalDeaths, NaloxoneLaw
from alongside.supplies.models.stock import (
    Enough,
    Entry,
    Given,
    Level,
    Movement,
    Place,
    Refill,
)

__all__ = [
    "Area",
    "Enough",
    "Entry",
    "Given",
    "Item",
    "Kit",
    "KitOffer",
    "KitRequest",
    "Level",
    "LocalDeaths",
    "Lot",
    "Movement",
    "NaloxoneLaw",
    "Place",
    "Refill",
    "Reversal",
]

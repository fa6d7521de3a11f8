"""Supplies: what is handed out, where it is kept, and how it came and went."""

from alongside.supplies.models.items import Item, Lot
from alongside.supplies.models.stock import (
    Enough,
    Entry,
    Given,
    Level,
    Movement,
    Place,
    Refill,
)

__all__ = ["Enough", "Entry", "Given", "Item", "Level", "Lot", "Movement", "Place", "Refill"]

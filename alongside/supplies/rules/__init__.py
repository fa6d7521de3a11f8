"""What can be handed out (`catalogue`), and which of it goes first (`stock`). Plain values only."""

from alongside.supplies.rules import catalogue, stock

__all__ = ["catalogue", "stock"]

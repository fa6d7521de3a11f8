"""A list on paper: for people without a phone, or without signal. Nothing is fetched or kept."""

from alongside.exchange.paper.listing import SHAPES, draw

__all__ = ["SHAPES", "draw"]

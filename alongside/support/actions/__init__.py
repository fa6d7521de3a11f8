"""Every write about walking together, one file a subject."""

from alongside.support.actions.pairings import end_pairing, pair, wish_to_be_missed

__all__ = ["end_pairing", "pair", "wish_to_be_missed"]

"""What pages and returns read of the supplies."""

from alongside.supplies.queries.counts import Count, HandOuts, counts, hand_outs, known_people

__all__ = ["Count", "HandOuts", "counts", "hand_outs", "known_people"]

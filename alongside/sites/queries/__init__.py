"""What the pages of a place read, and what others may count."""

from alongside.sites.queries.lines import counts

__all__ = ["counts"]

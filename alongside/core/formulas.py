"""Cells of a table that a person opens: none is taken for a formula. What programs read (HSDS,
BMLT) goes out as it is, or it would be another name when it comes back."""

RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula, some also after spaces."""
    return f"'{text}" if is_risky(text) else text


def plain(text: str) -> str:
    """As it was before `safe`."""
    return text[1:] if text[:1] == "'" and is_risky(text[1:]) else text


def is_risky(text: str) -> bool:
    return text.startswith(RISKY) or text.lstrip().startswith(RISKY)

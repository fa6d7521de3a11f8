"""Telephone numbers, as gateways want them."""

import re
from collections.abc import Mapping

# How numbers of a country begin abroad, and what they begin with at home.
_CALLING: Mapping[str, tuple[str, str]] = {
    "US": ("1", ""),
    "CA": ("1", ""),
    "GB": ("44", "0"),
    "IE": ("353", "0"),
    "FR": ("33", "0"),
    "BE": ("32", "0"),
    "CH": ("41", "0"),
    "AU": ("61", "0"),
    "NZ": ("64", "0"),
    "ES": ("34", ""),
    "MX": ("52", ""),
}


def number(said: str, country: str) -> str:
    """A number as gateways want it (+15065550142), or nothing where it is none."""
    digits = re.sub(r"[\s().\-/\u2010-\u2015]", "", said.strip())
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if not digits.startswith("+"):
        code, before = _CALLING.get(country.upper(), ("", ""))
        if not code or not digits.isascii() or not digits.isdigit():
            return ""
        own = digits.removeprefix(before) if before else digits
        is_whole = code == "1" and len(own) == 11 and own.startswith("1")
        digits = f"+{own}" if is_whole else f"+{code}{own}"
    return digits if re.fullmatch(r"\+[1-9][0-9]{7,14}", digits) else ""

"""How somebody writes a place: a town, 'Town, State', a postal code."""

import re
from dataclasses import dataclass

from alongside.directory.rules import words

STATES = {
    "US": "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|"
    "DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|"
    "IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|"
    "MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|"
    "NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|"
    "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|"
    "RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|"
    "VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|"
    "PR Puerto Rico",
    "CA": "AB Alberta|BC British Columbia|BC Colombie-Britannique|MB Manitoba|"
    "NB New Brunswick|NB Nouveau-Brunswick|NL Newfoundland and Labrador|NL Terre-Neuve|"
    "NS Nova Scotia|NS Nouvelle-Écosse|ON Ontario|PE Prince Edward Island|QC Quebec|"
    "SK Saskatchewan|YT Yukon|NT Northwest Territories|NU Nunavut",
    "AU": "ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|"
    "QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia",
}
REGIONS: dict[str, set[tuple[str, str]]] = {}  # folded name or code: (country, region)
for _country, _list in STATES.items():
    for _entry in _list.split("|"):
        _code, _name = _entry.split(" ", 1)
        for _key in (words.fold(_code), words.fold(_name)):
            REGIONS.setdefault(_key, set()).add((_country, _code))
for _name in ("England", "Scotland", "Wales", "Northern Ireland"):
    REGIONS.setdefault(words.fold(_name), set()).add(("GB", _name))
COUNTRIES = {
    "us": "US", "usa": "US", "united states": "US", "estados unidos": "US", "etats unis": "US",
    "canada": "CA", "uk": "GB", "gb": "GB", "united kingdom": "GB", "great britain": "GB",
    "france": "FR", "francia": "FR", "spain": "ES", "espana": "ES", "espagne": "ES",
    "mexico": "MX", "mexique": "MX", "ireland": "IE", "irlande": "IE", "irlanda": "IE",
    "australia": "AU", "australie": "AU", "new zealand": "NZ", "germany": "DE",
    "alemania": "DE", "allemagne": "DE", "belgium": "BE", "belgique": "BE", "suisse": "CH",
    "switzerland": "CH", "italy": "IT", "portugal": "PT", "argentina": "AR", "chile": "CL",
    "colombia": "CO", "peru": "PE", "india": "IN", "japan": "JP", "brazil": "BR",
}  # fmt: skip
_ZIP = re.compile(r"^(\d{5})(?:[- ]?\d{4})?$")
# 'M5V 2T6' and 'SW1A 1AA', also the first half alone, by which we know where the area is.
_CANADIAN = re.compile(r"([abceghj-nprstvxy]\d[abceghj-nprstv-z])(?:[- ]?(\d[a-z]\d))?", re.I)
_BRITISH = re.compile(r"([a-z]{1,2}\d[a-z\d]?)(?: ?(\d[a-z]{2}))?", re.I)
_AT_THE_END = re.compile(rf"[\s,]+(?:{_CANADIAN.pattern}|{_BRITISH.pattern})$", re.I)
_ABBREVIATED = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A postal code, or a folded town with what was said about where it is."""

    postal: str = ""
    town: str = ""
    regions: frozenset[tuple[str, str]] = frozenset()
    country: str = ""


def asked(text: str) -> Asked:
    """'21201', '21201-1234', 'montreal', 'Springfield, Illinois', 'Paris, TX, USA',
    'Springfield IL', 'm5v2t6', 'SW1A 1AA'."""
    postal = _postal(" ".join(text.split()))
    if postal:
        return postal
    text = _without_postal(text)
    parts = [part for part in (words.fold(part) for part in text.split(",")) if part]
    if not parts:
        return Asked()
    town, *rest = parts
    regions: frozenset[tuple[str, str]] = frozenset()
    country = ""
    for part in rest:
        part = re.sub(r"\s*\d[\w ]*$", "", part) or part  # 'MD 21201' says Maryland
        regions = regions or frozenset(REGIONS.get(part, ()))
        if part not in REGIONS or part in COUNTRIES:
            country = country or COUNTRIES.get(part, part.upper() if len(part) == 2 else "")
    before, _, last = town.rpartition(" ")
    if not rest and before and last in REGIONS and len(last) <= 3:
        town, regions = before, frozenset(REGIONS[last])
    return Asked(town=town, regions=regions, country=country)


def _postal(text: str) -> Asked | None:
    """The area of a postal code and its country, where its form says which one."""
    if found := _ZIP.match(text):
        return Asked(postal=found[1])
    canadian, british = _CANADIAN.fullmatch(text), _BRITISH.fullmatch(text)
    if canadian:
        either = british and not canadian[2]  # 'N1C' is an area of both
        return Asked(postal=canadian[1].upper(), country="" if either else "CA")
    return Asked(postal=british[1].upper(), country="GB") if british else None


def _without_postal(text: str) -> str:
    """'Edmonton, Alberta T6E 4E8' is Edmonton, Alberta: its town says where it is."""
    found = _AT_THE_END.search(text.rstrip())
    whole = found and (found[2] or found[4])
    return text.rstrip()[: found.start()] if found and whole else text


def spellings(town: str) -> list[str]:
    """The folded town and how it may be written out: 'st johns' is 'saint johns'."""
    first, _, rest = town.partition(" ")
    full = _ABBREVIATED.get(first)
    short = next((key for key, value in _ABBREVIATED.items() if value == first), None)
    other = full or short
    return [town, f"{other} {rest}"] if other and rest else [town]


def town_of_address(address: str) -> str:
    """'8318 104 St, Edmonton, Alberta, T6E 4E8, Canada' → 'Edmonton, Alberta, Canada': what
    `asked` can read, or nothing where the town can't be told from the street."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    country = parts.pop() if parts and words.fold(parts[-1]) in COUNTRIES else ""
    while parts and re.fullmatch(r"[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d|\d{5}(-\d{4})?", parts[-1]):
        parts.pop()
    region = ""
    if parts:
        bare = re.sub(r"\s+(\d{5}(-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)$", "", parts[-1])
        if words.fold(bare) in REGIONS:
            region = bare
            parts.pop()
    if not parts or any(sign.isdigit() for sign in parts[-1]):
        return ""
    return ", ".join(filter(None, (parts[-1], region, country)))


_IN_TEXT = re.compile(
    r"^(?P<what>.*?)(?:(?:^|[\s,])(?:in|near|around|cerca de|près de|pres de|autour de)|"
    r"[\s,](?:by|en|a|à|au|aux))\s+(?P<where>[^\d]{2,80})$",
    re.I,
)
_LAST_CODE = re.compile(
    r"^(?P<what>.*?)[\s,]+(?P<where>\d{5}|[A-Za-z]\d[A-Za-z](?:\s?\d[A-Za-z]\d)?|"
    r"[A-Za-z]{1,2}\d[A-Za-z\d]?(?:\s?\d[A-Za-z]{2})?)$"
)


def in_text(text: str) -> tuple[str, str]:
    """'food in Baltimore' → 'food', 'Baltimore'; the text and nothing where it names no place
    that can be told from the words around it."""
    plain = " ".join(text.split())
    found = _LAST_CODE.match(plain) or _IN_TEXT.match(plain)
    if not found:
        return plain, ""
    where = " ".join(word for word in found["where"].split() if words.fold(word) not in _NOT_WHERE)
    return found["what"].strip(" ,"), where.strip(" ,")


_NOT_WHERE = {"tonight", "today", "tomorrow", "now", "hoy", "manana", "ahora", "me", "mi", "moi"}

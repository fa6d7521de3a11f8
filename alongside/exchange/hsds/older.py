"""Documents as HSDA and Open Referral UK had them before 3.0, said as they are said today."""

from collections.abc import Iterator
from typing import Any

Object = dict[str, Any]
WEEKLY = {"freq": "WEEKLY"}
_WHEN: dict[str, tuple[str, Object]] = {
    "regular_schedule": ("schedules", WEEKLY),
    "regular_schedules": ("schedules", WEEKLY),
    "holiday_schedule": ("schedules", {}),
    "holiday_schedules": ("schedules", {}),
}
# Object: its list of before, the list of today, and what was meant without being said.
NESTED: dict[str, dict[str, tuple[str, Object]]] = {
    "service": {
        **_WHEN,
        "fundings": ("funding", {}),
        "payments_accepted": ("attributes", {"label": "payment"}),
        "service_at_location": ("service_at_locations", {}),
    },
    "service_at_location": _WHEN,
    "location": {
        **_WHEN,
        "physical_address": ("addresses", {"address_type": "physical"}),
        "postal_address": ("addresses", {"address_type": "postal"}),
        "accessibility_for_disabilities": ("accessibility", {}),
    },
    "organization": {"fundings": ("funding", {})},
}
TERMS = ("service_taxonomys", "service_taxonomies", "service_taxonomy", "taxonomys")
LIMITS = ("eligibilitys", "eligibilities", "eligibility")


def as_today(name: str, said: Object) -> Object:
    """The object with its lists under their names of today; itself where nothing is older."""
    nested = {old: new for old, new in NESTED.get(name, {}).items() if old in said}
    if not nested and not (name == "service" and said.keys() & {*TERMS, *LIMITS}):
        return said
    said = dict(said)
    for old, (new, meant) in nested.items():
        _add(said, new, ({**meant, **each} for each in _objects(said.pop(old))))
    if name == "service":
        for old in TERMS:
            _add(said, "attributes", map(_attribute, _objects(said.pop(old, None))))
        for old in LIMITS:
            if not isinstance(said.get(old), str):
                _limit(said, list(_objects(said.pop(old, None))))
    return said


def _objects(said: Any) -> Iterator[Object]:
    for each in said if isinstance(said, list) else [said]:
        if isinstance(each, dict):
            yield each


def _add(said: Object, name: str, more: Iterator[Object]) -> None:
    if found := list(more):
        said[name] = [*(said.get(name) or []), *found]


def _attribute(each: Object) -> Object:
    """A category: `taxonomy` was its term, `vocabulary` the name of its taxonomy."""
    inner = each.get("taxonomy") if isinstance(each.get("taxonomy"), dict) else each
    term = {key: value for key, value in (inner or {}).items() if key != "parent"}
    above = (inner or {}).get("parent")
    if isinstance(above, dict) and above.get("id"):
        term["parent_id"] = above["id"]
    return {"id": each.get("id") if inner is not each else None, "taxonomy_term": term}


def _limit(said: Object, limits: list[Object]) -> None:
    """Who may come stood beside the service; its ages are now its own."""
    for name in ("minimum_age", "maximum_age"):
        ages = [each[name] for each in limits if isinstance(each.get(name), int | float)]
        if ages and said.get(name) is None:
            said[name] = min(ages) if name == "minimum_age" else max(ages)
    words = dict.fromkeys(str(each["eligibility"]) for each in limits if each.get("eligibility"))
    if words and not said.get("eligibility_description"):
        said["eligibility_description"] = "; ".join(words)

"""Every tap of a participant has a spoken and a paper way, or says why it has none."""

from alongside.accounts import roles
from tests.bad_input.doors import READS
from tests.house.doors import doors
from tests.house.spoken import SPOKEN

WORKERS = ("volunteer", "peer", "supervisor", "coordinator")
SAID = ("none: ", "talk: ")
# What is only read, or opens somebody's own account in whatever hat.
EVERYBODYS = frozenset({"account-keep", "return-key-make"})


def permissions(*slugs: str) -> set[str]:
    return {str(each) for slug in slugs for each in roles.ROLES[slug].permissions}


def taps() -> set[str]:
    """Doors that write, and that participants may enter."""
    theirs = permissions("participant") - EVERYBODYS
    return {
        each.name
        for each in doors()
        if each.rule and each.rule.permission in theirs and each.name not in READS
    }


def test_every_tap_says_its_spoken_way() -> None:
    assert not taps() - set(SPOKEN), "Say how it is done aloud or on paper (tests/house/spoken.py)"
    there = {each.name for each in doors()}
    assert not set(SPOKEN) - there, "There is no such door any more"


def test_the_spoken_way_is_a_door_for_workers() -> None:
    rules = {each.name: each.rule for each in doors()}
    held = permissions(*WORKERS)
    for tap, way in SPOKEN.items():
        if way.startswith(SAID):
            continue
        assert way in rules, f"{tap}: there is no door {way}"
        rule = rules[way]
        assert rule is not None and rule.permission in held, f"{tap}: no worker enters {way}"

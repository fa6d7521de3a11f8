"""Who reaches what: asked of the lock itself, role by role, and written in the page on roles."""

from pathlib import Path

import pytest

from alongside.accounts import access, roles
from alongside.accounts.access import Permission as P
from alongside.participants import policy
from alongside.participants.models import Tie
from tests.cast import Cast

PAGE = Path(__file__).parents[2] / "docs/running/roles.md"
BEGIN, END = "<!-- who reaches what -->", "<!-- that is all -->"
WHO = {
    "participant": "sam",
    "volunteer": "vera",
    "peer": "maya",
    "supervisor": "dana",
    "coordinator": "omar",
    "privacy": "piet",
    "manager": "max",
    "administrator": "kit",
    "funder": "ana",
}
WHAT = {
    "how somebody is, and how to reach them": P.PARTICIPANT_READ,
    "their plan": P.PLAN_READ,
    "times together": P.CONTACT_READ,
    "check-ins": P.CHECKIN_READ,
    "referrals": P.REFERRAL_READ,
    "write in the plan": P.GOAL_SET,
    "write down a time together": P.CONTACT_LOG,
    "end a pairing": P.PAIRING_END,
    "who looked": P.LOOKS_READ,
    "their own walls": P.WALL_OWN,
}
WITHOUT_A_RECORD = {
    "requests for a peer": P.REQUEST_ANSWER,
    "counts of a team": P.TEAM_READ,
    "published numbers": P.OUTCOMES_READ,
    "look for one of their own people": P.PERSON_SEEK,
    "open one in an emergency": P.GLASS_BREAK,
    "call whoever is on call": P.DANGER_TAP,
    "searches, emergencies and odd looks of others": P.WALL_KEEP,
}


def opens(cast: Cast, who: str, permission: P, whom: str) -> bool:
    by = cast.characters[who].by
    try:
        policy.require(by, permission, participant=cast.characters[whom].id)
    except access.Refused:
        return False
    return True


def cell(cast: Cast, role: str, permission: P) -> str:
    """What the lock says to somebody in this role. Sam is tied to the peer, the volunteer and the
    supervisor; Rosa is in the organisation and tied to nobody."""
    who = WHO[role]
    tied, untied = (opens(cast, who, permission, whom) for whom in ("sam", "rosa"))
    if untied:
        return "everybody’s"
    if not tied:
        return "–"
    return {"participant": "own", "supervisor": "their team’s"}.get(role, "those they walk with")


def written(cast: Cast) -> str:
    named = [str(roles.ROLES[slug].name) for slug in WHO]
    lines = ["| | " + " | ".join(named) + " |", "| --- " * (len(WHO) + 1) + "|"]
    for what, permission in WHAT.items():
        cells = [cell(cast, role, permission) for role in WHO]
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    for what, permission in WITHOUT_A_RECORD.items():
        held = ["yes" if permission in roles.ROLES[role].permissions else "–" for role in WHO]
        lines.append(f"| {what} | " + " | ".join(held) + " |")
    return "\n".join(lines)


@pytest.fixture
def tied(cast: Cast) -> Cast:
    """Vera walks with Sam as well."""
    Tie.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        person_id=cast.vera.by.person_id,
        why="pairing",
    )
    return cast


def test_the_page_says_what_the_lock_does(tied: Cast) -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = page.partition(BEGIN)[2].partition(END)[0].strip()
    assert told == written(tied), f"Write this into {PAGE.name}:\n{written(tied)}"


@pytest.mark.parametrize("role", ["privacy", "manager", "administrator", "funder"])
def test_no_title_opens_a_record(tied: Cast, role: str) -> None:
    assert not policy.participants_for(tied.characters[WHO[role]].by).exists()
    for permission in WHAT.values():
        assert cell(tied, role, permission) == "–"

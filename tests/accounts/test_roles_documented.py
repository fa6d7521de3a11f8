"""docs/running/roles.md says what roles.py does."""

import re
from pathlib import Path

from alongside.accounts import roles
from alongside.accounts.access import Permission

PAGE = (Path(__file__).parents[2] / "docs/running/roles.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its two first lines."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_role_stands_there_with_its_sentence_and_home() -> None:
    assert rows("In a sentence") == [
        [str(role.name), f"`{role.slug}`", str(role.sentence), f"`{role.home}`"]
        for role in roles.ROLES.values()
    ]


def test_every_permission_stands_there_with_its_roles() -> None:
    documented = {
        permission.strip("`"): set(re.findall(r"`([a-z]+)`", who))
        for permission, who in rows("What each may do")
    }
    assert documented == {
        permission.value: {
            role.slug for role in roles.ROLES.values() if permission in role.permissions
        }
        for permission in Permission
    }


def test_there_are_few_enough_permissions_to_read() -> None:
    assert len(Permission) <= 80

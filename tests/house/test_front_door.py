"""One front door: every address says who may enter, and the whole cast tries every one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from alongside.accounts import access, roles
from alongside.participants import policy
from tests.cast import STAFF, Cast, Character
from tests.house.doors import Door, belongings, doors
from tests.house.elsewhere import calls_elsewhere
from tests.house.ledger import LEDGER

IN_RIVERBEND = ("sam", "lee", "rosa")
EVERYONE = (*STAFF, *IN_RIVERBEND, "riley", "tess")


def test_it_names_the_whole_cast(cast: Cast) -> None:
    assert {character.name for character in cast.everyone()} == set(EVERYONE)


def test_it_lists_every_address_with_its_rule() -> None:
    here = {f"{each.name} /{each.path}": each.said for each in doors()}
    new = {key: rule for key, rule in here.items() if LEDGER.get(key) != rule}
    gone = sorted(set(LEDGER) - set(here))
    lines = "\n".join(f'    "{key}": "{rule}",' for key, rule in new.items())
    assert not new, f"Think about who may enter, then write into tests/house/ledger.py:\n{lines}"
    assert not gone, f"Take out of tests/house/ledger.py: {gone}"


def test_it_has_no_address_that_says_nothing() -> None:
    assert not [each.path for each in doors() if each.rule is None]


def test_it_uses_every_permission() -> None:
    """In some role, and at some door or in some action."""
    from tests.house import tree

    held = {permission for role in roles.ROLES.values() for permission in role.permissions}
    code = "\n".join(
        path.read_text()
        for path in tree.python()
        if tree.name(path) not in {"alongside/accounts/access.py", "alongside/accounts/roles.py"}
    )
    unheld = sorted(set(access.Permission) - held)
    unused = sorted(each.name for each in access.Permission if f".{each.name}" not in code)
    assert len(access.Permission) <= 80
    assert not unheld, f"In no role: {unheld}"
    assert not unused, f"Asked for nowhere: {unused}"


# --- the walk ------------------------------------------------------------------------


@pytest.fixture
def world(cast: Cast) -> dict[str, dict[str, Any]]:
    """The same things three times: Sam's (tied to Maya and Dana), Rosa's (in the organisation,
    tied to nobody) and Tess's (of another organisation)."""
    return {
        "tied": belongings(cast, cast.sam, cast.maya),
        "untied": belongings(cast, cast.rosa, cast.vera),
        "elsewhere": belongings(cast, cast.tess, cast.riley),
    }


def opened(client: Client, each: Door, things: dict[str, Any]) -> Any:
    """GET, or an empty POST where the door takes nothing else."""
    client.raise_request_exception = False
    answer = client.get(each.at(things))
    return client.post(each.at(things), {}) if answer.status_code == 405 else answer


def status(client: Client, each: Door, things: dict[str, Any]) -> tuple[int, str]:
    answer = opened(client, each, things)
    return answer.status_code, answer.headers.get("Location", "")


LEAVING = ("accounts:sign_out", "accounts:leave")
OK = {200, 204, 302, 303}
UNHAPPY = {400, 404, 409, 410, 422, 429}  # understood, and said in words


def asked_by(each: Door, character: Character) -> bool:
    rule = each.rule
    assert rule is not None
    if rule.api:
        return False  # its routes are walked with tokens, in tests of the API
    if rule.public:
        return True
    if rule.holder and character.by.kind != rule.holder:
        return False
    assert rule.permission is not None
    return access.can(character.by, access.Permission(rule.permission))


# The directory is public, and so is what the API offers.
API_FOR_ANYBODY = {"api:openapi-json", "api:meetings", "api:services", "api:places"}


def test_it_lets_nobody_in_who_is_not_signed_in(cast: Cast, world: Any) -> None:
    wrong = []
    for each in doors():
        assert each.rule is not None
        answer = opened(Client(), each, world["tied"])
        found, to = answer.status_code, answer.headers.get("Location", "")
        if each.rule.public:
            fine = found in OK | UNHAPPY | {503}
        elif each.rule.holder:
            fine = found == 410
        elif each.rule.data:
            fine = found == 401
        elif each.rule.api:
            fine = found in {401, 404} or each.name in API_FOR_ANYBODY
        else:
            fine = found == 302 and "/sign-in/" in to
        if not fine:
            wrong.append(f"{each.name} {each.path}: {found} {to}")
        wrong += [f"{each.name} {each.path}: {tag}" for tag in calls_elsewhere(answer)]
    assert not wrong, "Nobody at the door:\n" + "\n".join(wrong)


@pytest.mark.whole
@pytest.mark.once
@pytest.mark.parametrize("who", [*STAFF, "sam", "rosa"])
def test_it_refuses_every_role_that_lacks_the_permission(cast: Cast, world: Any, who: str) -> None:
    """Somebody of each: a permission is a role's."""
    character, wrong = cast.characters[who], []
    client = character.client()
    for each in doors():
        assert each.rule is not None
        held = each.rule.public or each.rule.holder or each.rule.api
        if held or asked_by(each, character):
            continue
        answer = opened(client, each, world["tied"])
        if answer.status_code != 403 or "no-store" not in answer.headers["Cache-Control"]:
            wrong.append(f"{each.name} {each.path}: {answer.status_code}")
    assert not wrong, "Expected 403:\n" + "\n".join(wrong)


@pytest.mark.whole
@pytest.mark.parametrize("who", EVERYONE)
def test_it_answers_whoever_comes(cast: Cast, world: Any, who: str) -> None:
    """With the permission a page opens, or says in words why not; it is never an error, no
    browser keeps it, and it calls no other website. What reads no session is the same for
    everybody, and nobody has just walked through it. PostgreSQL asks once more to which
    organisation a row belongs, not who reads it: there one of each organisation is enough."""
    character, wrong = cast.characters[who], []
    first_only = connection.vendor == "postgresql" and character.by.organisation_id != (
        cast.harbour.pk
    )
    home = "elsewhere" if character.by.organisation_id == cast.harbour.pk else "tied"
    client = character.client()
    for each in doors():
        if each.name.startswith(LEAVING) or not asked_by(each, character) or each.knows_nobody:
            continue
        if first_only and who != first_through(each, cast):
            continue
        answer = opened(client, each, world[home])
        expected = OK | UNHAPPY | {503} | ({403} if each.parameters else set())
        if answer.status_code not in expected:
            wrong.append(f"{each.name} {each.path}: {answer.status_code}")
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            wrong.append(f"{each.name} {each.path}: a browser may keep it")
        wrong += [f"{each.name} {each.path}: {tag}" for tag in calls_elsewhere(answer)]
    assert not wrong, "Expected an answer:\n" + "\n".join(wrong)


def first_through(each: Door, cast: Cast) -> str:
    return next(name for name in EVERYONE if asked_by(each, cast.characters[name]))


# Doors whose parameter is not about one participant or one organisation.
ANYBODYS = {
    "groups:take_back",  # what is taken back already is taken back
    "groups:take_back_offer",  # the same
    "exchange:let_people_go",
    "exchange:let_go",  # one that is gone already is let go
    "accounts:end_session",  # one that has ended has ended
    "accounts:end_factor",  # and so has this
    "support:choose_sequence",  # examples are the same for everybody
    "homes:behind",  # which returns there are is the same for everybody; the numbers are not
    "homes:one_return",
    "homes:return_table",
    "supplies:thing",  # of the list that everybody has
    "directory:meeting",
    "directory:service",
    "referrals:open",
}


@pytest.mark.whole
@pytest.mark.parametrize("who", [*STAFF, *IN_RIVERBEND])
def test_it_knows_nothing_of_another_organisation(cast: Cast, world: Any, who: str) -> None:
    character, wrong = cast.characters[who], []
    client = character.client()
    for each in doors():
        if not each.parameters or each.name in ANYBODYS or not asked_by(each, character):
            continue
        found, to = status(client, each, world["elsewhere"])
        if found in {302, 303}:  # a page to post to sends back to the thing: is that there?
            found = client.get(to).status_code
        if found == 422:  # the form was read first: the same as for what nobody has?
            found = 404 if status(client, each, {})[0] == 422 else 422
        if found != 404:
            wrong.append(f"{each.name} {each.path}: {found} {to}")
    assert not wrong, "Expected 404:\n" + "\n".join(wrong)


def test_it_opens_no_record_without_a_tie(cast: Cast, world: Any) -> None:
    """Inside the organisation, and of nobody one walks with: not there, and Rosa reads of it."""
    wrong = []
    for character in cast.everyone():
        if character.by.organisation_id != cast.riverbend.pk or character.name == "rosa":
            continue
        reaches = policy.participants_for(character.by).filter(pk=cast.rosa.id).exists()
        client = character.client()
        for each in doors():
            if "participant" not in each.parameters or not asked_by(each, character):
                continue
            found, to = status(client, each, world["untied"])
            if reaches or found != 404:
                wrong.append(f"{character.name} at {each.name} {each.path}: {found} {to}")
    assert not wrong, "Expected 404:\n" + "\n".join(wrong)
    from alongside.audit import queries as history

    refused = history.about(cast.rosa.id).filter(outcome="refused")
    assert refused.exists(), "Rosa should read that somebody was refused at her record"

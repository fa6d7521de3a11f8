"""One way out: nothing else writes down that something left, or shows a partner anything."""

import ast

from tests.house import tree
from tests.house.doors import doors

OUT = "alongside/participants/actions/leaving.py"
# Doors through which something about somebody leaves, and the action each goes by.
LEAVES = {
    "referrals:partner": ("alongside/referrals/actions/partner.py", "show"),
    "participants:letter": ("alongside/participants/views/agreeing.py", "letter"),
    "rights:give": ("alongside/rights/actions/demands.py", "give"),
    "participants:emergency": ("alongside/participants/actions/askings.py", "tell_emergency"),
}


def test_it_writes_disclosures_in_one_place() -> None:
    found = []
    for path in tree.python():
        for node in ast.walk(tree.parsed(path)):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            makes = called.endswith(("Disclosure", "Disclosure.objects.create", "bulk_create"))
            if makes and "Disclosure" in ast.unparse(node) and tree.name(path) != OUT:
                found.append(f"{tree.name(path)}:{node.lineno} {called}")
    assert not found, f"Only `disclose` says that something left: {found}"


def test_it_shows_partners_nothing_but_what_was_disclosed() -> None:
    """Whoever holds a partner's link gets in by doors that go by `disclose`."""
    ours = [each for each in doors() if each.rule is not None]
    theirs = {each.name for each in ours if each.rule and each.rule.holder == "partner-link"}
    assert theirs <= set(LEAVES), f"Say by which action it goes: {theirs - set(LEAVES)}"


def test_it_goes_by_disclose_wherever_something_leaves() -> None:
    for name, (path, function) in LEAVES.items():
        nodes = ast.walk(tree.parsed(tree.ROOT / path))
        found = [n for n in nodes if isinstance(n, ast.FunctionDef) and n.name == function]
        assert found, name
        called = {ast.unparse(n.func) for n in ast.walk(found[0]) if isinstance(n, ast.Call)}
        assert any(one.endswith(".disclose") for one in called), f"{name} goes around `disclose`"


def test_it_sends_our_own_numbers_to_nobody() -> None:
    """What is printed for others names the reference, never an id of ours."""
    folder = tree.CODE / "participants/templates/participants"
    for name in ("letter.html", "parts/notice.html", "parts/scope.html", "parts/contents.html"):
        text = (folder / name).read_text(encoding="utf-8")
        outside = [line for line in text.splitlines() if "no-print" not in line]
        assert ".pk" not in "".join(outside), name
        assert ".id" not in "".join(outside), name

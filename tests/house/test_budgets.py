"""Budgets: a function is read at one glance, a file in one sitting, a policy on one page."""

import ast
import re

from tests.house import tree

FUNCTION, FILE, POLICY = 40, 400, 80

# What may be longer, and why.
LONG_FUNCTIONS: dict[str, str] = {}
LONG_FILES: dict[str, str] = {}
# What may be skipped, and why: it is counted and named where that happens.
SKIPS = {"tests/exchange/real.py": "real directories have no licence to be shipped with us"}

PLACES = (
    tree.CODE, tree.ROOT / "tests", tree.ROOT / "tools", tree.ROOT / "benchmarks",
)  # fmt: skip


def code() -> list:  # type: ignore[type-arg]
    return [path for place in PLACES if place.exists() for path in tree.python(under=place)]


def test_it_keeps_functions_short() -> None:
    long = [
        f"{tree.name(path)}:{node.lineno} {node.name} has {length} lines"
        for path in code()
        for node in tree.functions(tree.parsed(path))
        if (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION
        and f"{tree.name(path)}:{node.name}" not in LONG_FUNCTIONS
    ]
    assert not long, long


def test_it_keeps_files_short() -> None:
    long = [
        f"{tree.name(path)} has {length} lines"
        for path in code()
        if (length := len(path.read_text().splitlines())) > FILE
        and tree.name(path) not in LONG_FILES
    ]
    assert not long, f"A room that passes {FILE} lines becomes a folder: {long}"


def test_it_keeps_every_policy_on_one_page() -> None:
    long = [
        f"{tree.name(path)} has {length} lines"
        for path in tree.in_rooms("policy")
        if (length := len(path.read_text().splitlines())) > POLICY
    ]
    assert not long, long


def test_it_leaves_no_scaffolding() -> None:
    found = []
    for path in code():
        inside = tree.name(path)
        speaks = inside.startswith(("tests/", "tools/", "benchmarks/")) or "/management/" in inside
        for node in ast.walk(tree.parsed(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id == "breakpoint" or (node.func.id == "print" and not speaks):
                found.append(f"{inside}:{node.lineno} {node.func.id}()")
        for line, what in tree.imports(tree.parsed(path)):
            if what.split(".")[0] in {"pdb", "ipdb"}:
                found.append(f"{inside}:{line} {what}")
    assert not found, found


def test_it_skips_no_test() -> None:
    word = re.compile(r"pytest\.(skip|mark\.skip|mark\.xfail|importorskip)")
    found = [
        tree.name(path)
        for path in tree.python(under=tree.ROOT / "tests")
        if word.search(path.read_text())
        and path.name != "test_budgets.py"
        and tree.name(path) not in SKIPS
    ]
    assert not found, f"A test runs, or is not there: {found}"

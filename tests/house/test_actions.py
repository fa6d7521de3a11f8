"""Actions ask first: `by` before everything, `require` before anything, history last."""

import ast
from pathlib import Path

from tests.house import tree

# `rows.reached` finds a referral and asks `policy.require` about its participant.
LOCKS = {"access.require", "policy.require", "rows.reached"}

# Actions that don't ask at the lock, each with its reason.
EXCUSED = {
    "audit.actions.history": "history is written by the action that has asked",
    "audit.actions.seals": "below the lock; asks for the system by itself",
    "audit.actions.anchors": "below the lock; asks for the system by itself",
    "jobs.actions": "the worker's own rows, below the lock; none is about a participant",
    "accounts.actions.guesses": "counts, below the lock; writes no row",
    "accounts.actions.passkeys": "computes with what browsers say, and writes nothing",
    "accounts.actions.factors.require_factor": "asked of somebody whom no lock knows yet",
    "accounts.actions.keys.require_words_of": "asked by the action that asks again",
    "accounts.actions.own.require_knowledge": "asked by the action that asks again",
    "accounts.actions.versions": "compare two values, and write nothing",
    "followups.actions.rows": "what several of its neighbours do after they have asked",
    "groups.actions.rows": "what several of its neighbours do after they have asked",
    "groups.actions.offering.checked": "computes; called after the lock",
    "groups.actions.offering.change": "what two of its neighbours do after they have asked",
    "groups.actions.places.fill": "what several of its neighbours do after they have asked",
    "questions.actions.rows": "what several of its neighbours do after they have asked",
    "referrals.actions.rows": "what several of its neighbours do after they have asked",
    "capture.actions.rows": "what replaying and settling do after they have asked",
    "capture.actions.replaying.opened": "computes, and writes nothing",
    "capture.actions.replaying.settle": "what keeping and replaying do after they have asked",
    "capture.actions.replaying.settled": "computes, and writes nothing",
    "capture.actions.replaying.still_held": "what keeping and replaying do after they have asked",
    "capture.actions.replaying.try_again": "what keeping and replaying do after they have asked",
    "directory.actions.finding": "part of an import, which has asked; the index says nothing new",
    "participants.actions.rows": "what several of its neighbours do after they have asked",
    "participants.actions.newcomers": "what two of its neighbours do after they have asked",
    "participants.actions.apart.close_to": "what a tap and a spoken word do after they have asked",
    "participants.actions.apart.close_again": "what undoing does after it has asked",
    "participants.actions.apart.no_longer": "what a spoken word does after it has asked",
    "participants.actions.links.offer": "what a tap and a spoken word do after they have asked",
    "participants.actions.links.agree": "what a tap and a spoken word do after they have asked",
    "participants.actions.links.cut": "what a tap and a spoken word do after they have asked",
    "participants.actions.asked": "what a tap and a spoken word do after they have asked",
    "participants.actions.communities.belonged": "the same",
    "participants.actions.likeness.no_code": "the same",
    "participants.actions.saying.changed_since": "says what can't be done; writes nothing",
    "support.actions.pairings.begin": "what a tap and a spoken word do after they have asked",
    "support.actions.pairings.answered": "the same",
    "support.actions.pairings.missed": "the same",
    "support.actions.pairings.wished_next": "the same",
    "support.actions.plans.closed": "the same",
    "participants.actions.reaching.columns": "computes, and writes nothing",
    "participants.actions.reaching.write": "what a tap and a spoken word do after they have asked",
    "support.actions.replies.take_back_reply": "what undoing does after it has asked",
    "directory.actions.making": "what accepting and preparing do after they have asked",
    "directory.actions.renewing": "what imports and its neighbours do after they have asked",
    "directory.actions.rows": "what several of its neighbours do after they have asked",
    "threads.actions.rows": "what several of its neighbours do after they have asked",
    "outreach.actions.rows": "what several of its neighbours do after they have asked",
    "supplies.actions.cards": "says what can't be done; writes nothing",
    "supplies.actions.counting": "what several of its neighbours do after they have asked",
    "supplies.actions.rows": "what several of its neighbours do after they have asked",
    "sites.actions.rows": "what several of its neighbours do after they have asked",
    "welcome.actions.rows": "what several of its neighbours do after they have asked",
    "rights.actions.erasing": "what forgetting and the nightly work do after they have asked",
    "rights.actions.moving": "what putting together and taking apart do after they have asked",
    "rights.actions.ledger": "files outside the database, of what the action has decided",
    "rights.actions.forgetting.digest_of": "computes, and writes nothing",
    "participants.actions.records.require_consent": "writes nothing; called after the lock",
    "participants.actions.records.hold": "a lock of the database; writes nothing",
    "participants.actions.records.hold_all": "locks of the database; writes nothing",
    "support.actions.ahead.end_planned": "what a parting and a death do after they have asked",
    "support.actions.ahead.away": "what saying where they are does after it has asked",
    "support.actions.walks": "what several of its neighbours do after they have asked",
    "participants.actions.records.look": "asks with the permission of the page it opens for",
}
BELOW_THE_LOCK = {"core", "audit", "jobs", "shell"}  # `accounts` holds the lock, above these


def excused(dotted: str) -> bool:
    """By its own name, or with its whole module."""
    return dotted in EXCUSED or dotted.rpartition(".")[0] in EXCUSED


def actions() -> list[tuple[str, Path, ast.FunctionDef]]:
    """Every public function of every actions room, by its dotted name."""
    found = []
    for path in tree.in_rooms("actions"):
        dotted = ".".join(path.relative_to(tree.CODE).with_suffix("").parts)
        for node in tree.parsed(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.append((f"{dotted.removesuffix('.__init__')}.{node.name}", path, node))
    return found


def where(path: Path, node: ast.AST) -> str:
    return f"{tree.name(path)}:{getattr(node, 'lineno', 0)}"


def test_it_finds_actions_at_all() -> None:
    assert len(actions()) > 10


def test_it_takes_keywords_only_and_by_first() -> None:
    wrong = []
    for dotted, path, node in actions():
        args = node.args
        if excused(dotted):
            continue
        if args.posonlyargs or args.args or not args.kwonlyargs or args.kwonlyargs[0].arg != "by":
            wrong.append(f"{where(path, node)} {node.name}(*, by, …)")
    assert not wrong, f"Keyword-only, `by` first: {wrong}"


def first_statement(node: ast.FunctionDef) -> ast.stmt:
    body = node.body
    is_docstring = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    return body[1] if is_docstring and len(body) > 1 else body[0]


def asks(statement: ast.stmt) -> bool:
    """`access.require(by, …)` alone, or its answer kept."""
    value = getattr(statement, "value", None)
    if not isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return):
        return False
    if not isinstance(value, ast.Call):
        return False
    called = ast.unparse(value.func)
    names_by = bool(value.args) and ast.unparse(value.args[0]) == "by"
    return names_by and (called in LOCKS or called.split(".")[-1].startswith("require"))


def test_it_asks_in_the_first_line() -> None:
    wrong = [
        f"{where(path, node)} {node.name}: {ast.unparse(first_statement(node))[:70]}"
        for dotted, path, node in actions()
        if not excused(dotted)
        and dotted.split(".")[0] not in BELOW_THE_LOCK
        and not asks(first_statement(node))
    ]
    assert not wrong, "First line `access.require(by, P.X)` or `policy.require`:\n" + "\n".join(
        wrong
    )


def test_it_excuses_nothing_that_is_gone() -> None:
    here = {dotted for dotted, _, _ in actions()}
    here |= {dotted.rpartition(".")[0] for dotted in here}
    gone = sorted(set(EXCUSED) - here)
    assert not gone, f"No such action any more: {gone}"


def test_it_asks_for_a_permission_by_name() -> None:
    """`require(by, permission)` with a variable would move the decision to the caller."""
    wrong = []
    for dotted, path, node in actions():
        if excused(dotted):
            continue
        statement = first_statement(node)
        value = getattr(statement, "value", None)
        if asks(statement) and isinstance(value, ast.Call) and len(value.args) > 1:
            said = ast.unparse(value.args[1])
            if not said.startswith(("P.", "Permission.", "access.Permission.")):
                wrong.append(f"{where(path, node)} {node.name}: {said}")
    assert not wrong, f"Say which permission: {wrong}"


def test_it_writes_history_in_every_action_that_writes() -> None:
    """Only a hint: the module records somewhere. That each action does is in its own tests."""
    silent = []
    for path in tree.in_rooms("actions"):
        text = path.read_text()
        app = path.relative_to(tree.CODE).parts[0]
        if app in BELOW_THE_LOCK or path.name == "__init__.py":
            continue
        public = [n for n in tree.parsed(path).body if isinstance(n, ast.FunctionDef)]
        asks_here = [n for n in public if not n.name.startswith("_") and asks(first_statement(n))]
        if asks_here and "audit" not in text and "import actions as" not in text:
            silent.append(tree.name(path))
    assert not silent, f"No audit.record in: {silent}"

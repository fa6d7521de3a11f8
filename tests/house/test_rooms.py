"""Rooms: the same few kinds of file in every app, and what each may not do."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

FILES = {
    "__init__", "urls", "views", "api", "forms", "schemas", "actions", "tasks", "queries",
    "policy", "models", "rules", "apps", "middleware",
}  # fmt: skip
FOLDERS = {"migrations", "management", "templatetags", "templates", "static", "data"}
MAY_BE_FOLDERS = {"views", "forms", "actions", "queries", "models", "rules", "policy", "tasks"}
NAMED = {
    "accounts": {"actors", "access", "roles", "sessions", "words"},
    "capture": {"kinds"},  # what phones may say, and which action each is
    "matching": {"engine"},
    "directory": {"search"},
    "homes": {"demo"},  # invented people, and what they live through
    "rights": {"record"},  # the whole record: where it is found, and its shapes
    "threads": {"channels"},  # the ways out, one file each
    "shell": {"context"},  # what every page's frame needs
}
FREE = {"core", "config"}  # no rooms: a few small files each
FORMATS = "exchange"  # one file a format
BANNED_FILES = {"utils", "common", "helpers", "misc", "manager", "base", "signals"}


def test_it_knows_every_file_of_every_app() -> None:
    strange = []
    for app in tree.APPS:
        if app in FREE:
            continue
        for path in sorted((tree.CODE / app).iterdir()):
            word = path.stem
            if word.startswith((".", "__pycache__")):
                continue
            if path.is_dir():
                known = word in FOLDERS | MAY_BE_FOLDERS | NAMED.get(app, set()) or app == FORMATS
            else:
                known = word in FILES | NAMED.get(app, set()) or app == FORMATS
            if not known:
                strange.append(tree.name(path))
    assert not strange, f"No room has this name (house.md, Rooms): {strange}"


def test_it_calls_nothing_by_a_name_that_says_nothing() -> None:
    found = [tree.name(path) for path in tree.python() if path.stem in BANNED_FILES]
    assert not found, f"Say what it is for: {found}"


def test_it_has_no_room_twice() -> None:
    twice = [
        f"{app}/{room}"
        for app in tree.APPS
        for room in MAY_BE_FOLDERS
        if (tree.CODE / app / room).is_dir() and (tree.CODE / app / f"{room}.py").exists()
    ]
    assert not twice, f"A file or a folder, not both: {twice}"


def test_it_decides_rules_in_plain_python() -> None:
    pure = tree.in_rooms("rules") + [path for path in tree.python() if path.name == "engine.py"]
    found = [
        f"{tree.name(path)}:{line} {name}"
        for path in pure
        for line, name in tree.imports(tree.parsed(path))
        if name.split(".")[0] == "django" and not name.startswith("django.utils.translation")
    ]
    assert pure
    assert not found, f"Rules get plain values and `now` passed in: {found}"


def test_it_reads_no_clock_inside_rules() -> None:
    found = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.in_rooms("rules", "engine")
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow"}
    ]
    assert not found, f"Pass the time in: {found}"


# Whose pattern is made of more than one literal, and of what.
PATTERNS_OF = {
    "alongside/support/rules/wording.py": "our own words, each escaped",
    "alongside/directory/rules/places.py": "other patterns of its own",
}


def test_it_makes_no_pattern_of_data() -> None:
    """What somebody else says is compared, never run: not by `re`, not by a database."""
    found = []
    for path in tree.python():
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.keyword) and (node.arg or "").endswith("regex"):
                found.append(f"{tree.name(path)}:{node.value.lineno} {node.arg}")
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            asks = ast.unparse(node.func.value) == "re" and node.func.attr != "escape"
            whole = bool(node.args) and isinstance(node.args[0], ast.Constant)
            if asks and not whole and tree.name(path) not in PATTERNS_OF:
                found.append(f"{tree.name(path)}:{node.lineno} {ast.unparse(node)[:60]}")
    assert not found, f"Compare, or excuse it with a reason: {found}"


REACHERS = {"policy", "models", "actions"}
# Who else may say `.objects`, and why.
OBJECTS_EXCUSED = {
    "alongside/core/guards.py": "walks models, not rows",
}


def touching_objects(path: Path) -> Iterator[int]:
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield node.lineno


def test_it_reaches_rows_only_through_policy_models_and_actions() -> None:
    found = [
        f"{tree.name(path)}:{line}"
        for path in tree.python()
        if tree.room(path) not in REACHERS and tree.name(path) not in OBJECTS_EXCUSED
        for line in touching_objects(path)
    ]
    assert not found, f"Start from policy (house.md, Rooms): {found}"


WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create",
}  # fmt: skip


def written_on_rows(path: Path) -> Iterator[tuple[int, str]]:
    """Calls that look like writes of rows. Sessions, sets and digests have such words too."""
    for node in ast.walk(tree.parsed(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        holder = ast.unparse(node.func.value)
        if holder == "kept" and node.func.attr in {"insert", "update"}:
            yield node.lineno, f"{holder}.{node.func.attr}"
        if node.func.attr not in WRITES:
            continue
        if node.func.attr in {"update", "delete"} and not (
            "filter(" in holder or "objects" in holder or holder.endswith(")")
        ):
            continue
        if "session" in holder or "super()" in holder:
            continue
        yield node.lineno, f"{holder}.{node.func.attr}"


def test_it_writes_nothing_in_a_query_policy_or_form() -> None:
    found = [
        f"{tree.name(path)}:{line} {what}"
        for path in tree.in_rooms("queries", "policy", "forms", "views", "api", "rules")
        for line, what in written_on_rows(path)
    ]
    assert not found, f"Every write is an action: {found}"


# What a question is asked with: keys and moments, or what there are few of; and functions of our
# own that say what else is asked (`Noticing`, `Waiting`).
WITH = {
    "actors.Actor", "Choices", "date", "datetime", "kept.Text", "Noticing | None", "signs.Waiting",
    "tuple[uuid.UUID, ...]", "uuid.UUID", "uuid.UUID | None",
}  # fmt: skip


def test_it_asks_kept_questions_with_keys_and_moments() -> None:
    """A word of somebody's would make a statement of each."""
    found = [
        f"{tree.name(path)}:{node.lineno} {node.name}"
        for path in tree.python()
        for node in tree.functions(tree.parsed(path))
        if any(ast.unparse(each) == "kept.question" for each in node.decorator_list)
        for each in [*node.args.args, *node.args.kwonlyargs]
        if each.annotation is None or ast.unparse(each.annotation) not in WITH
    ]
    assert not found, found


def test_it_saves_no_form() -> None:
    found = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.in_rooms("forms")
        for node in tree.functions(tree.parsed(path))
        if node.name == "save"
    ]
    assert not found, f"Forms give input its shape; actions write: {found}"


def test_it_keeps_models_free_of_workflow() -> None:
    found = []
    for path in tree.in_rooms("models"):
        for node in tree.functions(tree.parsed(path)):
            if node.name in {"save", "delete", "full_clean"}:
                found.append(f"{tree.name(path)}:{node.lineno} {node.name}()")
        for line, what in tree.imports(tree.parsed(path)):
            if "signals" in what or what.endswith(".receiver"):
                found.append(f"{tree.name(path)}:{line} {what}")
    assert not found, f"No save() of our own, no signals: {found}"


def test_it_imports_no_door_into_an_action() -> None:
    doors = {"views", "api", "urls", "forms", "middleware"}
    found = [
        f"{tree.name(path)}:{line} {what}"
        for path in tree.in_rooms("actions", "queries", "policy", "models", "rules", "tasks")
        for line, what in tree.imports(tree.parsed(path))
        if what.startswith("alongside.") and doors & set(what.split(".")[2:])
    ]
    assert not found, f"Lower rooms know no doors: {found}"


def test_it_imports_by_full_name() -> None:
    found = [
        f"{tree.name(path)}:{line}"
        for path in tree.python(migrations=True)
        for line, what in tree.imports(tree.parsed(path))
        if what.startswith(".")
    ]
    assert not found, f"No relative imports: {found}"


def test_it_puts_every_app_on_a_floor() -> None:
    setup = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())
    contracts = setup["tool"]["importlinter"]["contracts"]
    floors = next(contract for contract in contracts if contract["type"] == "layers")
    named = {app.strip() for row in floors["layers"] for app in row.split("|")}
    assert floors["exhaustive"] is True
    assert named == set(tree.APPS)


def test_it_keeps_the_public_directory_away_from_participants() -> None:
    people = {"participants", "peers", "support", "referrals", "matching", "measures", "homes"}
    found = [
        f"{tree.name(path)}:{line} {what}"
        for path in tree.python(under=tree.CODE / "directory")
        for line, what in tree.imports(tree.parsed(path))
        if what.startswith("alongside.") and what.split(".")[1] in people
    ]
    assert not found, f"The directory serves the public: {found}"


# What puts a problem onto a form by itself, and why `door.tried` does not fit there.
BY_THEMSELVES = {
    "accounts/views/entrance.py:sign_in": "no action: whether the name exists is not told",
    "accounts/views/entrance.py:return_key": "may be sent only what was typed elsewhere before",
    "capture/views/holds.py:hold": "what was decided is drawn without a form",
    "directory/views/owning.py:keep": "two forms at one address: the words, then the listing",
    "directory/views/owning.py:_words": "as above",
    "directory/views/owning.py:_words_of_another": "as above",
    "exchange/views/people.py:columns": "another kind of table draws the form anew",
    "matching/views.py:hand_over": "the form has a field for each person, known only afterwards",
    "outreach/views/public.py:drug_checking": "no action: a number is looked up",
    "participants/views/agreeing.py:share": "read first, then signed: one form, two pages",
    "participants/views/second_looks.py:answer_blind": "looks, or answers: two actions",
    "participants/views/welcome.py:hand_words": "what is over closes the form without a word on it",
    "questions/views/answering.py:_answering": "a question said otherwise makes another form",
    "referrals/views.py:_prepare": "read first, then sent: one form, two pages",
    "rights/views/desk.py:holds": "that there is no such record stands at its field",
    "rights/views/desk.py:demands": "as above",
    "supplies/views/stock.py:_with": "the form comes back with a question more",
    "support/views/appointments.py:ask_time": "without a peer there is nobody to ask",
    "support/views/work.py:_onto": "the problem stands on the line that it is about",
}


def test_it_hands_on_what_was_typed_in_one_way() -> None:
    found = {
        f"{path.relative_to(tree.CODE).as_posix()}:{function.name}"
        for path in tree.in_rooms("views")
        for function in tree.functions(tree.parsed(path))
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "errors.onto"
    }
    assert found == set(BY_THEMSELVES), "Use door.tried (docs/tour.md, The form)."

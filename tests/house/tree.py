"""The tree as the house tests read it: apps, rooms, parsed files."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "alongside"
APPS = sorted(path.parent.name for path in CODE.glob("*/__init__.py"))

_NOT_OURS = re.compile(r"(^|/)(vendor|migrations|node_modules|__pycache__|\.[^/]*)(/|$)")


def python(*, under: Path = CODE, migrations: bool = False) -> list[Path]:
    """Our Python files, without what is vendored (and migrations, unless asked)."""
    found = []
    for path in sorted(under.rglob("*.py")):
        inside = path.relative_to(ROOT).as_posix()
        if (migrations and "/migrations/" in inside) or not _NOT_OURS.search(inside):
            found.append(path)
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def room(path: Path) -> str:
    """The room a file of an app belongs to: `views` for views.py and for views/peer.py."""
    inside = path.relative_to(CODE).parts[1:]
    return Path(inside[0]).stem if inside else ""


def in_rooms(*rooms: str) -> list[Path]:
    return [path for path in python() if room(path) in rooms]


def functions(
    tree: ast.AST,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{'.' * node.level}{node.module or ''}.{alias.name}"


def templates() -> list[Path]:
    return sorted(
        path for path in CODE.glob("*/templates/**/*") if path.suffix in {".html", ".txt", ".svg"}
    )


def documents() -> list[Path]:
    tops = [ROOT / each for each in ("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return [path for path in (*tops, *sorted((ROOT / "docs").rglob("*.md"))) if path.exists()]

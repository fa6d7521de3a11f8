"""Settings come from the environment, and only from there.

Each name may also be given as NAME_FILE, a path whose first line is the value: the usual
way to hand a secret to a container. Every name that is read is remembered, so a test can
compare them with the page that documents them.
"""

import os
import re
from pathlib import Path

names: set[str] = set()
files: dict[str, Path] = {}  # where a value was read from, for those that came in a file


class Missing(Exception):
    """A setting without a safe default is not there."""


def text(name: str, default: str | None = None) -> str:
    names.add(name)
    if name in os.environ:
        return os.environ[name]
    file = os.environ.get(f"{name}_FILE")
    if file:
        files[name] = Path(file)
        return Path(file).read_text(encoding="utf-8").strip()
    if default is None:
        raise Missing(f"Set {name} in the environment (see docs/running/settings.md).")
    return default


def file(name: str) -> str:
    """The path of a file that must be there, where one is named."""
    path = text(name, "")
    if path and not Path(path).is_file():
        raise Missing(f"{name} names a file that is not there.")
    return path


def yes(name: str, *, default: bool = False) -> bool:
    return text(name, "yes" if default else "no").strip().lower() in {"1", "yes", "true", "on"}


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def ring(name: str) -> list[str]:
    """Keys as `name:key`, the one that seals first: a list separated by commas or lines; or, where
    NAME_FILE is a folder, each file in it by its name, the last in the alphabet first."""
    folder = Path(os.environ.get(f"{name}_FILE", ""))
    if name in os.environ or f"{name}_FILE" not in os.environ or not folder.is_dir():
        return [word.strip() for word in re.split(r"[,\n]", text(name)) if word.strip()]
    names.add(name)
    files[name] = folder
    held = [path for path in folder.iterdir() if path.is_file() and path.name[0] != "."]
    held.sort(key=lambda path: path.name, reverse=True)
    return [f"{path.name.partition('.')[0]}:{path.read_text().strip()}" for path in held]


def table(name: str, default: str) -> dict[str, int]:
    """Numbers by role: `60,administrator:15`. A bare number is for everybody else; what is not
    said stays as it is by default."""
    found: dict[str, int] = {}
    for entry in (*default.split(","), *words(name)):
        who, colon, count = entry.partition(":")
        found[who.strip() if colon else "everybody"] = int(count if colon else who)
    return found

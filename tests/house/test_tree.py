"""Nothing in the tree knows the machine it was written on, or where packages come from."""

import re
import subprocess

from tests.house import tree

MACHINE = re.compile(
    r"(?<![\w.])/(work|root|home/\w+|Users/\w+|opt/pypi)(?=[/\s'\"])|localhost:\d+/simple", re.I
)
PACKAGE_HOSTS = re.compile(r"(--(extra-)?index-url|--find-links|--trusted-host)\b")
CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.M)
DATA = {
    ".gz",
    ".zip",
    ".ttf",
    ".woff2",
    ".mo",
    ".png",
    ".svg",
    ".jpg",
    ".ico",
    ".csv",
    ".json",
    ".txt",
}


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=tree.ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name]


def texts() -> dict[str, str]:
    found = {}
    for name in tracked():
        path = tree.ROOT / name
        if path.suffix in DATA or "/vendor/" in name or not path.is_file():
            continue
        if name != "tests/house/test_tree.py":
            found[name] = path.read_text(encoding="utf-8")
    return found


def test_it_names_no_path_of_a_machine() -> None:
    found = [
        f"{name}: {match.group(0)}"
        for name, text in texts().items()
        for match in MACHINE.finditer(text)
    ]
    assert not found, found


def test_it_names_no_package_host_in_requirements() -> None:
    files = sorted((tree.ROOT / "requirements").iterdir())
    found = [path.name for path in files if PACKAGE_HOSTS.search(path.read_text())]
    pinned = [
        path.name
        for path in files
        if path.suffix == ".txt" and "--hash=sha256:" not in path.read_text()
    ]
    assert files and not found and not pinned, (found, pinned)


def test_it_holds_no_unfinished_merge() -> None:
    assert not [name for name, text in texts().items() if CONFLICT.search(text)]


def test_it_keeps_what_belongs_to_a_machine_out_of_the_tree() -> None:
    wrong = [
        name
        for name in tracked()
        if name.startswith(("var/", ".venv/")) or name.endswith((".sqlite3", ".pyc", ".env"))
    ]
    assert not wrong, wrong


def test_it_vendors_only_with_a_licence() -> None:
    folders = {path.parent for path in tree.CODE.glob("*/static/**/vendor/*")}
    for folder in folders:
        names = {path.name.lower() for path in folder.iterdir()}
        assert any("licen" in name or "ofl" in name for name in names), tree.name(folder)

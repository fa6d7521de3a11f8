import re
from pathlib import Path

from django.conf import settings

from alongside.core import environment

NAME = re.compile(r"`(ALONGSIDE_\w+|DATABASE_URL)`")


def documented(page: str) -> set[str]:
    text = (settings.ROOT / page).read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in NAME.findall(row)}


def test_every_setting_is_explained() -> None:
    assert environment.names - documented("docs/running/settings.md") == set()


def test_every_setting_explained_is_read() -> None:
    assert documented("docs/running/settings.md") - environment.names == set()


def test_settings_are_read_in_one_place() -> None:
    code = Path(settings.ROOT, "alongside").rglob("*.py")
    readers = {path.name for path in code if "os.environ" in path.read_text(encoding="utf-8")}
    assert readers == {"environment.py", "wsgi.py"}


def test_the_example_names_only_settings_there_are() -> None:
    text = (settings.ROOT / ".env.example").read_text(encoding="utf-8")
    names = set(re.findall(r"^#? ?(ALONGSIDE_\w+|DATABASE_URL)=", text, re.M))
    assert names
    assert {name.removesuffix("_FILE") for name in names} <= environment.names


def test_the_example_names_what_an_installation_must_say() -> None:
    named = set(
        re.findall(r"^(?:# )?([A-Z_]+)=", Path(settings.ROOT, ".env.example").read_text(), re.M)
    )
    assert named <= environment.names
    source = Path(settings.ROOT, "alongside", "config", "settings.py").read_text(encoding="utf-8")
    without_default = set(re.findall(r'env\.(?:text|ring)\("(\w+)"\)', source))
    assert without_default
    assert without_default <= named

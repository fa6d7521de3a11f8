"""What people read: no word that hurts, in any of three languages, and every word translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog

from tests.house import tree
from tests.house.words import BANNED, EXCUSED

LANGUAGES = ("es", "fr")


def banned(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(BANNED[language])})\b", re.IGNORECASE)


TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]+>", re.S)
SAID = re.compile(r"""\{%\s*translate\s+(['"])(.*?)\1""", re.S)


def said_in_template(path: Path) -> str:
    """What a reader sees: text between tags, and what `translate` is given."""
    source = path.read_text(encoding="utf-8")
    given = " ".join(match.group(2) for match in SAID.finditer(source))
    labels = " ".join(re.findall(r"(?:aria-label|placeholder|title|alt)=\"([^\"{]+)\"", source))
    source = re.sub(r"\{% comment.*?endcomment %\}|<svg.*?</svg>", " ", source, flags=re.S)
    return f"{TAG.sub(' ', source)} {given} {labels}"


def said_in_python(path: Path) -> Iterator[tuple[int, str]]:
    """What is given to gettext, and what a command says of itself."""
    for node in ast.walk(tree.parsed(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id not in {"_", "gettext", "ngettext", "pgettext", "gettext_lazy"}:
            continue
        for arg in node.args:
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                yield node.lineno, arg.value


def names_in_models() -> Iterator[tuple[str, str]]:
    for path in tree.in_rooms("models"):
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.ClassDef):
                yield f"{tree.name(path)}:{node.lineno}", node.name
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                yield f"{tree.name(path)}:{node.lineno}", node.targets[0].id.replace("_", " ")


def found(where: str, text: str, language: str = "en") -> list[str]:
    words = {match.group(0).lower() for match in banned(language).finditer(text)}
    return [f"{where}: {word}" for word in sorted(words) if f"{where}: {word}" not in EXCUSED]


def test_it_hurts_nobody_in_templates() -> None:
    wrong = [
        each for path in tree.templates() for each in found(tree.name(path), said_in_template(path))
    ]
    assert not wrong, wrong


def test_it_hurts_nobody_in_sentences_of_the_code() -> None:
    wrong = [
        each
        for path in tree.python()
        for line, text in said_in_python(path)
        for each in found(f"{tree.name(path)}:{line}", text)
    ]
    assert not wrong, wrong


def test_it_names_no_model_or_field_so() -> None:
    wrong = [each for where, name in names_in_models() for each in found(where, name)]
    assert not wrong, wrong


CODE = re.compile(r"```.*?```|`[^`]*`", re.S)


def test_it_hurts_nobody_in_documents() -> None:
    """Except where the words themselves are explained, and quoted from law or licences."""
    wrong = [
        each
        for path in tree.documents()
        if path.name != "words.md"
        for each in found(
            tree.name(path), re.sub(r"```.*?```|`[^`]*`", "", path.read_text(), flags=re.S)
        )
    ]
    assert not wrong, wrong


# --- catalogues ------------------------------------------------------------------------

CATALOGUES = tree.ROOT / "locale"


def catalogue(language: str) -> Catalog:
    path = CATALOGUES / language / "LC_MESSAGES" / "django.po"
    assert path.exists(), f"{tree.name(path)} is missing: make messages"
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_everything_in_every_language(language: str) -> None:
    missing = []
    for message in catalogue(language):
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and (message.fuzzy or not all(strings)):
            missing.append(str(message.id)[:60])
    assert not missing, f"{len(missing)} not translated: {missing[:10]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fills_the_same_gaps(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        wanted = set().union(*(placeholders(each) for each in ids))
        least = placeholders(ids[0]) & placeholders(ids[-1])
        for text in filter(None, strings if message.id else []):
            if not least <= placeholders(text) <= wanted:
                wrong.append(f"{ids[0][:50]} → {text[:50]}")
    assert not wrong, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_hurts_nobody_in_any_language(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        for text in filter(None, strings if message.id else []):
            wrong += found(str(message.id)[:50], text, language)
    assert not wrong, wrong

"""A colon stands otherwise after a French word than after an English one. So no template and no
code writes it by itself: it is part of a sentence that is translated, or `{% colon %}`."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from babel.messages import Message

from tests.house import tree
from tools import messages

# What is said in a language anyway, or by no page.
SENTENCES = re.compile(
    r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}"
    r"|<(?:script|code).*?</(?:script|code)>|<!doctype[^>]*>",
    re.S,
)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
UNSAID = re.compile(r'(?<=\s)(?!aria-label|title|alt|placeholder)[\w-]+="[^"]*"')
SIGN = re.compile(r"(?<!\d)[:;!?](?!//)")
# Rooms whose words people read; what commands, readers of files and proofs say stays English.
ROOMS = ("forms", "views", "queries", "templatetags", "record", "words", "told")


def _bare(template: str) -> str:
    """The letters between the tags, and nothing that is translated; lines stay lines."""
    for what in (SENTENCES, CODE, UNSAID, re.compile(r"&#?\w+;")):
        template = what.sub(lambda found: re.sub(r"[^\n]", "\0", found.group()), template)
    return template


@pytest.mark.parametrize(
    ("template", "well"),
    [
        ("<p>{{ one.name }}: {{ one.n }}</p>", False),
        ('<p>{% translate "Left" %}<span class="visually-hidden">: {{ name }}</span></p>', False),
        ('<a aria-label="{{ name }}: {{ n }}">', False),
        ("<p>{{ one.name }}{% colon %} {{ one.n }}</p>", True),
        ("{% blocktranslate trimmed with n=n %}Left: {{ n }}{% endblocktranslate %}", True),
        ('<a style="a: b" href="{{ scheme }}://{{ host }}">{{ name }}&nbsp;</a> 0:00', True),
    ],
)
def test_it_sees_a_sign_that_nobody_translates(template: str, well: bool) -> None:
    assert (SIGN.search(_bare(template)) is None) is well


def test_it_leaves_the_signs_of_a_template_to_the_language() -> None:
    wrong = [
        f"{tree.name(path)}:{number}: {line.strip()[:90]}"
        for path in tree.templates()
        for number, line in enumerate(_bare(path.read_text(encoding="utf-8")).split("\n"), 1)
        if SIGN.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def _glued(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr):
            told = (str(p.value) if isinstance(p, ast.Constant) else "\0" for p in node.values)
            if re.search(r"\0[:!?]( |$)", "".join(told)):
                yield node.lineno


def test_it_leaves_the_signs_of_what_code_says_to_the_language() -> None:
    """`sentences.beside(label, value)` sets them."""
    wrong = [
        f"{tree.name(path)}:{line}"
        for path in tree.in_rooms(*ROOMS)
        if "alongside/audit/" not in tree.name(path)
        for line in _glued(tree.parsed(path))
    ]
    assert not wrong, wrong


def _in_french(told: Any, key: str = "") -> Iterator[str]:
    if isinstance(told, dict):
        for name, value in told.items():
            yield from _in_french(value, "fr" if key == "fr" else name)
    elif isinstance(told, list):
        for value in told:
            yield from _in_french(value, key)
    elif key == "fr":
        yield str(told)


def test_it_sets_the_signs_of_french_data_apart() -> None:
    wrong = [
        f"{tree.name(path)}: {fault}"
        for path in sorted(tree.CODE.rglob("*.toml"))
        for text in _in_french(tomllib.loads(path.read_text(encoding="utf-8")))
        for fault in messages.wrongly_set(Message("x", text))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "well"),
    [
        ("Qui\u00a0?", True),
        ("Qui ?", False),
        ("Qui?", False),
        ("Dit\u00a0: «\u00a0oui\u00a0»", True),
        ("Dit\u00a0: « oui\u00a0»", False),
        ("https://ici.example à 12:30", True),
        ("%(n)s\u00a0%%", True),
        ("%(n)s %%", False),
    ],
)
def test_it_asks_the_french_catalogue_for_spaces_that_do_not_break(text: str, well: bool) -> None:
    assert (not list(messages.wrongly_set(Message("x", text)))) is well

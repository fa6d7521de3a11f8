"""The tool that reads messages out of code and templates."""

import ast
from pathlib import Path

import pytest
from babel.messages import Catalog, Message

from tools import messages

ROOT = Path(messages.__file__).parent.parent
TEMPLATE = """
{% translate "Talk to a peer" %} {% translate 'Home' context "a goal" %}
{{ _("Said in a variable")|upper }} {{ name|default:_("Nobody yet") }}
{% field form.place label=_("Where are you?") %}
{% blocktranslate trimmed with name=peer.name %}
  {{ name }} is
  here (really).
{% endblocktranslate %}
{% blocktranslate trimmed count n=people %}
  One person{% plural %}{{ n }} people{% endblocktranslate %}
{% comment %}{% translate "Not this" %}{% endcomment %}
<p>_not_a_call (x) 'quoted</p>
"""
CODE = """
x = _("Ask again")
y = ngettext("%(n)s step", "%(n)s steps", n)
z = pgettext_lazy("month", "May")
not_me("No")
"""


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    folder = tmp_path / "alongside" / "app" / "templates" / "app"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(TEMPLATE)
    (tmp_path / "alongside" / "app" / "forms.py").write_text(CODE)
    return messages.catalogue()


def test_it_finds_every_message_once(found: Catalog) -> None:
    assert {message.id for message in found if message.id} == {
        "Talk to a peer",
        "Home",
        "Said in a variable",
        "Nobody yet",
        "Where are you?",
        "%(name)s is here (really).",
        ("One person", "%(n)s people"),
        "Ask again",
        ("%(n)s step", "%(n)s steps"),
        "May",
    }
    assert found.get("Home", "a goal") and found.get("May", "month")


def test_it_refuses_one_text_in_two_shapes(found: Catalog, tmp_path: Path) -> None:
    """‘one day’ of a list would be said as the first form of ‘%(n)s days’, sign and all."""
    (tmp_path / "alongside" / "app" / "views.py").write_text('x = _("%(n)s step")')
    with pytest.raises(SystemExit, match="elsewhere"):
        messages.catalogue()


def test_it_knows_every_name_that_code_translates_by() -> None:
    """Under another name a sentence would stay English, and nobody would miss it."""
    unknown = [
        f"{path.relative_to(ROOT)}: {each.asname or each.name}"
        for path in (ROOT / "alongside").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for each in node.names
        if "gettext" in each.name and (each.asname or each.name) not in messages.KEYWORDS
    ]
    assert not unknown, unknown


def test_it_reads_every_sentence_that_code_translates() -> None:
    """Inside an f-string none is found, and so it would stay English."""
    unread = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "alongside").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in messages.KEYWORDS
        and isinstance(call.args[0], ast.Constant)
    ]
    assert not unread, unread


def test_it_keeps_translations_and_changes_nothing_twice(found: Catalog) -> None:
    messages.update()
    file = messages.file_of("es")
    file.write_text(
        file.read_text().replace('"Ask again"\nmsgstr ""', '"Ask again"\nmsgstr "Otra vez"')
    )
    messages.update()
    before = file.read_text()
    messages.update()
    assert file.read_text() == before
    assert "Otra vez" in before
    assert "fuzzy" not in before
    assert any("not translated: 'Home'" in problem for problem in messages.problems())
    assert not any(p.startswith("es") and "Ask again" in p for p in messages.problems())


def test_it_names_what_is_new_and_what_is_gone(found: Catalog, tmp_path: Path) -> None:
    messages.update()
    (tmp_path / "alongside" / "app" / "forms.py").write_text('x = _("Quite new")')
    said = "\n".join(messages.problems())
    assert "not in the catalogue: 'Quite new'" in said
    assert "no longer asked for: 'Ask again'" in said


@pytest.mark.parametrize(
    ("source", "text", "well"),
    [
        ("%(n)s steps", "%(n)s pasos", True),
        ("%(n)s steps", "%(m)s pasos", False),
        ("{name} is here", "aquí está {name}", True),
        ("{name} is here", "aquí está", False),
        ("<b>Now</b>", "<b>Ahora</b>", True),
        ("<b>Now</b>", "Ahora", False),
        ("100%% yours", "100%% tuyo", True),
        ("Now", "", False),
    ],
)
def test_it_checks_what_is_filled_in(source: str, text: str, well: bool) -> None:
    assert (not list(messages.wrongs(Message(source, text)))) is well

"""Documents are true: what they name is there, and what is there is named."""

import re

from django.core.management import get_commands, load_command_class

from alongside.jobs.actions import duties
from alongside.jobs.rules import Duty
from tests.house import tree

MAKE = re.compile(r"(?<![\w-])make ([a-z][a-z0-9-]*)")
MANAGE = re.compile(r"manage\.py ([a-z_]+)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
DJANGOS = {
    "migrate", "shell", "createcachetable", "check", "runserver", "makemigrations",
    "collectstatic", "changepassword", "test", "dbshell",
}  # fmt: skip


def recipes() -> set[str]:
    makefile = (tree.ROOT / "Makefile").read_text()
    return set(re.findall(r"^([a-z][a-z0-9-]*):", makefile, re.M))


def commands() -> set[str]:
    return {name for name, app in get_commands().items() if app.startswith("alongside.")}


def everything_said() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in tree.documents())


def code_in(text: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.S))


def test_it_names_only_recipes_and_commands_that_exist() -> None:
    wrong = []
    for path in tree.documents():
        code = code_in(path.read_text(encoding="utf-8"))
        wrong += [f"{tree.name(path)}: make {each}" for each in MAKE.findall(code) if each not in recipes()]  # fmt: skip  # noqa: E501
        known = commands() | DJANGOS
        wrong += [f"{tree.name(path)}: {each}" for each in MANAGE.findall(code) if each not in known]  # fmt: skip  # noqa: E501
    assert not wrong, wrong


def test_it_explains_every_recipe() -> None:
    said = set(MAKE.findall(everything_said()))
    assert not recipes() - said, f"In no document: make {sorted(recipes() - said)}"


def test_it_explains_every_command() -> None:
    said = set(MANAGE.findall(everything_said()))
    assert not commands() - said, f"In no document: manage.py {sorted(commands() - said)}"


def test_it_gives_every_command_a_sentence() -> None:
    apps = get_commands()
    silent = [
        name for name in commands() if len(str(load_command_class(apps[name], name).help)) < 20
    ]
    assert not silent, silent


def test_it_links_to_what_is_there() -> None:
    wrong = []
    for path in tree.documents():
        text = path.read_text(encoding="utf-8")
        for target in [*LINK.findall(text), *(src for _, src in IMAGE.findall(text))]:
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (path.parent / target).exists():
                wrong.append(f"{tree.name(path)}: {target}")
    assert not wrong, wrong


def test_it_describes_every_picture() -> None:
    wrong = [
        tree.name(path)
        for path in tree.documents()
        for words, _ in IMAGE.findall(path.read_text(encoding="utf-8"))
        if len(words) < 10
    ]
    assert not wrong, wrong


def test_it_names_only_files_that_exist() -> None:
    """A path of ours in code marks is a file or folder."""
    ours = re.compile(r"`((?:alongside|tests|docs|tools|benchmarks|requirements)/[\w./-]+)`")
    wrong = [
        f"{tree.name(path)}: {each}"
        for path in tree.documents()
        for each in ours.findall(path.read_text(encoding="utf-8"))
        if not (tree.ROOT / each).exists()
    ]
    assert not wrong, wrong


def test_it_starts_containers_with_what_there_is() -> None:
    """Nothing builds the image here: what can be compared without a builder, is."""
    image, compose = ((tree.ROOT / name).read_text() for name in ("Dockerfile", "compose.yaml"))
    named = set(re.findall(r'python"?,? "?manage\.py"?,? "?([a-z_]+)', image + compose))
    assert named >= {"serve", "worker", "migrate", "collectstatic"}
    assert not named - commands() - DJANGOS
    settings = (tree.ROOT / "docs" / "running" / "settings.md").read_text()
    names = {name.removesuffix("_FILE") for name in re.findall(r"ALONGSIDE_[A-Z_]+", compose)}
    assert not [name for name in names if f"`{name}`" not in settings]
    tested = re.search(r'python_version = "(.+)"', (tree.ROOT / "pyproject.toml").read_text())
    assert tested
    assert set(re.findall(r"FROM python:([\d.]+)-", image)) == {tested.group(1)}
    for source in re.findall(r"^COPY (?!--)(.+) \S+$", image, re.M):
        assert all((tree.ROOT / each).exists() for each in source.split())
    given = set(re.findall(r"/run/secrets/(\w+)", compose))
    kept = set(re.findall(r"^  (\w+): \{file: \./secrets/\1\}$", compose, re.M))
    assert given <= kept
    asked = re.search(r'HEALTHCHECK .+\\\n\s+"(.+)"\]', image)
    assert asked
    compile(asked.group(1), "healthcheck", "exec")


def test_it_tells_a_proxy_what_we_believe() -> None:
    """Without the address of whoever asks, all are one network, and share its limits."""
    page = (tree.ROOT / "docs" / "running" / "tls-and-proxies.md").read_text(encoding="utf-8")
    door = (tree.ROOT / "alongside" / "core" / "door.py").read_text(encoding="utf-8")
    believed = {"X-Forwarded-Proto", *re.findall(r'"(X-[\w-]+)"', door)}
    assert "X-Forwarded-For" in believed
    assert not [name for name in believed if f"proxy_set_header {name} " not in page]


def test_it_lists_what_the_worker_does_by_itself() -> None:
    page = (tree.ROOT / "docs" / "running" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| (each [^|]+|every \d+ [^|]+) \|", page, re.M
    )
    listed = {slug: when for slugs, when in rows for slug in re.findall(r"`([a-z-]+)`", slugs)}
    assert listed == {slug: _when(duty) for slug, duty in duties.items()}


def _when(duty: Duty) -> str:
    if duty.every is None:
        return f"each night at {duty.at:%H:%M}"
    minutes = int(duty.every.total_seconds()) // 60
    return {1: "each minute", 60: "each hour"}.get(minutes, f"every {minutes} minutes")


def test_it_numbers_decisions_in_order() -> None:
    pages = sorted((tree.ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    for page in pages:
        title = page.read_text().splitlines()[0]
        assert title.startswith(f"# {int(page.name[:4])}. "), f"{page.name}: {title}"


def test_it_explains_every_role() -> None:
    from alongside.accounts import roles

    page = (tree.ROOT / "docs" / "running" / "roles.md").read_text(encoding="utf-8")
    missing = [role.slug for role in roles.ROLES.values() if str(role.sentence) not in page]
    missing += [
        f"{role.slug}: {permission}"
        for role in roles.ROLES.values()
        for permission in role.permissions
        if str(permission) not in page
    ]
    assert not missing, f"docs/running/roles.md is behind accounts/roles.py: {missing}"


def test_it_is_free_software() -> None:
    licence = (tree.ROOT / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in licence[:200]
    assert "AGPL-3.0-or-later" in (tree.ROOT / "pyproject.toml").read_text()

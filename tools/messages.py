"""Translations without gettext's programs: extract, merge, check and compile, with Babel.

    python tools/messages.py update    bring locale/*/LC_MESSAGES/django.po up to date
    python tools/messages.py check     say what is missing or wrong; fails if anything is
    python tools/messages.py compile   write the .mo files

The language of the code is English, so its catalogue stays without texts of its own.
"""

import ast
import html
import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import django
from babel.core import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE, LANGUAGES = "en", ("en", "es", "fr")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENTS = ("Translators:",)
PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]|(?<!\{)\{(\w*)\}(?!\})")
MARKUP = re.compile(r"</?([a-z][a-z0-9]*)")


def catalogue() -> Catalog:
    """Every message of the code and the templates, with the files it is in."""
    made = Catalog(charset="utf-8")
    for path in sorted((ROOT / "alongside").rglob("*.py")):
        if "migrations" not in path.parts:
            add(made, path, path.read_bytes())
    for suffix in ("html", "txt"):
        for path in sorted((ROOT / "alongside").glob(f"*/templates/**/*.{suffix}")):
            add(made, path, code_of_template(path).encode())
    return made


def add(made: Catalog, path: Path, code: bytes) -> None:
    place = path.relative_to(ROOT).as_posix()
    found = extract("python", BytesIO(code), KEYWORDS, COMMENTS, {"encoding": "utf-8"})
    for _, texts, comments, context in found:
        if texts:
            known = made.get(texts if isinstance(texts, str) else texts[0], context)
            if known and known.id != (texts if isinstance(texts, str) else tuple(texts)):
                # Gettext finds a text by its first form alone: one would be said as the other.
                raise SystemExit(
                    f"{place}: {texts!r} is {known.id!r} elsewhere: give one a context"
                )
            flags = flags_of(texts)
            here: Any = [(place, None)]
            made.add(texts, locations=here, flags=flags, auto_comments=comments, context=context)


def flags_of(texts: str | tuple[str, ...]) -> set[str]:
    both = texts if isinstance(texts, str) else " ".join(texts)
    return {"python-format"} if re.search(r"%\(\w+\)[sd]|%[sd]", both) else set()


def code_of_template(path: Path) -> str:
    """The calls that Django's own template reader sees in a template, one on a line. It
    leaves the letters X and B in place of all else, so each call is cut out and kept only
    where it is Python."""
    from django.utils.translation.template import templatize

    seen = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    lines = []
    for call in calls(seen):
        try:
            ast.parse(call.strip())
        except SyntaxError:
            raise SystemExit(f"{path}: can't read {call!r}") from None
        lines.append(call.strip())
    return "\n".join(lines) + "\n"


CALL = re.compile(r"(?<![\w.])(_|gettext|ngettext|pgettext|npgettext)\(")


def calls(seen: str) -> Iterator[str]:
    """Each `gettext(…)` in a text, up to the bracket that closes it, quotes respected."""
    at = 0
    while match := CALL.search(seen, at):
        depth, quote, end = 0, "", match.end() - 1
        while end < len(seen):
            sign = seen[end]
            if quote:
                if sign == "\\":
                    end += 1
                elif seen.startswith(quote, end):
                    end += len(quote) - 1
                    quote = ""
            elif sign in "\"'":
                quote = sign * 3 if seen.startswith(sign * 3, end) else sign
                end += len(quote) - 1
            elif sign in "()":
                depth += 1 if sign == "(" else -1
                if depth == 0:
                    break
            end += 1
        yield seen[match.start() : end + 1]
        at = end + 1


def file_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    file = file_of(language)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language, charset="utf-8", ignore_obsolete=True)


def update() -> None:
    """Keep every translation whose text is still asked for; add the new ones empty."""
    wanted = catalogue()
    for language in LANGUAGES:
        before, after = read(language), fresh(language)
        for message in wanted:
            if message.id:
                known = before.get(message.id, message.context)
                kept = (
                    known.string if known and known.pluralizable == message.pluralizable else None
                )
                after.add(
                    message.id,
                    kept if kept is not None else empty(message, after),
                    locations=message.locations,
                    flags=message.flags,
                    auto_comments=message.auto_comments,
                    user_comments=known.user_comments if known else (),
                    context=message.context,
                )
        write(language, after)


def empty(message: Message, into: Catalog) -> str | tuple[str, ...]:
    return ("",) * into.num_plurals if isinstance(message.id, tuple) else ""


def fresh(language: str) -> Catalog:
    made = Catalog(locale=Locale.parse(language), charset="utf-8", fuzzy=False)
    made.header_comment = f"# Alongside in {made.locale.english_name}."
    return made


def write(language: str, made: Catalog) -> None:
    """Sorted by text, without line numbers or dates: a change shows only what changed."""
    out = BytesIO()
    write_po(out, made, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    moving = ("POT-Creation-Date", "PO-Revision-Date", "Project-Id", "Report-Msgid", "Last-Tr")
    lines = out.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}' for name in moving))]
    kept = [line for line in kept if not line.startswith(('"Language-Team', '"Generated-By'))]
    file = file_of(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(kept)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def problems() -> list[str]:
    """All that is missing, out of date or wrong in the catalogues, a sentence each."""
    wanted = {key(message): message for message in catalogue() if message.id}
    found = []
    for language in LANGUAGES:
        there = {key(message): message for message in read(language) if message.id}
        for new in sorted(wanted.keys() - there.keys()):
            found.append(f"{language}: not in the catalogue: {new[1][:80]!r}")
        for old in sorted(there.keys() - wanted.keys()):
            found.append(f"{language}: no longer asked for: {old[1][:80]!r}")
        if language != SOURCE:
            for message in there.values():
                found.extend(f"{language}: {wrong}" for wrong in wrongs(message))
                if language == "fr":
                    found.extend(f"{language}: {wrong}" for wrong in wrongly_set(message))
    return found


def key(message: Any) -> tuple[str, str]:
    first = message.id[0] if isinstance(message.id, tuple) else message.id
    return message.context or "", first


def wrongs(message: Any) -> Iterator[str]:
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    name = repr(sources[0][:80])
    if not all(texts):
        yield f"not translated: {name}"
        return
    if message.fuzzy:
        yield f"marked as a guess: {name}"
    for place, text in enumerate(texts):
        source = sources[0] if len(sources) == 1 or (place == 0 and len(texts) > 1) else sources[-1]
        # 'one' may leave the number out; nothing may be named that the code does not give.
        given, used = places(source), places(text)
        all_given = set().union(*(places(s) for s in sources))
        if not used <= all_given or (len(sources) == 1 and given != used):
            yield f"{sorted(given ^ used)} differ in {name}"
        if sorted(MARKUP.findall(source)) != sorted(MARKUP.findall(text)):
            yield f"the markup differs in {name}"
        if html.unescape(text) != text and html.unescape(source) == source:
            yield f"escaped signs in {name}"


# What French sets apart, by a space at which no line breaks: else a sign begins the next line.
GLUED = re.compile(r"[^\s:/][:;!?](?=\s|$)|[^\u00a0]»|«[^\u00a0]| (?:[:;!?]|%%|%(?=\W|$)(?!\())")


def wrongly_set(message: Any) -> Iterator[str]:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    for text in texts:
        if match := GLUED.search(text):
            yield f"no no-break space at {match.group()!r} in {text[:80]!r}"


def places(text: str) -> set[str]:
    return {match.group(0) for match in PLACES.finditer(text.replace("%%", ""))}


def compile_all() -> None:
    for language in LANGUAGES:
        if file_of(language).exists():
            with file_of(language).with_suffix(".mo").open("wb") as stream:
                write_mo(stream, read(language))


def main(words: Iterable[str]) -> int:
    match list(words):
        case ["compile"]:
            compile_all()
        case ["update"]:
            start_django()
            update()
            compile_all()
            missing = problems()
            print(
                f"{len(missing)} to translate or mend; `python tools/messages.py check` names them."
            )
        case ["check"]:
            start_django()
            compile_all()
            found = problems()
            print("\n".join(found[:60]))
            if len(found) > 60:
                print(f"… and {len(found) - 60} more")
            return 1 if found else 0
        case _:
            sys.exit(__doc__)
    return 0


def start_django() -> None:
    """The template reader asks for settings; those of this project are found beside us."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

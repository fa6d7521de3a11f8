"""Style sheets as they are served: one that imports others comes with them in it.

A page is drawn when the last of its style sheets is here, and a browser asks for those that are
imported only after it has read the one that names them.
"""

import re
from collections.abc import Iterator
from posixpath import dirname, join
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import url\("(?P<name>[^":]+\.css)"\)(?: layer\((?P<layer>[\w-]+)\))?;')
_ADDRESS = re.compile(r'url\("(?![/#]|data:)(?P<name>[^"]+)"\)')

Paths = dict[str, tuple[Any, str]]  # by name: the storage that has it, and where


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        sheets = {name: _whole(name, paths) for name in paths if name.endswith(".css")}
        made = {name: (_Sheet(text), name) for name, text in sheets.items()}
        yield from super().post_process({**paths, **made}, dry_run, **options)


class _Sheet:
    """What `post_process` reads a file from."""

    def __init__(self, text: str) -> None:
        self.text = text

    def open(self, _name: str) -> ContentFile[bytes]:
        return ContentFile(self.text.encode())


def _whole(name: str, paths: Paths) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        text = file.read().decode()

    def imported(found: re.Match[str]) -> str:
        inner = _whole(join(dirname(name), found["name"]), paths)
        folder = dirname(found["name"])
        inner = _ADDRESS.sub(lambda url: f'url("{join(folder, url["name"])}")', inner)
        return f"@layer {found['layer']} {{\n{inner}\n}}" if found["layer"] else inner

    return _IMPORT.sub(imported, text)

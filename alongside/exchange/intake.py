"""From a path or an address to a batch; whatever is wrong is said in a sentence."""

import logging
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.utils.translation import gettext as _

from alongside import directory
from alongside.core import errors
from alongside.directory.schemas import Batch
from alongside.exchange import files, readers, web

log = logging.getLogger("alongside.exchange")


def unreadable(where: str, reason: str) -> errors.Problem:
    return errors.Problem(
        _("%(where)s could not be read: %(reason)s.") % {"where": where, "reason": reason},
        kept=_("The directory is as it was; nothing of it was imported."),
        todo=_("Mend the file or ask for a new one, then import it again."),
    )


class told:  # noqa: N801 - used like a function
    """Whatever makes a list unreadable is said in a sentence."""

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, files.Unreadable):
            raise unreadable(self.where, str(error)) from error
        if isinstance(error, ValueError | TypeError | LookupError | AttributeError):
            log.exception("A reader stumbled")
            reason = _("it is written in a way that our reader did not expect")
            raise unreadable(self.where, reason) from error


def is_address(where: str) -> bool:
    """Of the web; anything else is a path of this machine, which is no reader's business."""
    return where.startswith(("http://", "https://"))


def taken(where: str) -> files.Files:
    with told(where):
        if is_address(where):
            return web.fetched(where).files or {}
        return files.opened(where)


def chosen(given: files.Files, *, where: str, slug: str) -> readers.Reader:
    with told(where):
        return readers.reader_of(given, slug)


def read(
    given: files.Files, *, where: str, reader: readers.Reader, options: readers.Options
) -> Batch:
    with told(where):
        return reader.read(given, options)


def digest(given: files.Files, reader: readers.Reader, options: readers.Options) -> str:
    """Of all that decides what is read: the same again is the same listings."""
    found = blake2b(f"{_program()} {reader.slug} {options}".encode(), digest_size=16)
    for name, raw in sorted(given.items()):
        found.update(f"\n{name} {len(raw)}\n".encode("utf-8", "surrogatepass"))
        found.update(raw)
    return found.hexdigest()


@cache
def _program() -> str:
    """Of what reads and compares: another version may read the same file otherwise."""
    found = blake2b(digest_size=16)
    for folder in (Path(files.__file__).parent, Path(directory.__file__).parent):
        for path in sorted(folder.rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()


def name_of(where: str) -> str:
    name = where.rstrip("/").rpartition("/")[2] or where
    if "://" in where:
        return where
    for ending in (".gz", ".zip", ".json", ".csv", ".ics"):
        name = name.removesuffix(ending)
    return name


def commonest_zone(batch: Batch) -> str:
    """The zone for meetings of a feed that name no place: that of most which say one."""
    zones = [listing.values["time_zone"] for listing in batch.listings.get("meetings", [])]
    said = [zone for zone in zones if zone]
    return max(set(said), key=said.count) if len(set(said)) == 1 else ""

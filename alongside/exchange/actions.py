"""Bring in feeds and tables: read as a whole, then applied as a whole by the directory."""

import gzip
import io
import urllib.error
import urllib.request
import zlib
from contextlib import closing
from pathlib import Path
from time import monotonic

from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.directory import actions as directory
from alongside.directory import models
from alongside.directory.schemas import Batch, SourceShape
from alongside.exchange import meeting_guide, ohana

LARGEST = 64 * 1024 * 1024  # bytes, unpacked
PATIENCE = 60  # seconds for a whole download
DEMO = Path(directory.__file__).parent.parent / "data" / "demo"


def import_meetings(
    *,
    by: actors.Actor,
    where: str,
    source_name: str = "",
    fellowship: str = "",
    pathway: str = "",
    time_zone: str = "",
) -> models.Run:
    """Meetings of a Meeting Guide feed: a path (also .gz) or an address. Raises
    errors.Problem, with nothing changed, when it can't be read."""
    access.require(by, P.DIRECTORY_IMPORT)
    raw = _fetched(where) if where.startswith(("http://", "https://")) else _opened(Path(where))
    try:
        batch = meeting_guide.read(raw, fellowship=fellowship, pathway=pathway)
    except meeting_guide.Unreadable as error:
        raise _unreadable(where, str(error)) from error
    name = source_name or _name_of(where)
    source = SourceShape(
        key=f"meetings:{name}"[:200],
        name=name,
        address=where,
        time_zone=time_zone or _commonest_zone(batch),
    )
    return directory.apply_import(by=by, source=source, batch=batch)


def import_services(*, by: actors.Actor, where: str, source_name: str = "") -> models.Run:
    """Services of a folder of Ohana or HSDS tables (also .gz). Raises errors.Problem, with
    nothing changed, when it can't be read."""
    access.require(by, P.DIRECTORY_IMPORT)
    folder = Path(where)
    if not folder.is_dir():
        raise _unreadable(where, _("there is no such folder"))
    files = {
        path.name.removesuffix(".gz"): _opened(path)
        for path in sorted(folder.iterdir(), reverse=True)  # a plain file wins over its .gz
        if path.name.removesuffix(".gz").endswith((".csv", ".json"))
    }
    try:
        batch = ohana.read(files)
    except ohana.Unreadable as error:
        raise _unreadable(where, str(error)) from error
    name = source_name or _name_of(where)
    source = SourceShape(key=f"services:{name}"[:200], name=name, address=where)
    return directory.apply_import(by=by, source=source, batch=batch)


def load_demo_directory(*, by: actors.Actor, data: str = "") -> list[models.Run]:
    """The gazetteer and the invented directory that ships with Alongside; and, where `data`
    is a folder of real feeds and tables, those too. Loading it again changes nothing."""
    access.require(by, P.DIRECTORY_IMPORT)
    directory.load_places(by=by)
    runs = [
        import_meetings(by=by, where=str(DEMO / "meetings.json"), source_name=str(_DEMO_NAME)),
        import_services(by=by, where=str(DEMO), source_name=str(_DEMO_NAME)),
    ]
    if data:
        runs += _real(by, Path(data))
    return runs


_DEMO_NAME = "Invented for the demo"


def _real(by: actors.Actor, data: Path) -> list[models.Run]:
    """Only what is there and can be read; one feed is broken on purpose."""
    runs = []
    for path in sorted((data / "meeting-guide" / "feeds").glob("*.json*")):
        family = "al-anon" in path.name
        try:
            runs.append(
                import_meetings(
                    by=by,
                    where=str(path),
                    fellowship="Al-Anon" if family else "AA",
                    pathway="family" if family else "12-step",
                )
            )
        except errors.Problem:
            continue
    tables = data / "hsds" / "baltimore-icarol-ohana"
    if tables.is_dir():
        runs.append(import_services(by=by, where=str(tables), source_name="Baltimore"))
    return runs


def _name_of(where: str) -> str:
    name = where.rstrip("/").rpartition("/")[2] or where
    return name.removesuffix(".gz").removesuffix(".json") if "://" not in where else where


def _commonest_zone(batch: Batch) -> str:
    """The zone for meetings of a feed that name no place: that of most which say one."""
    zones = [listing.values["time_zone"] for listing in batch.listings["meetings"]]
    said = [zone for zone in zones if zone]
    return max(set(said), key=said.count) if len(set(said)) == 1 else ""


def _unreadable(where: str, reason: str) -> errors.Problem:
    return errors.Problem(
        _("%(where)s could not be read: %(reason)s.") % {"where": where, "reason": reason},
        kept=_("The directory is as it was; nothing of it was imported."),
        todo=_("Mend the file or ask for a new one, then import it again."),
    )


def _opened(path: Path) -> bytes:
    """A file, unpacked where it is packed, never more than LARGEST."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(str(path), error.strerror or str(error)) from error
    return _unpacked(raw, str(path))


def _unpacked(raw: bytes, where: str) -> bytes:
    if raw[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(raw)) as packed:
                raw = packed.read(LARGEST + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise _unreadable(where, _("the packed file is damaged")) from error
    if len(raw) > LARGEST:
        raise _unreadable(where, _("larger than %(size)s MB") % {"size": LARGEST >> 20})
    return raw


def _fetched(url: str) -> bytes:
    """A feed from the web: at most LARGEST bytes in at most PATIENCE seconds."""
    asked = urllib.request.Request(  # noqa: S310 - http or https, see the caller
        url, headers={"User-Agent": "Alongside", "Accept": "application/json"}
    )
    ends, parts, size = monotonic() + PATIENCE, [], 0
    try:
        with closing(urllib.request.urlopen(asked, timeout=20)) as answer:  # noqa: S310
            while part := answer.read(1 << 16):
                size += len(part)
                parts.append(part)
                if size > LARGEST or monotonic() > ends:
                    raise _unreadable(url, _("too large or too slow"))
    except urllib.error.HTTPError as error:
        raise _unreadable(url, f"HTTP {error.code}") from error
    except (TimeoutError, urllib.error.URLError, OSError, ValueError) as error:
        raise _unreadable(url, str(getattr(error, "reason", error))) from error
    return _unpacked(b"".join(parts), url)

"""A list, from wherever it is, into the directory: all of it, or nothing."""

import logging
from pathlib import Path

from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.directory import actions as directory
from alongside.directory import models
from alongside.directory.schemas import Batch, SourceShape
from alongside.exchange import files, readers, web

log = logging.getLogger("alongside.exchange")
DEMO = Path(directory.__file__).parent.parent / "data" / "demo"
DEMO_NAME = "Invented for the demo"


def import_directory(
    *,
    by: actors.Actor,
    where: str,
    reader: str = "",
    source_name: str = "",
    licence: str = "",
    options: readers.Options | None = None,
) -> models.Run:
    """A path (file, folder, zip, also .gz) or an address, in any format of `readers`. Raises
    errors.Problem, with nothing changed, when it can't be read."""
    access.require(by, P.DIRECTORY_IMPORT)
    given = _taken(where)
    options = options or readers.Options()
    chosen, batch = _read(given, where=where, slug=reader, options=options)
    source = SourceShape(
        key=f"{chosen.family}:{source_name or _name_of(where)}"[:200],
        name=source_name or _name_of(where),
        address=where,
        licence=licence,
        time_zone=options.time_zone or _commonest_zone(batch),
        shows_names=options.shows_names,
    )
    return directory.apply_import(by=by, source=source, batch=batch)


def import_meetings(
    *,
    by: actors.Actor,
    where: str,
    source_name: str = "",
    fellowship: str = "",
    pathway: str = "",
    time_zone: str = "",
) -> models.Run:
    """Meetings of a Meeting Guide feed: a path (also .gz) or an address."""
    access.require(by, P.DIRECTORY_IMPORT)
    options = readers.Options(fellowship, pathway, time_zone)
    return import_directory(
        by=by, where=where, reader="meeting-guide", source_name=source_name, options=options
    )


def import_services(
    *, by: actors.Actor, where: str, source_name: str = "", shows_names: bool | None = None
) -> models.Run:
    """Services of a folder of Ohana or HSDS tables (also .gz)."""
    access.require(by, P.DIRECTORY_IMPORT)
    if not Path(where).is_dir():
        raise _unreadable(where, _("there is no such folder"))
    options = readers.Options(shows_names=shows_names)
    return import_directory(
        by=by, where=where, reader="ohana", source_name=source_name, options=options
    )


def load_demo_directory(*, by: actors.Actor, data: str = "") -> list[models.Run]:
    """The gazetteer and the invented directory that ships with Alongside; and, where `data`
    is a folder of real feeds and tables, those too. Loading it again changes nothing."""
    access.require(by, P.DIRECTORY_IMPORT)
    directory.load_places(by=by)
    runs = [
        import_meetings(by=by, where=str(DEMO / "meetings.json"), source_name=DEMO_NAME),
        import_services(by=by, where=str(DEMO), source_name=DEMO_NAME),
    ]
    if data:
        runs += _real(by, Path(data))
    return runs


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


def _unreadable(where: str, reason: str) -> errors.Problem:
    return errors.Problem(
        _("%(where)s could not be read: %(reason)s.") % {"where": where, "reason": reason},
        kept=_("The directory is as it was; nothing of it was imported."),
        todo=_("Mend the file or ask for a new one, then import it again."),
    )


class _Told:
    """Whatever makes a list unreadable is said in a sentence."""

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, files.Unreadable):
            raise _unreadable(self.where, str(error)) from error
        if isinstance(error, ValueError | TypeError | LookupError | AttributeError):
            log.exception("A reader stumbled")
            reason = _("it is written in a way that our reader did not expect")
            raise _unreadable(self.where, reason) from error


def _taken(where: str) -> files.Files:
    with _Told(where):
        if where.startswith(("http://", "https://")):
            return web.fetched(where).files or {}
        return files.opened(where)


def _read(
    given: files.Files, *, where: str, slug: str, options: readers.Options
) -> tuple[readers.Reader, Batch]:
    with _Told(where):
        chosen = readers.reader_of(given, slug)
        return chosen, chosen.read(given, options)


def _name_of(where: str) -> str:
    name = where.rstrip("/").rpartition("/")[2] or where
    if "://" in where:
        return where
    for ending in (".gz", ".zip", ".json", ".csv", ".ics"):
        name = name.removesuffix(ending)
    return name


def _commonest_zone(batch: Batch) -> str:
    """The zone for meetings of a feed that name no place: that of most which say one."""
    zones = [listing.values["time_zone"] for listing in batch.listings.get("meetings", [])]
    said = [zone for zone in zones if zone]
    return max(set(said), key=said.count) if len(set(said)) == 1 else ""

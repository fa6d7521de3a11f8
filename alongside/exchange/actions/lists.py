"""A list, from wherever it is, into the directory: all of it, or nothing."""

import re
from dataclasses import replace
from pathlib import Path

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors, shelf
from alongside.directory import actions as directory
from alongside.directory import models
from alongside.directory.schemas import SourceShape
from alongside.exchange import intake, readers

DEMO = Path(directory.__file__).parent.parent / "data" / "demo"
# Two lists, so that each can be told from the other where an editor reads of them.
DEMO_MEETINGS, DEMO_SERVICES = "Invented meetings", "Invented services"


def import_directory(
    *,
    by: actors.Actor,
    where: str,
    reader: str = "",
    source_name: str = "",
    licence: str = "",
    options: readers.Options | None = None,
    manner: directory.Manner | None = None,
) -> models.Run:
    """A path (file, folder, zip, also .gz) or an address, in any format of `readers`. Raises
    errors.Problem, with nothing changed, when it can't be read."""
    access.require(by, P.DIRECTORY_IMPORT)
    with shelf.roomy():
        return _imported(by, where, reader, source_name, licence, options, manner)


def _imported(
    by: actors.Actor,
    where: str,
    reader: str,
    source_name: str,
    licence: str,
    options: readers.Options | None,
    manner: directory.Manner | None,
) -> models.Run:
    given = intake.taken(where)
    options = options or readers.Options()
    chosen = intake.chosen(given, where=where, slug=reader)
    name = source_name or intake.name_of(where)
    source = SourceShape(
        key=f"{chosen.family}:{name}"[:200],
        name=name,
        address=where if intake.is_address(where) else "",
        licence=licence,
        time_zone=options.time_zone,
        shows_names=options.shows_names,
    )
    told = intake.digest(given, chosen, options)
    only_show = manner is not None and manner.only_show
    run = None if only_show else directory.apply_again(by=by, source=source, told=told)
    if run is None:
        batch = intake.read(given, where=where, reader=chosen, options=options)
        zone = source.time_zone or intake.commonest_zone(batch)
        run = directory.apply_import(
            by=by, source=replace(source, time_zone=zone), batch=batch, manner=manner, told=told
        )
    models.Source.objects.filter(key=source.key).update(
        reader=chosen.slug, fellowship=options.fellowship[:80], pathway=options.pathway[:20]
    )
    return run


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
    """Services in any format that has them: a file, a zip, a folder of tables or documents."""
    access.require(by, P.DIRECTORY_IMPORT)
    options = readers.Options(shows_names=shows_names)
    return import_directory(by=by, where=where, source_name=source_name, options=options)


_DATED = re.compile(r"-\d{4}(-\d{2})?(?=\.json)")  # the date a feed was kept at


def load_demo_directory(*, by: actors.Actor, data: str = "") -> list[models.Run]:
    """The gazetteer and the invented directory that ships with Alongside; and, where `data`
    is a folder of real feeds and tables, those too. Loading it again changes nothing."""
    access.require(by, P.DIRECTORY_IMPORT)
    directory.load_places(by=by)
    runs = [
        import_meetings(by=by, where=str(DEMO / "meetings.json"), source_name=DEMO_MEETINGS),
        import_services(by=by, where=str(DEMO), source_name=DEMO_SERVICES),
    ]
    if data:
        runs += _real(by, Path(data))
        directory.find_twins(by=by)
    return runs


def _real(by: actors.Actor, data: Path) -> list[models.Run]:
    """Only what is there and can be read; one feed is broken on purpose. Of a feed that was
    kept at several dates, the last."""
    runs = []
    feeds = sorted((data / "meeting-guide" / "feeds").glob("*.json*"))
    for path in {_DATED.sub("", path.name): path for path in feeds}.values():
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

"""Every format that can come in, in one list: what it is called, how it is known, who reads it.

A new format is a module `exchange/<format>.py` that makes a `Batch` of files, and one `Reader`
here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.privacy import Words
from alongside.directory.schemas import Batch
from alongside.exchange import (
    bmlt,
    facilities,
    files,
    hsds,
    ical,
    icarol,
    meeting_guide,
    naltrexone,
    naws,
    ohana,
    sheet,
)  # fmt: skip
from alongside.exchange.files import Files, Unreadable

MEETINGS, SERVICES = "meetings", "services"


@dataclass(frozen=True, slots=True)
class Options:
    """What the list does not say itself. `shows_names`: see SourceShape."""

    fellowship: str = ""
    pathway: str = ""
    time_zone: str = ""
    shows_names: bool | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """`knows` says how surely these files are of this format: 0 is not at all, 1 could be,
    3 certainly. `family` is the first half of a source's key and stays for ever."""

    slug: str
    family: str
    name: Words
    takes: Words
    knows: Callable[[Files], int]
    read: Callable[[Files, Options], Batch]


def _guide_knows(given: Files) -> int:
    if len(given) != 1:
        return 0
    text = files.head(files.only(given)).lstrip()
    if text[:1] not in {"[", "{"}:
        return 0
    return 3 if '"slug"' in text else 1


def _bmlt_knows(given: Files) -> int:
    signs = ('"id_bigint"', '"meeting_name"', '"weekday_tinyint"', '"serviceBodyId"')
    known = any(sign in files.head(raw) for raw in given.values() for sign in signs)
    return 3 if known else 0


def _naws_knows(given: Files) -> int:
    wanted = {"committee", "committeename", "day", "time"}
    return 3 if len(given) == 1 and wanted <= files.columns(files.only(given)) else 0


def _sheet_knows(given: Files) -> int:
    return 2 if len(given) == 1 and sheet.names_of(files.only(given)) else 0


def _calendar_knows(given: Files) -> int:
    return 3 if len(given) == 1 and "BEGIN:VCALENDAR" in files.head(files.only(given)) else 0


def _only(read: Callable[..., Batch]) -> Callable[[Files, Options], Batch]:
    """A reader of one file that names the fellowship of meetings that name none."""

    def reading(given: Files, options: Options) -> Batch:
        raw = files.only(given)
        return read(raw, fellowship=options.fellowship, pathway=options.pathway)

    return reading


def _tables_know(given: Files) -> int:
    return 3 if given.keys() & {"services.csv", "service.csv"} else 0


def _tables(given: Files, options: Options) -> Batch:
    return ohana.read(given)


READERS: dict[str, Reader] = {
    reader.slug: reader
    for reader in (
        Reader(
            "meeting-guide",
            MEETINGS,
            gettext_lazy("Meeting Guide feed"),
            gettext_lazy("A JSON file, or the address of a feed."),
            _guide_knows,
            _only(meeting_guide.read),
        ),
        Reader(
            "sheet",
            MEETINGS,
            gettext_lazy("Spreadsheet of meetings"),
            gettext_lazy("A CSV table with columns such as Name, Day, Time, Address and Types."),
            _sheet_knows,
            _only(sheet.read),
        ),
        Reader(
            "bmlt",
            MEETINGS,
            gettext_lazy("BMLT server"),
            gettext_lazy("Meetings as JSON; formats and service bodies may lie beside them."),
            _bmlt_knows,
            lambda given, options: bmlt.read(
                given, fellowship=options.fellowship, pathway=options.pathway
            ),
        ),
        Reader(
            "naws",
            MEETINGS,
            gettext_lazy("NAWS table"),
            gettext_lazy("The CSV table that areas of Narcotics Anonymous send to world services."),
            _naws_knows,
            _only(naws.read),
        ),
        Reader(
            "calendar",
            MEETINGS,
            gettext_lazy("Calendar (iCalendar)"),
            gettext_lazy("An .ics file, or the address of one."),
            _calendar_knows,
            _only(ical.read),
        ),
        Reader(
            "ohana",
            SERVICES,
            gettext_lazy("Tables of Ohana"),
            gettext_lazy(
                "organizations.csv, locations.csv, services.csv and so on; or all in a zip."
            ),
            _tables_know,
            _tables,
        ),
        Reader(
            "icarol",
            SERVICES,
            gettext_lazy("iCarol export"),
            gettext_lazy("One table of agencies, programmes and sites (CSV)."),
            icarol.knows,
            lambda given, options: icarol.read(given),
        ),
        Reader(
            "facilities",
            SERVICES,
            gettext_lazy("Treatment facilities"),
            gettext_lazy("A table with name1, street1, zip and positions (CSV)."),
            facilities.knows,
            lambda given, options: facilities.read(given),
        ),
        Reader(
            "naltrexone",
            SERVICES,
            gettext_lazy("Naltrexone providers"),
            gettext_lazy("A table with services, treats and insurance in one cell each (CSV)."),
            naltrexone.knows,
            lambda given, options: naltrexone.read(given),
        ),
        Reader(
            "hsds-tables",
            SERVICES,
            gettext_lazy("Tables of HSDS"),
            gettext_lazy("A folder or zip of CSV files, with its datapackage.json."),
            hsds.knows_tables,
            lambda given, options: hsds.read_tables(given),
        ),
        Reader(
            "hsds",
            SERVICES,
            gettext_lazy("HSDS documents"),
            gettext_lazy("JSON files of services or organisations: one, a page, or many."),
            hsds.knows_documents,
            lambda given, options: hsds.read_documents(given),
        ),
    )
}


def reader_of(given: Files, slug: str = "") -> Reader:
    """The reader that was named, else the one that knows these files best."""
    if slug:
        if slug not in READERS:
            raise Unreadable(_("no format is called %(name)s") % {"name": slug})
        return READERS[slug]
    best = max(READERS.values(), key=lambda reader: reader.knows(given))
    if not given or not best.knows(given):
        raise Unreadable(_("this is no list of a kind that we can read"))
    return best

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
from alongside.exchange import facilities, files, icarol, meeting_guide, naltrexone, ohana
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


def _guide(given: Files, options: Options) -> Batch:
    raw = files.only(given)
    return meeting_guide.read(raw, fellowship=options.fellowship, pathway=options.pathway)


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
            _guide,
        ),
        Reader(
            "ohana",
            SERVICES,
            gettext_lazy("Tables of Ohana or HSDS"),
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

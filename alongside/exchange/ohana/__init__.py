"""Ohana and HSDS tables: a folder of CSV files as listings, with a reason for every odd row.

The name of a contact and a number that belongs only to a contact are kept for staff; the
public sees them where the operator lets the source's names be shown.
"""

from collections.abc import Callable

from alongside.directory.schemas import Batch, Listing
from alongside.exchange.files import Unreadable
from alongside.exchange.ohana import services
from alongside.exchange.ohana.cells import Row

__all__ = ["Unreadable", "read"]


class Reader(services.Services):
    """One folder. `files` are file names without folder or `.gz`, unpacked."""

    def read(self) -> Batch:
        if not any(name in self.files for name in ("services.csv", "service.csv")):
            raise Unreadable("no services.csv (or service.csv) in the folder")
        self._categories()
        self._offers()
        steps: dict[str, Callable[[int, Row], Listing | None]] = {
            "organisations": self._organisation,
            "programmes": self._programme,
            "locations": self._location,
            "addresses": self._address,
            "mail addresses": self._mail,
            "services": self._service,
            "contacts": self._contact,
            "phones": self._phone,
            "regular schedules": self._weekly,
            "holiday schedules": self._holiday,
        }
        for table, step in steps.items():
            self._table(table, step)
        return self.batch


def read(files: dict[str, bytes]) -> Batch:
    """Every row of every table, as listings or as problems."""
    return Reader(files).read()

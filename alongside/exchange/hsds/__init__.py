"""HSDS 3.0 and 3.1, whole: documents (JSON) and tables (CSV), in and out. Tables of 1.1 and 2.0
and of the UK profile come in too."""

from alongside.directory.schemas import Batch
from alongside.exchange.files import Files
from alongside.exchange.hsds import csv_tables, documents
from alongside.exchange.hsds.resolving import Resolving

__all__ = ["knows_documents", "knows_tables", "read_documents", "read_tables"]

knows_documents, knows_tables = documents.knows, csv_tables.knows


def read_documents(given: Files) -> Batch:
    return Resolving(documents.read(given)).batch_of()


def read_tables(given: Files) -> Batch:
    return Resolving(csv_tables.read(given)).batch_of()

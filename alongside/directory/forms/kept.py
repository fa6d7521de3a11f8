"""A search that goes on to another page: to pass on, to print."""

from collections.abc import Collection

from django.http import QueryDict

from alongside.directory.forms import Find

LONG, MANY = 120, 20


def kept(said: QueryDict, *, without: Collection[str] = ()) -> QueryDict:
    """What was typed and chosen on the find page, never endless, and nothing else."""
    found = QueryDict(mutable=True)
    for name in Find.base_fields:
        values = [value[:LONG] for value in said.getlist(name)[:MANY] if value]
        if values and name not in without:
            found.setlist(name, values)
    return found

"""The account of an import, as a person reads it at a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from alongside.core import errors
from alongside.directory import models, queries

COLUMNS = ("rows", "added", "changed", "same", "gone", "refused", "withheld")


@contextmanager
def told(out: Any) -> Iterator[None]:
    """Whatever stops an import is said in a sentence, with exit code 1 and nothing changed."""
    try:
        yield
    except errors.Problem as problem:
        said = " ".join(
            str(part) for part in (problem.happened, problem.kept, problem.todo) if part
        )
        raise CommandError(said, returncode=1) from problem
    except (DatabaseError, OSError, MemoryError) as error:
        raise CommandError(
            _(
                "The import stopped before it was complete (%(reason)s). The directory is as it "
                "was. Make room or mend the database, then import again."
            )
            % {"reason": str(error).split("\n")[0][:120]},
            returncode=1,
        ) from error


def tell_lines(lines: list[models.RunLine], out: Any) -> None:
    """What is new, changed field by field, and gone."""
    for line in lines:
        what = f", {line.field}: {line.was!r} -> {line.says!r}" if line.field else ""
        out.write(f"  {line.fate}: {line.table} {line.name or line.key}{what}"[:300])


def tell_end(run: models.Run, out: Any) -> None:
    """That nothing was written, where nothing was."""
    if run.state == models.Run.State.SHOWN:
        out.write(_("Nothing was changed: this was only to look."))
    elif run.state == models.Run.State.STOPPED:
        raise CommandError(
            _(
                "Too many listings would be gone, so nothing was changed. If that is right, add "
                "--even-if-many-go."
            ),
            returncode=1,
        )


def tell(run: models.Run, out: Any) -> None:
    """Counts for each table, then every row that was not imported or was odd."""
    counts, problems = queries.account_of(run)
    out.write(run.source.name)
    out.write(f"{'':20}" + "".join(f"{column:>10}" for column in COLUMNS))
    for count in counts:
        figures = "".join(f"{getattr(count, column):>10}" for column in COLUMNS)
        out.write(f"{count.table:20}" + figures)
    out.write("rows = added + changed + same + refused + withheld")
    for title, kept in ((_("Not imported"), False), (_("Imported, with a remark"), True)):
        chosen = [problem for problem in problems if problem.kept is kept]
        if chosen:
            out.write(f"\n{title}: {len(chosen)}")
        for problem in chosen:
            place = f"{problem.table} row {problem.row}" if problem.row else problem.table
            out.write(f"  {place}, {problem.field or '-'}: {problem.reason}")

"""People who are brought in as tables, and taken out."""

from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.core import ids
from alongside.exchange import actions, models
from tests.bad_input.writes import Write, write
from tests.cast import Cast

TABLE = b"ID,Name\n1,Kim\n"


def _brought(cast: Cast, state: str = "columns") -> models.Bringing:
    run = actions.bring_people(by=cast.omar.by, id=ids.new(), given=[("people.csv", TABLE)])
    models.Bringing.objects.filter(pk=run.pk).update(state=state)
    return run


def _asked(cast: Cast) -> models.Taking:
    return actions.ask_taking(by=cast.omar.by, id=ids.new(), why="We move house.")


@write("exchange:people")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "file": SimpleUploadedFile("people.csv", TABLE)}
    return Write("omar", "/en/bring-people/", data)


@write("exchange:columns")
def _(cast: Cast) -> Write:
    data = {
        "kind-0": "people", "was-0": "people", "column-0-0": "reference", "column-0-1": "called",
        "order": "dmy", "likely": "make", "kinds": "",
    }  # fmt: skip
    return Write("omar", f"/en/bring-people/{_brought(cast).pk}/columns/", data)


@write("exchange:apply_people")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/bring-people/{_brought(cast, 'shown').pk}/apply/")


@write("exchange:undo_people")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/bring-people/{_brought(cast, 'applied').pk}/undo/")


@write("exchange:let_people_go")
def _(cast: Cast) -> Write:
    return Write("omar", f"/en/bring-people/{_brought(cast).pk}/let-go/")


@write("exchange:takings")
def _(cast: Cast) -> Write:
    data = {"id": str(ids.new()), "why": "We move house."}
    return Write("omar", "/en/bring-people/out/", data, typed="why")


@write("exchange:answer_taking")
def _(cast: Cast) -> Write:
    path = f"/en/bring-people/out/{_asked(cast).pk}/answer/"
    return Write("piet", path, {"answer": "yes"})

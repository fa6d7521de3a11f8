"""The answers of the FHIR API: one resource, or a bundle of those that were asked for. Each is as
many queries, however many resources."""

import uuid
from collections.abc import Sequence
from math import asin, sqrt
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from alongside.core import clock, errors, ids
from alongside.directory.policy import published
from alongside.directory.rules import positions
from alongside.exchange import around
from alongside.exchange.fhir import looking, names, resources, values
from alongside.exchange.fhir.asking import Question
from alongside.exchange.fhir.names import LOCATION, ORGANISATION, SERVICE
from alongside.exchange.hsds.graph import Graph
from alongside.exchange.hsds.writing import Object

PKs = Sequence[uuid.UUID]
Above = dict[uuid.UUID | None, Any]
LEVELS = {400: "invalid", 404: "not-found", 405: "not-supported", 406: "not-supported",
          410: "deleted", 429: "throttled"}  # fmt: skip


def one(kind: str, key: str) -> Object:
    """Raises errors.Missing also for what is private, closed or gone: nobody learns which."""
    pk = ids.parse(key)
    if pk is None or not looking.everything(kind).filter(pk=pk).exists():
        raise missing()
    return _made(kind, [pk])[0]


def missing() -> errors.Missing:
    return errors.Missing(
        _("There is nothing at this address."), todo=_("Look at /fhir/metadata for what there is.")
    )


def bundle(asked: Question, base: str) -> Object:
    """A page of what was found, with how to ask for the others."""
    found = looking.found(asked)
    is_near = any(wish.name == "near" for wish in asked.wishes)
    total, first = found.count(), (asked.page - 1) * asked.size
    rows = found.order_by(*([around.AWAY] if is_near else []), "pk")
    columns = ("pk", around.AWAY) if is_near else ("pk",)
    page = list(rows.values_list(*columns)[first : first + asked.size]) if first < total else []
    entries = [
        _entry(said, base, *row[1:])
        for said, row in zip(_made(asked.kind, [row[0] for row in page]), page, strict=True)
    ]
    if asked.unread:
        entries.append(_not_read(asked.unread))
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": _links(asked, total, base),
        **({"entry": entries} if entries else {}),
    }


def _entry(said: Object, base: str, away: float | None = None) -> Object:
    search: Object = {"mode": "match"}
    if away is not None:
        km = round(2 * positions.EARTH_KM * asin(min(1.0, sqrt(max(away, 0.0)))), 3)
        distance = {"value": km, "unit": "km", "system": names.UNITS, "code": "km"}
        search["extension"] = [{"url": names.DISTANCE, "valueDistance": distance}]
    address = f"{base}/{said['resourceType']}/{said['id']}"
    return {"fullUrl": address, "resource": said, "search": search}


def _not_read(unread: tuple[str, ...]) -> Object:
    words = _("Nothing was looked for by: %(names)s.") % {"names": ", ".join(unread)}
    said = outcome(words, code="not-supported", severity="warning")
    return {"resource": said, "search": {"mode": "outcome"}}


def _links(asked: Question, total: int, base: str) -> list[Object]:
    """`self` says what was understood, and nothing else that was sent."""
    last = -(-total // asked.size) if asked.size else 1
    pages = {"self": asked.page}
    if asked.size:
        pages["first"] = 1
        if asked.page > 1:
            pages["previous"] = min(asked.page - 1, max(last, 1))
        if asked.page < last:
            pages["next"] = asked.page + 1
    shape = [("_count", str(asked.size))]
    return [
        {
            "relation": relation,
            "url": f"{base}/{asked.kind}?{urlencode([*asked.said, *shape, ('_page', page)])}",
        }
        for relation, page in pages.items()
    ]


def outcome(
    happened: str, todo: str = "", *, code: str = "invalid", severity: str = "error"
) -> Object:
    details = {"details": {"text": happened}, "diagnostics": todo}
    issue = {"severity": severity, "code": code, **details}
    said: Object = values.pruned({"resourceType": "OperationOutcome", "issue": [issue]})
    return said


def of_problem(problem: errors.Problem) -> Object:
    level = LEVELS.get(problem.status, "processing")
    return outcome(str(problem.happened), str(problem.todo), code=level)


def _made(kind: str, pks: PKs) -> list[Object]:
    graph = Graph(is_answer=True)
    above: Above = {}
    if kind == SERVICE:
        graph.services_alone(pks)
        above |= _terms_above(graph)
    elif kind == LOCATION:
        graph.of_locations(pks)
        above |= _owners(graph)
    else:
        assert kind == ORGANISATION
        graph.organisations_alone(pks)
    rows = looking.dated(looking.everything(kind).filter(pk__in=pks), kind)
    fresh = dict(rows.values_list("pk", looking.FRESH))
    found = resources.Around(graph, fresh, above, clock.now().date())
    return [resources.whole(kind, pk, found) for pk in pks]


def _terms_above(graph: Graph) -> Above:
    """The categories above those of services."""
    terms = [each.term for each in graph.rows["attribute"].values() if each.term_id]
    wanted = {term.parent_id for term in terms} - {None}
    return {**published.rows("terms").select_related("scheme").in_bulk(list(wanted))}


def _owners(graph: Graph) -> Above:
    """The organisations of places, as far as they are shown."""
    wanted = {row.organisation_id for row in graph.rows["location"].values()} - {None}
    return {**published.rows("organisations").in_bulk(list(wanted))}

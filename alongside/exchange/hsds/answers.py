"""The answers of the HSDS API: one object, a page of them, or all of them line by line."""

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.core import errors
from alongside.exchange.hsds import facts, graph, looking, writing
from alongside.exchange.hsds.looking import Question
from alongside.exchange.hsds.shapes import SHAPES
from alongside.exchange.hsds.writing import Object

PKs = Sequence[uuid.UUID]
CHUNK = 100  # objects at a time, where all are asked for


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object: which rows a question means, some of them as a list or fully nested
    has them. Each is as many queries, however many objects."""

    rows: Callable[[Question], Any]
    some: Callable[[PKs, Question], list[Object]]
    one: Callable[[uuid.UUID, Question], Object]
    order: tuple[str, ...] = ("pk",)
    ours: Callable[[Question], list[Object]] = lambda asked: []  # what stands in no table


def _services(pks: PKs, asked: Question) -> list[Object]:
    if asked.minimal:
        rows = looking.services(Question()).filter(pk__in=pks).in_bulk()
        return [_minimal(rows[pk]) for pk in pks if pk in rows]
    if asked.full:
        found = graph.Graph(is_answer=True).of_services(pks)
        return [found.service(pk) for pk in pks]
    lines = graph.Graph(is_answer=True).lines_of_services(pks)
    return [lines.service_line(pk) for pk in pks]


def _minimal(row: Any) -> Object:
    said = {"id": str(row.pk)}
    return said | writing.changed(row)


def _service(pk: uuid.UUID, asked: Question) -> Object:
    return graph.Graph(is_answer=True).of_services([pk]).service(pk)


def _offers(pks: PKs, asked: Question) -> list[Object]:
    if asked.full:
        found = graph.Graph(is_answer=True).of_offers(pks)
        return [found.offer(pk) for pk in pks]
    lines = graph.Graph(is_answer=True).lines_of_offers(pks)
    return [lines.offer_line(pk) for pk in pks]


def _offer(pk: uuid.UUID, asked: Question) -> Object:
    return graph.Graph(is_answer=True).of_offers([pk]).offer(pk)


def _organisations(pks: PKs, asked: Question) -> list[Object]:
    if not (asked.full or asked.full_service):
        rows = looking.organisations(Question()).in_bulk(list(pks))
        return [writing.plain(SHAPES["organization"], rows[pk]) for pk in pks if pk in rows]
    found = graph.Graph(is_answer=True).of_organisations(pks, with_services=asked.full_service)
    return [found.organisation(pk, full_service=asked.full_service) for pk in pks]


def _organisation(pk: uuid.UUID, asked: Question) -> Object:
    found = graph.Graph(is_answer=True).of_organisations([pk], with_services=asked.full_service)
    return found.organisation(pk, full_service=asked.full_service)


def _taxonomies(pks: PKs, asked: Question) -> list[Object]:
    rows = looking.taxonomies(Question()).in_bulk(list(pks))
    return [writing.plain(SHAPES["taxonomy"], rows[pk]) for pk in pks if pk in rows]


def _terms(pks: PKs, asked: Question) -> list[Object]:
    rows = looking.terms(Question()).in_bulk(list(pks))
    return [graph.term(rows[pk]) for pk in pks if pk in rows]


KINDS = {
    "services": Kind(looking.services, _services, _service, ("name", "pk")),
    "service_at_locations": Kind(looking.offers, _offers, _offer),
    "organizations": Kind(looking.organisations, _organisations, _organisation, ("name", "pk")),
    "taxonomies": Kind(
        looking.taxonomies,
        _taxonomies,
        lambda pk, asked: _taxonomies([pk], asked)[0],
        ours=facts.taxonomies,
    ),
    "taxonomy_terms": Kind(
        looking.terms, _terms, lambda pk, asked: _terms([pk], asked)[0], ours=facts.terms
    ),
}


def one(kind: str, pk: uuid.UUID, asked: Question) -> Object:
    """Raises errors.Missing also for what is private, closed or gone: nobody learns which."""
    said = KINDS[kind]
    ours = next((each for each in said.ours(Question()) if each["id"] == str(pk)), None)
    if ours is not None:
        return ours
    if not said.rows(Question()).filter(pk=pk).exists():
        raise errors.Missing(
            _("There is nothing at this address."), todo=_("Look in the list for what there is.")
        )
    return said.one(pk, asked)


def page(kind: str, asked: Question) -> Object:
    said = KINDS[kind]
    found = said.rows(asked).order_by(*said.order)
    listed, size, ours = found.count(), asked.size, said.ours(asked)
    first, total = (asked.page - 1) * size, listed + len(ours)
    pks = list(found.values_list("pk", flat=True)[first : first + size]) if first < listed else []
    contents = said.some(pks, asked) if pks else []
    contents += ours[max(first - listed, 0) : max(first + size - listed, 0)]
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def lines(kind: str, asked: Question) -> Iterator[str]:
    """Every object that is meant, one on each line, without pages."""
    said = KINDS[kind]
    pks = list(said.rows(asked).order_by(*said.order).values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        for each in said.some(pks[start : start + CHUNK], asked):
            yield json.dumps(each, ensure_ascii=False) + "\n"
    for each in said.ours(asked):
        yield json.dumps(each, ensure_ascii=False) + "\n"

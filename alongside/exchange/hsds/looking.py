"""What the HSDS API was asked, as plain values, and the rows that it means."""

import json
import math
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from alongside.core import errors, ids
from alongside.directory import policy, search
from alongside.directory.policy import finding, published
from alongside.directory.rules import times
from alongside.exchange import around
from alongside.exchange.hsds import vocabulary

USUAL, MOST, MINIMAL = 50, 200, 10_000  # on a page
FARTHEST = 200_000  # metres
LONGEST = 200  # signs of a search
BODY = 20_000  # bytes of a question
YES, NO = {"true", "1", "yes", ""}, {"false", "0", "no"}


class Unclear(errors.Problem):
    status = 400


@dataclass(frozen=True, slots=True)
class Question:
    """All that may be asked; what a path does not know is not looked at."""

    search: str = ""
    page: int = 1
    per_page: int = 0
    format: str = "json"
    taxonomy_term_id: uuid.UUID | None = None
    taxonomy_id: uuid.UUID | None = None
    organization_id: uuid.UUID | None = None
    parent_id: uuid.UUID | None = None
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    top_only: bool = False
    postcode: str = ""
    proximity: int = 0

    @property
    def size(self) -> int:
        if self.minimal:
            return min(self.per_page or MINIMAL, MINIMAL)
        return min(self.per_page or USUAL, MOST)


def question(request: HttpRequest) -> Question:
    """From the address or, by POST, from the body (JSON or a form). Raises Unclear."""
    said: dict[str, Any] = dict(request.GET.items())
    if request.method == "POST":
        said |= _body(request)
    given = {name: said[name] for name in Question.__dataclass_fields__ if name in said}
    found = {name: _read(name, value) for name, value in given.items()}
    return Question(**{name: value for name, value in found.items() if value != ""})


def _body(request: HttpRequest) -> Mapping[str, Any]:
    if not (request.content_type or "").endswith("json"):
        return dict(request.POST.items())
    try:
        said = json.loads(request.body[: BODY + 1] or b"{}")
    except (ValueError, RecursionError) as error:
        raise _unclear("body") from error
    if not isinstance(said, dict):
        raise _unclear("body")
    return said


def _unclear(name: str) -> Unclear:
    """Which word is wrong, never what was in it."""
    return Unclear(
        _("We can’t read what was given as %(name)s.") % {"name": name},
        todo=_("Look at /hsds/openapi.json for what it may be."),
    )


def _read(name: str, value: Any) -> Any:
    text = str(value).strip()
    if isinstance(value, dict | list) or len(text) > LONGEST or _is_broken(text):
        raise _unclear(name)
    reader = next((read for names, read in READERS if name in names), None)
    if reader is None or (not text and reader is not _yes):
        return text
    found = reader(text)
    if found is None:
        raise _unclear(name)
    return found


def _is_broken(text: str) -> bool:
    """Signs that no database takes: JSON can write half of one."""
    return "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text)


def _number(text: str) -> int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if math.isfinite(number) and 1 <= number <= 2**31 - 1 else None


def _yes(text: str) -> bool | None:
    return True if text.lower() in YES else False if text.lower() in NO else None


def _moment(text: str) -> datetime | None:
    return times.moment_of(text.replace(" ", "+"))  # a plus in an address is a space


def _format(text: str) -> str | None:
    return text if text in {"json", "ndjson"} else None


READERS: tuple[tuple[set[str], Callable[[str], Any]], ...] = (
    ({"page", "per_page", "proximity"}, _number),
    ({"taxonomy_term_id", "taxonomy_id", "organization_id", "parent_id"}, ids.parse),
    ({"minimal", "full", "full_service", "top_only"}, _yes),
    ({"modified_after"}, _moment),
    ({"format"}, _format),
)


Rows = QuerySet[Any]


def services(asked: Question) -> Rows:
    found = published.rows("services")
    if asked.search:
        found = _named(found, asked.search)
    if asked.organization_id:
        found = found.filter(organisation=asked.organization_id)
    if asked.modified_after:
        found = found.filter(changed_at__gte=asked.modified_after)
    return _of_terms(found, asked)


def offers(asked: Question) -> Rows:
    found = published.rows("offers").filter(service__in=services(asked).values("pk"))
    if not asked.postcode:
        return found
    places = search.place(asked.postcode)
    spot = places.spot or next(iter(places.others), None)
    if spot is None:
        raise errors.Missing(_("We do not know this postal code."))
    if asked.proximity:
        return _within(found, spot, min(asked.proximity, FARTHEST) / 1000)
    return _covering(found, asked.postcode, spot)


def _within(found: Rows, spot: search.Spot, km: float) -> Rows:
    """Those within so many kilometres, by the distance on the globe."""
    near = around.within(published.rows("offers").order_by(), spot.latitude, spot.longitude, km)
    return found.filter(pk__in=near.values("pk"))


def _covering(found: Rows, postcode: str, spot: search.Spot) -> Rows:
    """Those that name no area, or one in which the code or its town is named."""
    areas = published.rows("areas")
    own = areas.filter(Q(service=OuterRef("service")) | Q(offer=OuterRef("pk")))
    named = Q()
    for word in {postcode, postcode.split()[0], spot.name} - {""}:
        for column in ("name", "description", "extent"):
            named |= Q(**{f"{column}__icontains": word})
    return found.filter(~Q(Exists(own)) | Q(Exists(own.filter(named))))


def _named(found: Rows, text: str) -> Rows:
    """By the words under which the find page finds it, typing errors led back."""
    understood = search.understand(text)
    if understood.unknown or not understood.terms:
        return found.none()
    for term in understood.terms:
        words = finding.entry_words().filter(vocable__in=term.ids)
        found = found.filter(pk__in=words.values("entry__service"))
    return found


def _of_terms(found: Rows, asked: Question) -> Rows:
    """Services that carry a category, or any of a taxonomy; or of which a fact of ours is so."""
    if asked.taxonomy_term_id in vocabulary.SLUG_OF:
        kind, _slash, value = vocabulary.SLUG_OF[asked.taxonomy_term_id].partition("/")
        so = policy.undisputed().filter(kind=kind, **({"value": value} if value else {}))
        found = found.filter(pk__in=so.values("service"))
    elif asked.taxonomy_term_id:
        carried = published.rows("attributes").filter(term=asked.taxonomy_term_id)
        found = found.filter(pk__in=carried.values("service"))
    if asked.taxonomy_id == vocabulary.TAXONOMY:
        found = found.filter(pk__in=policy.undisputed().values("service"))
    elif asked.taxonomy_id:
        carried = published.rows("attributes").filter(term__scheme=asked.taxonomy_id)
        found = found.filter(pk__in=carried.values("service"))
    return found


def organisations(asked: Question) -> Rows:
    found = published.rows("organisations")
    if asked.search:
        told = Q(name__icontains=asked.search) | Q(alternate_name__icontains=asked.search)
        found = found.filter(told | Q(description__icontains=asked.search))
    if asked.taxonomy_term_id or asked.taxonomy_id:
        carried = published.rows("attributes").filter(entity="organisations")
        if asked.taxonomy_term_id:
            carried = carried.filter(term=asked.taxonomy_term_id)
        if asked.taxonomy_id:
            carried = carried.filter(term__scheme=asked.taxonomy_id)
        its = _of_terms(published.rows("services"), asked)
        found = found.filter(
            Q(pk__in=carried.values("thing")) | Q(pk__in=its.values("organisation"))
        )
    return found


def taxonomies(asked: Question) -> Rows:
    found = published.rows("taxonomies")
    if asked.search:
        told = Q(name__icontains=asked.search) | Q(description__icontains=asked.search)
        found = found.filter(told)
    return found


def terms(asked: Question) -> Rows:
    found = published.rows("terms").select_related("scheme")
    if asked.search:
        told = Q(name__icontains=asked.search) | Q(code__istartswith=asked.search)
        found = found.filter(told | Q(description__icontains=asked.search))
    if asked.taxonomy_id:
        found = found.filter(scheme=asked.taxonomy_id)
    if asked.parent_id:
        found = found.filter(parent=asked.parent_id)
    if asked.top_only:
        found = found.filter(parent=None)
    return found

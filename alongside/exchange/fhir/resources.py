"""Objects of HSDS as resources of FHIR, by the table of the Human Services Directory guide. Where
the guide has no place for what people need (what it costs, whom it is for), FHIR's own has."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2s
from typing import Any

from alongside.directory.rules import positions
from alongside.exchange import voices
from alongside.exchange.fhir import hours, names, values
from alongside.exchange.fhir.looking import SUPPORTS
from alongside.exchange.fhir.names import LOCATION, ORGANISATION, SERVICE
from alongside.exchange.hsds import vocabulary
from alongside.exchange.hsds.graph import Graph
from alongside.exchange.hsds.writing import Object

NOT_SAID = [{"extension": [{"url": names.UNKNOWN, "valueCode": "unknown"}]}]
NONE: tuple[Any, ...] = ()
NO_FEE, NO_APPOINTMENT = vocabulary.KINDS.NO_FEE.value, vocabulary.KINDS.NO_APPOINTMENT.value


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the objects: when each last changed, what stands above (categories of
    services, organisations of places), and which day it is."""

    graph: Graph
    fresh: Mapping[uuid.UUID, datetime]
    above: Mapping[uuid.UUID | None, Any]
    today: date


def whole(kind: str, pk: uuid.UUID, around: Around) -> Object:
    """A resource. Its version is a digest of all that it says: another version says otherwise."""
    at = around.fresh[pk].isoformat().replace("+00:00", "Z")
    said: Object = values.pruned(MADE[kind](pk, around))
    text = json.dumps(said, sort_keys=True)
    mark = blake2s(f"{at}{text}".encode(), digest_size=12).hexdigest()
    meta = {"versionId": mark, "lastUpdated": at, "profile": [names.PROFILES[kind]]}
    return {"resourceType": kind, "id": str(pk), "meta": meta, **said}


# --- organisations -------------------------------------------------------------------------


def _organisation(pk: uuid.UUID, around: Around) -> Object:
    said = around.graph.nested("organization", pk)
    parent = said.get("parent_organization_id")
    described = {"url": names.DESCRIBED, "valueString": said["description"].strip()}
    return {
        "extension": [described] if described["valueString"] else [],
        "identifier": [*_tax(said), *map(_identifier, said.get("organization_identifiers", NONE))],
        "active": True,
        "type": [names.NOT_OF_HEALTH],
        "name": said["name"],
        "alias": [said.get("alternate_name")],
        "telecom": values.points(said),
        "partOf": {"reference": f"{ORGANISATION}/{parent}"} if parent else {},
        "contact": list(map(_contact, said.get("contacts", NONE))),
    }


def _tax(said: Object) -> list[Object]:
    if not said.get("tax_id"):
        return []
    return [{"use": "official", "type": names.TAX, "value": said["tax_id"]}]


def _identifier(said: Object) -> Object:
    kind = said["identifier_type"] or said.get("identifier_scheme", "")
    system = values.uri(said.get("identifier_scheme", ""))
    return {"type": {"text": kind}, "system": system, "value": said["identifier"]}


def _contact(said: Object) -> Object:
    """The role; the name of whoever is in it only where its list's names are shown."""
    name = said.get("name") or said.get("department")
    purpose = said.get("title") or said.get("department")
    return {"purpose": {"text": purpose}, "name": {"text": name}, "telecom": values.points(said)}


# --- places --------------------------------------------------------------------------------


def _location(pk: uuid.UUID, around: Around) -> Object:
    said, row = around.graph.nested("location", pk), around.graph.rows["location"][pk]
    owner = around.above.get(row.organisation_id)
    found = hours.read(around.graph.inside["schedule", "location", pk], around.today)
    exceptions = [found.exceptions, *(_closed(each) for each in found.closed)]
    return {
        "extension": [_access(words) for words in _ways_in(said)],
        "identifier": [_known_as(said)],
        "status": "active",
        "name": said.get("name") or said.get("alternate_name"),
        "alias": [said.get("alternate_name")] if said.get("name") else [],
        "description": said.get("description"),
        "mode": "instance",
        "telecom": [*values.points(said, link="url"), *values.reached(said.get("contacts", NONE))],
        "address": _address(said.get("addresses", [])),
        "physicalType": {"text": said["location_type"]} if row.kind != row.Kind.PHYSICAL else {},
        "position": _position(row),
        "managingOrganization": owner
        and values.reference(ORGANISATION, row.organisation_id, owner.name),
        "hoursOfOperation": found.times(hours.OF_LOCATION),
        "availabilityExceptions": "\n".join(filter(None, exceptions)),
    }


def _ways_in(said: Object) -> list[str]:
    """In the words of the list: whether that is enough for a code, nobody here can know."""
    found = [
        " – ".join(filter(None, (each.get("description"), each.get("details"))))
        for each in said.get("accessibility", NONE)
    ]
    return [*filter(None, map(str.strip, [*found, said.get("transportation", "")]))]


def _access(words: str) -> Object:
    return {"url": names.ACCESSIBLE, "valueCodeableConcept": {"text": words}}


def _known_as(said: Object) -> Object:
    key = said.get("external_identifier")
    return {"type": {"text": said.get("external_identifier_type")}, "value": key} if key else {}


def _address(said: list[Object]) -> Object:
    """FHIR has one for each place: the one to go to, if there is one."""
    kinds = {"physical": 0, "postal": 1}
    found = sorted(said, key=lambda each: (kinds.get(each["address_type"], 2), each["id"]))
    if not found:
        return {}
    first = found[0]
    parts = {
        "line": [first["address_1"], first.get("address_2")],
        "city": first["city"],
        "district": first.get("region"),
        "state": first["state_province"],
        "postalCode": first["postal_code"],
        "country": first["country"],
    }
    kind = first["address_type"] if first["address_type"] in kinds else None
    return {"use": "work", "type": kind, **parts} if values.pruned(parts) else {}


def _position(row: Any) -> Object:
    if not positions.valid(row.latitude, row.longitude):
        return {}
    return {"longitude": row.longitude, "latitude": row.latitude}


def _closed(said: Object) -> str:
    during = said["during"]
    return f"{during['start']}..{during['end']}: {said['description']}"


# --- services ------------------------------------------------------------------------------


def _service(pk: uuid.UUID, around: Around) -> Object:
    graph = around.graph
    said, row = graph.nested("service", pk), graph.rows["service"][pk]
    owner = graph.rows["organization"].get(row.organisation_id)
    programme = graph.rows["program"].get(row.programme_id)
    offers = said.get("service_at_locations", [])
    found = _open(pk, offers, around)
    found.words.append(row.opening_words)
    so = _facts(row)
    terms = [each.term for each in graph.notes["attribute", pk] if each.term_id]
    categories = {term.parent_id or term.pk: around.above.get(term.parent_id, term)
                  for term in terms}  # fmt: skip
    supports = [slug for slug, is_so in so.items() if is_so and slug.startswith(SUPPORTS)]
    reach = [*values.points(said, link="url"), *values.reached(said.get("contacts", NONE))]
    for offer in offers:
        reach += [*values.points(offer), *values.reached(offer.get("contacts", NONE))]
    return {
        "active": True,
        "providedBy": owner and values.reference(ORGANISATION, owner.pk, owner.name),
        "category": [values.concept(term) for term in categories.values()] or NOT_SAID,
        "type": [*map(values.concept, terms), *map(_ours, supports)],
        "location": [_place(offer["location"]) for offer in offers if "location" in offer],
        "name": said["name"],
        "comment": _comment(said, offers),
        "extraDetails": "\n".join(_details(said)),
        "telecom": reach,
        "coverageArea": [{"display": area} for area in _areas(said, offers)],
        "serviceProvisionCode": [names.FREE] if so.get(NO_FEE) else [],
        "eligibility": _eligibility(said),
        "program": [{"text": programme.name}] if programme else [],
        "characteristic": _characteristics(said, so),
        "communication": values.languages(said.get("languages", NONE)),
        "referralMethod": [{"text": said.get("application_process")}],
        "appointmentRequired": not so[NO_APPOINTMENT] if NO_APPOINTMENT in so else None,
        "availableTime": found.times(hours.OF_SERVICE),
        "notAvailable": found.closed,
        "availabilityExceptions": found.exceptions,
    }


def _open(pk: uuid.UUID, offers: list[Object], around: Around) -> hours.Open:
    """Its own hours, and those of its one place. Where it has several, FHIR can't say of which
    place hours are, so that they are said in words."""
    inside = around.graph.inside
    rows = {each.pk: each for each in inside["schedule", "service", pk]}
    if len(offers) == 1:
        key = uuid.UUID(offers[0]["id"])
        rows |= {each.pk: each for each in inside["schedule", "service_at_location", key]}
        return hours.read(rows.values(), around.today)
    found = hours.read(rows.values(), around.today)
    for offer in offers:
        of_it = inside["schedule", "service_at_location", uuid.UUID(offer["id"])]
        where = _name(offer)
        found.words += [f"{where}: {hours.told(each)}" for each in of_it if each.pk not in rows]
    return found


def _name(offer: Object) -> str:
    return str(offer.get("location", {}).get("name", "")) or str(offer["id"])


def _place(said: Object) -> Object:
    return values.reference(LOCATION, said["id"], said.get("name", ""))


def _facts(row: Any) -> dict[str, bool]:
    """What somebody says of it and nobody denies: two who disagree are not averaged."""
    said: dict[str, set[bool]] = {}
    for fact in row.facts.all():
        said.setdefault(voices.slug_of(fact), set()).add(fact.is_so)
    return {slug: True in answers for slug, answers in sorted(said.items()) if len(answers) == 1}


def _ours(slug: str) -> Object:
    label = vocabulary.term(slug)["name"]
    coded = {"system": names.OURS, "code": slug, "display": label}
    return {"coding": [coded], "text": label}


def _characteristics(said: Object, so: dict[str, bool]) -> list[Object]:
    found = [_ours(slug) for slug, is_so in so.items() if is_so and not slug.startswith(SUPPORTS)]
    labelled = [
        {"text": ": ".join(filter(None, (each.get("label"), each.get("value"))))}
        for each in said.get("attributes", NONE)
        if "taxonomy_term" not in each
    ]
    return [{"text": said.get("interpretation_services")}, *found, *labelled]


def _comment(said: Object, offers: list[Object]) -> str:
    found = [said.get("description"), said.get("alert")]
    if said.get("alternate_name"):
        found.insert(0, f"({said['alternate_name']})")
    for offer in offers:
        if offer.get("description"):
            found.append(f"{_name(offer)}: {offer['description']}")
    return "\n".join(filter(None, found))


LABELS = {
    "fees_description": "Fees", "fees": "Fees", "wait_time": "Waiting time",
    "accreditations": "Accreditations", "licenses": "Licences",
}  # fmt: skip


def _details(said: Object) -> list[str]:
    found = [f"{label}: {said[name]}" for name, label in LABELS.items() if said.get(name)]
    found += [f"Cost: {_cost(each)}" for each in said.get("cost_options", NONE)]
    sources = [each["source"] for each in said.get("funding", NONE) if each.get("source")]
    found += [f"Funding Source: {'; '.join(sources)}"] if sources else []
    return found + [f"Capacity: {_capacity(each)}" for each in said.get("capacities", NONE)]


def _cost(said: Object) -> str:
    amount = f"{said['amount']} {said.get('currency', '')}" if "amount" in said else ""
    first, last = said.get("valid_from", ""), said.get("valid_to", "")
    dates = f"({first}..{last})" if first or last else ""
    parts = (said.get("option", ""), amount.strip(), said.get("amount_description", ""), dates)
    return " ".join(filter(None, parts))


def _capacity(said: Object) -> str:
    most = f" of {said['maximum']}" if "maximum" in said else ""
    more = f", {said['description']}" if said.get("description") else ""
    return f"{said['available']}{most} {said['unit']['name']} ({said['updated'][:10]}){more}"


def _areas(said: Object, offers: list[Object]) -> list[str]:
    areas = [*said.get("service_areas", NONE)]
    for offer in offers:
        areas += offer.get("service_areas", NONE)
    words = (each.get("name") or each.get("description") or each.get("extent") for each in areas)
    return [*filter(None, dict.fromkeys(words))]


def _eligibility(said: Object) -> list[Object]:
    found = [{"comment": said.get("eligibility_description")}]
    least, most = said.get("minimum_age"), said.get("maximum_age")
    if least is not None or most is not None:
        ages = "–".join("" if each is None else str(each) for each in (least, most))
        found.append({"code": {"text": "Age"}, "comment": ages})
    for each in said.get("required_documents", NONE):
        words = " ".join(filter(None, (each.get("document"), each.get("uri"))))
        found.append({"code": {"text": "Required document"}, "comment": words})
    return [each for each in found if each["comment"]]


MADE = {SERVICE: _service, LOCATION: _location, ORGANISATION: _organisation}
